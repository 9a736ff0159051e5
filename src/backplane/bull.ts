import type { BackendFactory, IQueueBackend } from "bullmq";
import type { Log, Timing } from "./backplane.ts";

/** What every queue and worker of BullMQ is built with. */
export interface Bull {
  readonly backend: BackendFactory<IQueueBackend, object>;
  readonly log: Log;
  readonly timing: Timing;
}

/** A schedule's turn: which work to ask for. */
export interface Turn {
  readonly name: string;
  readonly input: unknown;
}

/** Where the schedules of all kinds live. A turn only asks for its work, so what is repeated and what is asked for meet. */
export const turnsQueue = "turns";
