import type { BlueskySettings } from "./bluesky/settings.ts";
import { createBluesky } from "./bluesky.ts";
import type { SimulatorSettings } from "./simulator/settings.ts";
import { createSimulator } from "./simulator.ts";
import type { Source } from "./source.ts";

/** What sources are told beyond their credentials; one that is absent is off. */
export interface SourceSettings {
  readonly bluesky?: BlueskySettings;
  readonly simulator?: SimulatorSettings;
  /** Made with createReplay, which reads the file first. */
  readonly replay?: Source;
}

/** The family's list, in the order cards name the networks. One line a source. */
export function sourcesFor({ bluesky, simulator, replay }: SourceSettings): readonly Source[] {
  const live = [...(bluesky ? [createBluesky(bluesky)] : [])];
  const without = live.flatMap(({ networks }) => networks.map(({ name }) => name));
  return [...live, ...(simulator ? [createSimulator(simulator, { without })] : []), ...(replay ? [replay] : [])];
}
