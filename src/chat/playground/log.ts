import type { Card } from "../../cards/card.ts";
import type { Channel, Person } from "../../model/place.ts";

/** The playground's one channel. */
export const playgroundChannel: Channel = { surface: "playground", workspace: "playground", id: "general" };

/** What one message shows: a card of ours, or what a person typed. */
export type Content = Card | { readonly said: string };

interface NewMessage {
  readonly workspace: string;
  readonly channel: string;
  /** null = Groundswell itself. */
  readonly author: Person | null;
  /** null = everybody; otherwise the id of the one person who sees it. */
  readonly onlyFor: string | null;
  readonly content: Content;
  readonly at: Date;
}

export interface Message extends Omit<NewMessage, "at"> {
  readonly id: string;
  readonly postedAt: Date;
  readonly editedAt: Date | null;
}

/** What Slack and Discord keep for us, the playground keeps here (store/messages.ts). */
export interface MessageLog {
  add(message: NewMessage): Promise<string>;
  /** Replaces the card; false where there is no such message. */
  change(workspace: string, id: string, card: Card, at: Date): Promise<boolean>;
  /** For no eyes yet: the caller asks `mayRead` before it shows it. */
  get(workspace: string, id: string): Promise<Message | null>;
  /** The newest `count` (≤ 200) that `viewer` may read, oldest first. */
  list(workspace: string, channel: string, viewer: string, count: number): Promise<readonly Message[]>;
  /** Tells of changes made by any process; resolves once listening, to what ends it. */
  subscribe(listener: MessageListener): Promise<() => Promise<void>>;
}

export interface MessageListener {
  changed(change: MessageChange): void;
  /** The line was down and is back: changes may have been missed. */
  resumed(): void;
}

/** A message was added or edited. */
export interface MessageChange {
  readonly workspace: string;
  readonly channel: string;
  readonly id: string;
}

export const mayRead = (message: Message, viewer: string): boolean =>
  message.onlyFor === null || message.onlyFor === viewer;
