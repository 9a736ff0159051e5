import type { Clock } from "../model/clock.ts";
import { type Gate, type GuardIo, guard } from "./guard.ts";
import { httpFor } from "./http.ts";
import type { Connection, Source } from "./source.ts";

/** The sources that are switched on, connected and guarded. */
export interface OpenSources {
  readonly all: readonly Source[];
  readonly networks: readonly { readonly name: string; readonly label: string; readonly source: Source }[];
  /** null where that source is off. */
  connection(source: string): Connection | null;
  labels(networks: readonly string[]): readonly string[];
  disclosure(networks: readonly string[]): string | null;
}

export function openSources(
  all: readonly Source[],
  { clock, gate, sleep }: { clock: Clock; gate: Gate; sleep: GuardIo["sleep"] },
): OpenSources {
  const connections = new Map(
    all.map((source) => {
      const inner = source.connect({ http: httpFor(source.name), credentials: {}, clock });
      return [source.name, guard(source, inner, { gate, sleep })] as const;
    }),
  );
  const networks = all.flatMap((source) => source.networks.map(({ name, label }) => ({ name, label, source })));
  return {
    all,
    networks,
    connection: (name) => connections.get(name) ?? null,
    labels: (names) => names.map((name) => networks.find((n) => n.name === name)?.label ?? name),
    disclosure: (names) =>
      networks.find((n) => names.includes(n.name) && n.source.disclosure)?.source.disclosure ?? null,
  };
}
