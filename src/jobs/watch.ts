import type { Alarm, AlarmFacts, AlarmKind } from "../model/alarm.ts";
import type { Feeds } from "../model/feeds.ts";
import type { Tenant } from "../model/tenant.ts";
import type { Tracker } from "../model/tracker.ts";

/** How one kind of alarm is looked for: it reads, asks a rule of analysis/, and says what to tell. */
export interface Watch {
  readonly kind: AlarmKind;
  /** How much is posted is looked at every minute; posts and people, which cost more, now and then. */
  readonly about: "pace" | "posts";
  look(looking: Looking): Promise<Seen>;
}

export interface Looking {
  readonly tracker: Tracker;
  /** The one of its kind that lasts. */
  readonly open: Alarm | null;
  /** Those of its kind of the last week, newest first. */
  readonly recent: readonly Alarm[];
  readonly now: Date;
  readonly tenant: Tenant;
  readonly feeds: Feeds;
}

export interface Seen {
  /** What lasts is ended later; what does not is told once for its key. */
  readonly raise?: { readonly key: string; readonly at: Date; readonly facts: AlarmFacts; readonly lasts: boolean };
  readonly end?: { readonly at: Date; readonly facts: AlarmFacts };
}

export const nothing: Seen = {};
