import type { SimulatorSettings } from "./simulator/settings.ts";
import { createSimulator } from "./simulator.ts";
import type { Source } from "./source.ts";

/** What sources are told beyond their credentials; one that is absent is off. */
export interface SourceSettings {
  readonly simulator?: SimulatorSettings;
  /** Made with createReplay, which reads the file first. */
  readonly replay?: Source;
}

/** The family's list, in the order cards name the networks. One line a source. */
export const sourcesFor = ({ simulator, replay }: SourceSettings): readonly Source[] => [
  ...(simulator ? [createSimulator(simulator)] : []),
  ...(replay ? [replay] : []),
];
