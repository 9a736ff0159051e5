import { UserError } from "../model/errors.ts";
import type { Place } from "../model/place.ts";
import type { Services } from "../services.ts";

/** One declaration serves Discord's typed options, Slack's text grammar, the help card, docs/commands.md and manifest.yml. */
export interface Option<Value = unknown> {
  readonly help: string;
  /**
   * How it is typed: a "#tag" (or several), a bare word out of `choices` or of a `pattern`, a period such as "7d", or `name:value`.
   * See docs/commands.md for the grammar.
   */
  readonly form: "tags" | "word" | "period" | "key";
  readonly required: boolean;
  readonly choices?: readonly string[];
  /** What a bare word looks like that none can choose from. */
  readonly pattern?: RegExp;
  /** Gets what was typed for it (several tags or comma-separated values), or [] when left out. Throws UserError. */
  parse(typed: readonly string[]): Value;
  /** What could be meant while it is typed, the likeliest first; absent where nothing can be known before. */
  suggest?(where: Place, services: Services): Promise<readonly string[]>;
}

export type Options = Readonly<Record<string, Option>>;
export type ValuesOf<O extends Options> = { readonly [K in keyof O]: O[K] extends Option<infer V> ? V : never };

export const refuse = (hint: string): never => {
  throw new UserError(hint);
};
