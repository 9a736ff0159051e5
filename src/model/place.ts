export type SurfaceName = "slack" | "discord" | "playground";

/** One channel of one workspace. */
export interface Channel {
  readonly surface: SurfaceName;
  /** The tenant, e.g. "playground", "slack:T0123", "discord:8123". */
  readonly workspace: string;
  readonly id: string;
}

export interface Person {
  readonly id: string;
  readonly name: string;
}

/** Where a card goes: a channel, or the thread of one of its messages. Cards for one person go through `whisper`. */
export interface Place {
  readonly channel: Channel;
  readonly thread?: MessageRef;
}

/** The channel, or the thread of the message with that id. */
export const placeIn = (channel: Channel, thread: string | undefined): Place =>
  thread === undefined ? { channel } : { channel, thread: { channel, id: thread } };

/** A message we posted. `id` is the surface's own. */
export interface MessageRef {
  readonly channel: Channel;
  readonly id: string;
}
