import type { AlertRules } from "./alert-rules.ts";
import type { Channel, MessageRef, Person } from "./place.ts";
import type { Subject } from "./subject.ts";

export const sensitivities = ["sensitive", "balanced", "strict"] as const;
export type Sensitivity = (typeof sensitivities)[number];

/** One channel's wish to follow one subject. */
export interface Tracker {
  readonly id: number;
  readonly channel: Channel;
  readonly subject: Subject;
  readonly networks: readonly string[];
  /** Wished time between two reads of each network. */
  readonly paceMs: number;
  readonly sensitivity: Sensitivity;
  readonly alerts: boolean;
  readonly rules: AlertRules;
  /** Alerts stay silent until then; a date in year 9999 means for ever. */
  readonly mutedUntil: Date | null;
  readonly endsAt: Date | null;
  /** When it was said that it ended. */
  readonly endToldAt: Date | null;
  /** Nothing is collected for it since; null = it goes on. */
  readonly pausedAt: Date | null;
  readonly createdBy: Person;
  readonly createdAt: Date;
  /** The "Tracking …" message, edited with the first numbers. */
  readonly message: MessageRef | null;
}

/** What may be changed on a tracker that exists. */
export type TrackerChange = Partial<
  Pick<
    Tracker,
    | "networks"
    | "paceMs"
    | "sensitivity"
    | "alerts"
    | "rules"
    | "mutedUntil"
    | "endsAt"
    | "endToldAt"
    | "pausedAt"
    | "message"
  >
>;

export type NewTracker = Pick<Tracker, "channel" | "subject" | "networks" | "paceMs" | "sensitivity" | "createdBy">;

/** A workspace's trackers. Every method sees that workspace only. */
export interface Trackers {
  /** Creates it, revives a removed one, or gives back the one that is there (`created` false). */
  create(wish: NewTracker): Promise<{ tracker: Tracker; created: boolean }>;
  /** An active one, or with `evenRemoved` one that can still be brought back. */
  get(id: number, options?: { readonly evenRemoved?: boolean }): Promise<Tracker | null>;
  find(channel: Channel, subject: Subject): Promise<Tracker | null>;
  /** Active ones of a channel, or of the whole workspace; oldest first. */
  list(channel?: Channel): Promise<readonly Tracker[]>;
  change(id: number, change: TrackerChange): Promise<Tracker>;
  /** To another channel of its workspace, without its message; "taken" where that channel tracks the subject already. */
  move(id: number, channel: string): Promise<Tracker | "taken">;
  /** Kept for 30 days, so that Undo brings it back with its history. */
  remove(id: number): Promise<void>;
  restore(id: number): Promise<Tracker>;
  /** Which feeds feed it; replaces the earlier set. */
  setFeeds(id: number, feeds: readonly number[]): Promise<void>;
}

/** Nothing is collected for it any more, until somebody says otherwise. */
export const isStopped = ({ endsAt, pausedAt }: Tracker, now: Date): boolean =>
  pausedAt !== null || (endsAt !== null && endsAt <= now);

export const forever = new Date("9999-12-31T00:00:00Z");
