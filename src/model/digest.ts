import type { Channel, Person } from "./place.ts";
import type { Schedule } from "./schedule.ts";

/** What is said where nothing stands out: one line, or nothing at all. */
export const quietWays = ["line", "skip"] as const;

/** A summary that comes by the clock: one for a channel, or for one person, about what they track in all channels. */
export interface Digest {
  readonly id: number;
  /** Of a person's own it is themselves: its id is theirs. */
  readonly channel: Channel;
  readonly isPersonal: boolean;
  readonly schedule: Schedule;
  /** Only these of the trackers; null = all there are by then. */
  readonly trackers: readonly number[] | null;
  readonly quiet: (typeof quietWays)[number];
  readonly createdBy: Person;
  /** Turns before were none of its own: it was made, or brought back, then. */
  readonly since: Date;
  /** The local date of the last one that was sent, or passed over because nothing stood out. */
  readonly lastOn: string | null;
  /** When it is looked at next; null = not at all, as its workspace left. */
  readonly nextAt: Date | null;
  readonly stoppedAt: Date | null;
}

/** What somebody wants of it. */
export type DigestWish = Pick<Digest, "schedule" | "trackers" | "quiet">;

export interface Digests {
  /** One for each channel: one that is there becomes what is wished, and comes back as it was before. */
  put(
    digest: DigestWish & Pick<Digest, "channel" | "isPersonal" | "createdBy" | "nextAt" | "since">,
  ): Promise<{ readonly digest: Digest; readonly before: Digest | null }>;
  get(id: number): Promise<Digest | null>;
  /** The one of a channel, or of a person, that was not stopped. */
  of(channel: Channel): Promise<Digest | null>;
  /** All of the workspace that were not stopped. */
  list(): Promise<readonly Digest[]>;
  /** "taken" where the channel has another one by now. */
  change(
    id: number,
    change: Partial<DigestWish & Pick<Digest, "since" | "lastOn" | "nextAt" | "stoppedAt">>,
  ): Promise<Digest | "taken">;
  /** When it is looked at next, and which date had its turn. One that was stopped, or whose workspace left, stays as it is. */
  lookAgain(id: number, next: { readonly nextAt: Date; readonly lastOn?: string | null }): Promise<void>;
}
