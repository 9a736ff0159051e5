import type { Services } from "../services.ts";

/** One kind of background work, declared in one file under src/jobs/. */
export interface Job<Name extends string = string, Input = unknown> {
  readonly name: Name;
  /** How often it is tried in all, with growing pauses, before it is given up and logged. */
  readonly attempts: number;
  /** How many run at once in one process, in each lane; default 4. */
  readonly concurrency?: number;
  /**
   * Same key while waiting means the same work: one is kept. At most 100 characters, no ":" (so no workspace's name); the
   * numbers of trackers, incidents and boards are nobody else's.
   */
  key(input: Input): string;
  /** Work of different lanes never waits for each other, e.g. one lane a network. Absent: one line for all of its kind. */
  lane?(input: Input): string;
  /** Must be safe to run twice: a worker may die after the work and before the tick. */
  run(input: Input, services: Services, signal: AbortSignal): Promise<void>;
}

/** Curried so that Input is written once and Name stays a literal. */
export const defineJob =
  <Input>() =>
  <const Name extends string>(job: Job<Name, Input>): Job<Name, Input> =>
    job;
