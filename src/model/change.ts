import type { Person } from "./place.ts";

/** What somebody changed, written to the audit log, with what is needed to take it back. */
export type ChangeKind =
  | "track"
  | "untrack"
  | "tracker"
  | "mute"
  | "rules"
  | "mute-kind"
  | "move"
  | "live"
  | "live-stop"
  | "digest"
  | "digest-stop"
  | "relay"
  | "relay-stop"
  | "quiet"
  | "acknowledge"
  | "exclude"
  | "correct";

export interface Change {
  readonly id: number;
  readonly kind: ChangeKind;
  readonly who: Person;
  readonly at: Date;
  /** The tracker, board, digest, relay or incident it is about. */
  readonly about: number;
  /** The fields as they were before, JSON; empty where kind says all. */
  readonly before: Readonly<Record<string, unknown>>;
  readonly undoneAt: Date | null;
}

export interface Changes {
  record(change: Pick<Change, "kind" | "who" | "about" | "before">): Promise<Change>;
  get(id: number): Promise<Change | null>;
  /** The newest of a kind about one thing that was not undone. */
  latest(kind: ChangeKind, about: number): Promise<Change | null>;
  /** Marks it undone; false where somebody already did. */
  undone(id: number, who: Person): Promise<boolean>;
}
