import type { Channel, MessageRef, Person } from "./place.ts";

/** A live message about one tracker, edited in place until it ends. */
export interface Board {
  readonly id: number;
  readonly tracker: number;
  readonly channel: Channel;
  readonly periodMs: number;
  readonly message: MessageRef | null;
  /** Hash of what was last shown; an equal one is not sent again. */
  readonly shown: string | null;
  readonly createdBy: Person;
  readonly endsAt: Date;
  readonly endedAt: Date | null;
}

export interface Boards {
  create(board: Pick<Board, "tracker" | "channel" | "periodMs" | "createdBy" | "endsAt">): Promise<Board>;
  get(id: number): Promise<Board | null>;
  /** Those not ended of a channel, or of the workspace. */
  list(channel?: Channel): Promise<readonly Board[]>;
  change(id: number, change: Partial<Pick<Board, "message" | "shown" | "endsAt" | "endedAt">>): Promise<Board>;
}
