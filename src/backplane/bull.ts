import type { BackendFactory, IQueueBackend } from "bullmq";
import type { Log, Timing } from "./backplane.ts";

/** What every queue and worker of BullMQ is built with. */
export interface Bull {
  readonly backend: BackendFactory<IQueueBackend, object>;
  /** An idle worker looks for forgotten work this often although it is told of new work, in seconds. */
  readonly lookSeconds: number;
  readonly log: Log;
  readonly timing: Timing;
}

/** A schedule's turn: which work to ask for. */
export interface Turn {
  readonly name: string;
  readonly input: unknown;
}

/** A kind of job, or one lane of it, has its queue to itself. Lanes hold no dot, so no two share a name. */
export const queueOf = (kind: string, lane?: string): string => (lane === undefined ? kind : `${kind}.${lane}`);
