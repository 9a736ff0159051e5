import type { Card, Form } from "../cards/card.ts";
import type { MessageRef, Person, Place } from "../model/place.ts";
import type { JobRequest, Services } from "../services.ts";
import type { Options, ValuesOf } from "./option.ts";

/** One slash command, declared in one file under src/commands/. Answers with a reply; never touches a platform. */
export interface Command<O extends Options = Options> {
  readonly name: string;
  /** One line, at most 100 characters (Discord's limit for a description). */
  readonly help: string;
  readonly examples: readonly string[];
  readonly options: O;
  /** Needs the right to manage this channel. */
  writes(options: ValuesOf<O>): boolean;
  run(call: Call<O>, services: Services): Promise<Reply>;
}

export interface Call<O extends Options> {
  readonly options: ValuesOf<O>;
  readonly where: Place;
  readonly who: Person;
}

/** What a command or an action answers. */
export interface Reply {
  readonly card?: Card;
  readonly visible: "channel" | "only-you";
  /** Replace the message whose control was pressed, instead of posting a new one. */
  readonly replace?: boolean;
  readonly form?: Form;
  /** Told where the card went, once it is posted; the slow part goes on there. */
  readonly follow?: (message: MessageRef) => JobRequest;
  /** Called with the posted message, e.g. to remember it on the tracker. */
  readonly posted?: (message: MessageRef) => Promise<void>;
}

/** Keeps the literal types of a declaration. */
export const defineCommand = <O extends Options>(command: Command<O>): Command<O> => command;
