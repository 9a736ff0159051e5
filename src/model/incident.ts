import type { Span } from "./feed.ts";
import type { MessageRef, Person } from "./place.ts";
import type { Sensitivity } from "./tracker.ts";

export const phases = ["rising", "peak", "cooling", "over"] as const;
export type Phase = (typeof phases)[number];

/** What a detector says of one moment. `expected`, `count` are posts in the window of `windowMinutes` that ends at `at`. */
export interface Sighting {
  readonly at: Date;
  readonly windowMinutes: 5 | 15 | 60;
  readonly count: number;
  readonly expected: number;
  /** 0..1; ≥ 0.5 means the balanced rule holds (see analysis/spikes.ts). */
  readonly score: number;
  /** How rarely a burst this high happens here, in days, from the subject's own history; null while learning. */
  readonly returnDays: number | null;
}

/** A spike's life in one tracker: one message, edited as it moves. */
export interface Incident {
  readonly id: number;
  readonly tracker: number;
  readonly phase: Phase;
  readonly sensitivity: Sensitivity;
  /** When the rule first held, by the posts' own time. */
  readonly openedAt: Date;
  /** When the phase last moved. */
  readonly movedAt: Date;
  readonly endedAt: Date | null;
  readonly networks: readonly string[];
  /** The sighting that opened it, and the highest since. */
  readonly first: Sighting;
  readonly peak: Sighting;
  /** Posts of the last 60 minutes at `movedAt`, over all its networks. */
  readonly lastHour: number;
  /** Distinct authors in the window that opened it; null where the network names none. */
  readonly authors: number | null;
  readonly message: MessageRef | null;
  /** The tracker was muted when it opened: recorded, not posted. */
  readonly silent: boolean;
  /** The highest that people were told of by a message of its own; null = nobody yet. */
  readonly announced: Sighting | null;
  /** When somebody is named because nobody is on it; null = not at all, or done. */
  readonly escalateAt: Date | null;
  /** Who said that they are on it. */
  readonly acknowledged: Acknowledgement | null;
}

export interface Acknowledgement {
  readonly who: Person;
  readonly at: Date;
}

export type NewIncident = Omit<Incident, "id" | "endedAt" | "message" | "announced" | "escalateAt" | "acknowledged">;

export interface Incidents {
  /** Runs `work` while nobody else, in any process, moves this tracker's incidents; others wait. */
  alone<T>(tracker: number, work: () => Promise<T>): Promise<T>;
  /** Opens one, unless one is open for the tracker (then `created` is false and that one comes back). */
  open(incident: NewIncident): Promise<{ incident: Incident; created: boolean }>;
  get(id: number): Promise<Incident | null>;
  openFor(tracker: number): Promise<Incident | null>;
  /** Newest first, at most `count` (≤ 100). */
  list(trackers: readonly number[], count: number): Promise<readonly Incident[]>;
  /** All that opened in that time, newest first. */
  openedIn(trackers: readonly number[], span: Span): Promise<readonly Incident[]>;
  change(
    id: number,
    change: Partial<
      Pick<
        Incident,
        "phase" | "movedAt" | "endedAt" | "networks" | "peak" | "lastHour" | "message" | "announced" | "escalateAt"
      >
    >,
  ): Promise<Incident>;
  /** Moves what was announced up, unless somebody did already. */
  announce(id: number, now: Sighting, was: Sighting): Promise<void>;
  /** Says that somebody is on it, unless somebody is (then `isFirst` is false) or it is over (then it is not said). */
  acknowledge(id: number, by: Acknowledgement): Promise<{ incident: Incident; isFirst: boolean }>;
  /** Nobody is on it any more. */
  release(id: number): Promise<Incident>;
}
