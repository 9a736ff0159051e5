import { createHash } from "node:crypto";
import type { Turn } from "./bull.ts";

/** What is asked for every `everyMs`, at the moments of real time that lie `offsetMs` after a multiple of it. */
export interface Schedule extends Turn {
  readonly id: string;
  readonly everyMs: number;
  readonly offsetMs: number;
}

/** Schedules whose turn has come, in nobody else's hands until `leasedUntilMs` (since 1970, by the store's clock). */
export interface Claim {
  readonly turns: readonly (Turn & { readonly id: string })[];
  readonly leasedUntilMs: number;
  /** Until the next turn is due; Infinity where there is none. Known only of a claim without turns. */
  readonly waitMs: number;
}

/**
 * Where the schedules of an installation are kept, for any number of processes at once. By the store's clock, so that those of
 * the processes need not agree. While the store is away all of it rejects with what isOutage knows.
 */
export interface Schedules {
  /**
   * One of the same id is replaced. A turn that is due already stays due, and of the same period one that somebody has claimed
   * stays theirs.
   */
  put(schedule: Schedule): Promise<void>;
  remove(id: string): Promise<void>;
  /** Takes up to `turnsMax` that are due, the longest due first. Unless settled they are due again when the lease is over. */
  claim(turnsMax: number, leaseMs: number): Promise<Claim>;
  /**
   * Makes each due at its next moment after now, however many went by. Those that were removed, replaced or claimed by another
   * since are left as they are.
   */
  settle(claim: Claim): Promise<void>;
}

/** The queue in which BullMQ kept the schedules before; whoever prepares the store moves them over. */
export const formerQueue = "turns";

export const scheduleOf = (request: { readonly name: string }, key: string): string => `${request.name}/${key}`;

/** The moment of each period at which a schedule's turn comes: by its name, so that schedules do not herd. */
export const offsetOf = (schedule: string, everyMs: number): number =>
  createHash("sha256").update(schedule).digest().readUInt32BE(0) % everyMs;
