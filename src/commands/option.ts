import { type InEvery, type Language, languages, type Told } from "../model/language.ts";
import type { Place } from "../model/place.ts";
import type { Services } from "../services.ts";

/** One declaration serves Discord's typed options, Slack's text grammar, the help card, docs/commands.md and manifest.yml. */
export interface Option<Value = unknown> extends OptionWords {
  /**
   * How it is typed: a "#tag" (or several), a bare word out of `choices` or of a `pattern`, a period such as "7d", or `name:value`.
   * See docs/commands.md for the grammar.
   */
  readonly form: "tags" | "word" | "period" | "key";
  readonly required: boolean;
  /** No field of the command's form, where there is room for few. */
  readonly isTypedOnly?: true;
  readonly choices?: readonly string[];
  /** What a bare word looks like that is not chosen from any. */
  readonly pattern?: RegExp;
  /** What people call each of the choices. */
  readonly choiceNames?: ChoiceNames;
  /** Gets what was typed for it (several tags or comma-separated values), or [] when left out. Throws UserError. */
  parse(typed: readonly string[]): Value;
  /** What could be meant while it is typed, the likeliest first; absent where nothing can be known before. */
  suggest?(where: Place, services: Services): Promise<readonly string[]>;
}

/** How an option is spoken of. */
export interface OptionWords {
  /** What it is called where it has a field of its own: lower case, one word. The English one is its key, which is what is typed. */
  readonly names: Told;
  /** One line, at most 100 characters. */
  readonly help: Told;
  /** E.g. "on:bluesky,mastodon". */
  readonly example?: string;
}

export type ChoiceNames<C extends string = string> = InEvery<Readonly<Record<C, string>>>;

export type Options = Readonly<Record<string, Option>>;
export type ValuesOf<O extends Options> = { readonly [K in keyof O]: O[K] extends Option<infer V> ? V : never };

type Chosen = Pick<Option, "choices" | "choiceNames">;

export const choiceName = ({ choiceNames }: Chosen, choice: string, language: Language): string =>
  choiceNames?.[language][choice] ?? choice;

/** The choice that a typed word means, in English or in any other language; undefined where none. */
export function choiceOf(option: Chosen, typed: string): string | undefined {
  const word = typed.normalize("NFKC").toLowerCase();
  return (option.choices ?? []).find(
    (choice) =>
      choice === word || languages.some((language) => choiceName(option, choice, language).toLowerCase() === word),
  );
}
