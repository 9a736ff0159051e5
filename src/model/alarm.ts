import type { AlertKind } from "./alert-kind.ts";
import type { MessageRef } from "./place.ts";

/** Everything an alert can be about but bursts, which are incidents. */
export type AlarmKind = Exclude<AlertKind, "burst">;

/** Why it fired: figures, and the names of what is shown with them. Of a post only its key, so that nothing is kept of what is deleted. */
export type AlarmFacts =
  | { readonly kind: "threshold"; readonly overPerHour: number; readonly lastHour: number; readonly highest: number }
  | {
      readonly kind: "silence";
      /** The end of the minute that had the last post, in milliseconds. */
      readonly sinceMs: number;
      /** Posts an hour that are usual at this time of day, known from so many days. */
      readonly usualPerHour: number;
      readonly days: number;
      /** Others are still heard of on the same networks; false where nobody else is followed there. */
      readonly othersHeard: boolean;
    }
  | {
      readonly kind: "viral";
      readonly network: string;
      readonly post: number;
      readonly engagement: number;
      readonly usual: number;
      /** Whose usual that is: the median of the author's other posts, or what nine of ten posts about the subject stay below. */
      readonly of: "author" | "subject";
    }
  | {
      readonly kind: "influencer";
      readonly network: string;
      readonly post: number;
      readonly followers: number;
      /** For so long they did not write about it. */
      readonly days: number;
    }
  | {
      readonly kind: "sentiment";
      /** Shares that are negative, of the posts that could be read. */
      readonly now: number;
      readonly usual: number;
      readonly read: number;
      readonly hours: number;
    }
  | {
      readonly kind: "hashtag";
      /** Its key. */
      readonly tag: string;
      readonly posts: number;
      readonly of: number;
      readonly authors: number;
      /** The highest share of the days before. */
      readonly usual: number;
    };

/** One firing of a rule of a tracker: one message, edited where what it tells of ends. */
export interface Alarm {
  readonly id: number;
  readonly tracker: number;
  readonly kind: AlarmKind;
  /** What of: the same is told once. */
  readonly key: string;
  readonly at: Date;
  /** Of what does not last, `at`. */
  readonly endedAt: Date | null;
  readonly facts: AlarmFacts;
  readonly message: MessageRef | null;
  /** It was muted when it fired: recorded, not posted. */
  readonly silent: boolean;
}

export type NewAlarm = Pick<Alarm, "tracker" | "key" | "at" | "facts" | "silent"> & {
  /** It goes on until it is ended, and of its kind there is one at a time. */
  readonly lasts: boolean;
};

export interface Alarms {
  /** null where that was told already, or one of its kind still lasts. */
  raise(alarm: NewAlarm): Promise<Alarm | null>;
  get(id: number): Promise<Alarm | null>;
  /** Those that last. */
  open(tracker: number): Promise<readonly Alarm[]>;
  /** Those that fired since then, newest first, at most 100. */
  since(tracker: number, since: Date): Promise<readonly Alarm[]>;
  /** Ends one that lasts, with what it was by then; false where it has ended. */
  end(id: number, at: Date, facts: AlarmFacts): Promise<boolean>;
  /** Where its message is. */
  posted(id: number, message: MessageRef): Promise<void>;
}
