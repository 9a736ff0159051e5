import type { AlertKind } from "./alert-kind.ts";
import type { Channel, MessageRef } from "./place.ts";

/** What tells several alerts together: those of the hours in which a channel is quiet, or those beyond its cap of one hour. */
export interface Roundup {
  readonly id: number;
  readonly channel: Channel;
  readonly kind: "morning" | "hour";
  readonly from: Date;
  readonly until: Date;
  readonly message: MessageRef | null;
  /** How many alerts its message told of when it was last edited. */
  readonly told: number;
}

/** An alert, as it asks how it may be told. */
export interface Notice {
  /** Names the alert, e.g. "incident:12": asked again it gets the same answer. */
  readonly key: string;
  readonly channel: Channel;
  readonly tracker: number;
  readonly kind: AlertKind;
  readonly at: Date;
}

export interface Roundups {
  /**
   * Decides once, for all processes, how an alert is told: null = by a message of its own, else by which roundup. Until
   * `quietUntil` all are collected; otherwise those beyond `perHour` messages of the channel's hour are.
   */
  place(
    notice: Notice,
    rules: { readonly quietUntil: Date | null; readonly perHour: number | null },
  ): Promise<Roundup | null>;
  get(id: number): Promise<Roundup | null>;
  /** What it tells of, the oldest first. */
  notices(id: number): Promise<readonly Notice[]>;
  /** It has its message. */
  sent(id: number, message: MessageRef, told: number): Promise<void>;
  /** When it is looked at again where it could not be sent; null = not at all. */
  lookAgain(id: number, dueAt: Date | null): Promise<void>;
}
