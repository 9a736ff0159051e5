import type { Clock } from "../model/clock.ts";
import { disclosed, type SharedDisclosure } from "../model/disclosure.ts";
import type { Language, Said } from "../model/language.ts";
import { type Gate, type GuardIo, guard } from "./guard.ts";
import { httpFor } from "./http.ts";
import { socketFor } from "./socket.ts";
import type { Connection, Source } from "./source.ts";

/** The sources that are switched on, connected and guarded. */
export interface OpenSources {
  readonly all: readonly Source[];
  readonly networks: readonly { readonly name: string; readonly label: Said<string>; readonly source: Source }[];
  /** null where that source is off. */
  connection(source: string): Connection | null;
  /** What cards call them; beside real networks a stand-in says what it is: "Mastodon (simulated)". */
  labels(networks: readonly string[], language: Language): readonly string[];
  /** null where all of them are real; "simulated", or "partly simulated" where some are. */
  disclosure(networks: readonly string[]): SharedDisclosure | null;
}

export function openSources(
  all: readonly Source[],
  { clock, gate, sleep }: { clock: Clock; gate: Gate; sleep: GuardIo["sleep"] },
): OpenSources {
  const connections = new Map(
    all.map((source) => {
      const { name, allowLoopback = false } = source;
      const addresses = { allowLoopback };
      const inner = source.connect({
        http: httpFor(name, addresses),
        socket: socketFor(name, addresses),
        credentials: {},
        clock,
      });
      return [name, guard(source, inner, { gate, sleep })] as const;
    }),
  );
  const isMixed = all.some((source) => !source.disclosure);
  const networks = all.flatMap((source) =>
    source.networks.map(({ name, label }) => ({
      name,
      label: (language: Language) =>
        isMixed && source.disclosure ? `${label} (${disclosed(source.disclosure, language)})` : label,
      source,
    })),
  );
  return {
    all,
    networks,
    connection: (name) => connections.get(name) ?? null,
    labels: (names, language) => names.map((name) => networks.find((n) => n.name === name)?.label(language) ?? name),
    disclosure(names) {
      const asked = networks.filter(({ name }) => names.includes(name)).map(({ source }) => source.disclosure);
      const disclosure = asked.find((said) => said !== undefined) ?? null;
      return disclosure !== null && asked.includes(undefined) ? `partly ${disclosure}` : disclosure;
    },
  };
}
