import type { Person, Place } from "../model/place.ts";
import type { Reply, Services } from "../services.ts";
import type { Options, ValuesOf } from "./option.ts";

/** One slash command, declared in one file under src/commands/. Answers with a reply; never touches a platform. */
export interface Command<O extends Options = Options> {
  readonly name: string;
  /** One line, at most 100 characters (Discord's limit for a description). */
  readonly help: string;
  readonly examples: readonly string[];
  readonly options: O;
  /** Needs the right to manage this channel (true), or the whole workspace. */
  writes(options: ValuesOf<O>): boolean | "workspace";
  run(call: Call<O>, services: Services): Promise<Reply>;
}

export interface Call<O extends Options> {
  readonly options: ValuesOf<O>;
  readonly where: Place;
  readonly who: Person;
}

/** Keeps the literal types of a declaration. */
export const defineCommand = <O extends Options>(command: Command<O>): Command<O> => command;
