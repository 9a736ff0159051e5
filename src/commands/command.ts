import type { Told } from "../model/language.ts";
import type { Person, Place } from "../model/place.ts";
import type { Reply, Services } from "../services.ts";
import type { Options, ValuesOf } from "./option.ts";

/** One slash command, declared in one file under src/commands/. Answers with a reply; never touches a platform. */
export interface Command<O extends Options = Options> {
  readonly name: string;
  /** What it is called in each language, and may be typed as: lower case, one word. The English one is `name`. */
  readonly names: Told;
  /** One line, at most 100 characters (Discord's limit for a description). */
  readonly help: Told;
  readonly examples: readonly string[];
  readonly options: O;
  /** Needs the right to manage this channel (true), or the whole workspace. */
  writes(options: ValuesOf<O>): boolean | "workspace";
  /** Answers with a window, where one can be opened; absent = never. */
  opensForm?(options: ValuesOf<O>): boolean;
  run(call: Call<O>, services: Services): Promise<Reply>;
}

export interface Call<O extends Options> {
  readonly options: ValuesOf<O>;
  readonly where: Place;
  readonly who: Person;
}

/** Keeps the literal types of a declaration. */
export const defineCommand = <O extends Options>(command: Command<O>): Command<O> => command;

/** Whether somebody called it so, in any language. */
export const isCalled = ({ names }: Pick<Command, "names">, verb: string | undefined): boolean =>
  Object.values(names).some((name) => name === verb);
