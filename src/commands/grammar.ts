import type { FormValues } from "../cards/card.ts";
import { FieldError, UserError } from "../model/errors.ts";
import { readPeriod } from "../model/period.ts";
import { typosBetween } from "../text/typos.ts";
import type { Command } from "./command.ts";
import { type Option, refuse } from "./option.ts";

/**
 * The text grammar: `/verb #tags words period key:value`, order free. Phones turn -- into — and " into “ ”, so there are no
 * flags, and quotes and spaces are forgiven in every shape.
 */

/** What is typed at most; more is refused before it is looked at. */
const charactersMax = 4_000;

export interface Line {
  /** Lower case, without "/". */
  readonly verb: string;
  readonly rest: string;
}

/** Splits "/Track  #cats" into verb and rest; null where it is no command at all. */
export function readLine(text: string): Line | null {
  const match = /^\s*[/／]\s*([^\s]{1,32})\s*([\s\S]*)$/u.exec(text);
  return match ? { verb: (match[1] ?? "").normalize("NFKC").toLowerCase(), rest: match[2] ?? "" } : null;
}

/** Gives each typed word to the option it belongs to. Throws UserError with the line corrected where it can be. */
export function readOptions(command: Command, rest: string): Record<string, unknown> {
  if (rest.length > charactersMax) refuse(`That is ${rest.length} characters; a command has at most ${charactersMax}.`);
  const typed = new Map<string, string[]>(Object.keys(command.options).map((name) => [name, []]));
  const tokens = tokensOf(rest);
  for (const token of tokens) {
    const placed = place(command, token, typed);
    if (!placed) return refuse(unknown(command, token, tokens));
    const [name, value] = placed;
    typed.get(name)?.push(value);
  }
  return parsed(command, typed);
}

/** What was written into the form of a command (see form.ts). Throws FieldError, so that the form says it beside its field. */
export function readFormValues(command: Command, values: FormValues): Record<string, unknown> {
  const written = Object.entries(command.options).map(([name, { form }]) => {
    const typed = [values[name] ?? ""].flat().join(" ").slice(0, charactersMax).trim();
    // In its own field a word needs no name before it, but may have it.
    const value = form === "key" ? typed.replace(new RegExp(`^${name}[:：=]`, "iu"), "").trim() : typed;
    return [name, form === "tags" ? tokensOf(value) : value === "" ? [] : [value]] as const;
  });
  return parsed(command, new Map(written));
}

const parsed = (command: Command, typed: ReadonlyMap<string, readonly string[]>): Record<string, unknown> =>
  Object.fromEntries(
    Object.entries(command.options).map(([name, option]) => {
      try {
        return [name, option.parse(typed.get(name) ?? [])];
      } catch (error) {
        throw error instanceof UserError ? new FieldError(name, error.hint) : error;
      }
    }),
  );

/** null where it means nothing. */
function place(
  command: Command,
  token: string,
  typed: ReadonlyMap<string, readonly string[]>,
): readonly [string, string] | null {
  const options = Object.entries(command.options);
  const keyed = /^([a-z-]{2,20})[:：=](.*)$/iu.exec(token);
  const key = keyed?.[1]?.toLowerCase();
  if (keyed && key && !token.startsWith("http")) {
    const option = options.find(([name]) => name === key)?.[0];
    return option ? [option, keyed[2] ?? ""] : null;
  }
  const word = options.find(
    ([, { form, choices, pattern }]) =>
      form === "word" && (choices?.includes(token.toLowerCase()) || pattern?.test(token)),
  );
  if (word) return [word[0], token];
  const find = (form: Option["form"]) => options.find(([, option]) => option.form === form)?.[0];
  const period = find("period");
  if (period && typed.get(period)?.length === 0 && readPeriod(token)) return [period, token];
  const tags = find("tags");
  const looksLikeTag = /^([#＃@$“"„«]|<[#@])/u.test(token);
  return tags && (looksLikeTag || typed.get(tags)?.length === 0) ? [tags, token] : null;
}

/** What was meant instead of an unknown word: the whole line again, so that it can be copied. */
function unknown(command: Command, token: string, tokens: readonly string[]): string {
  const meant = tokens.flatMap((other) => (other === token ? (nearest(command, token) ?? []) : [other])).join(" ");
  const line =
    meant.length > lineCharactersMax || meant === "" ? (command.examples[0] ?? "") : `/${command.name} ${meant}`;
  const known = knownWords(command);
  const understands = known.length > 0 ? ` It understands ${known.join(", ")}.` : "";
  return `I do not know what “${shorten(token)}” means for /${command.name}.${understands} Try: ${line}`;
}

const lineCharactersMax = 200;
/** How many letters of a word may be wrong. */
const typosMax = 2;

const knownWords = ({ options }: Command): readonly string[] => [
  ...Object.values(options).flatMap(({ form, choices = [] }) => (form === "word" ? choices : [])),
  ...Object.entries(options).flatMap(([name, { form }]) => (form === "key" ? [`${name}:`] : [])),
];

function nearest(command: Command, token: string): string | null {
  const [, key = token, value = ""] = /^([^:：=]*)[:：=](.*)$/u.exec(token) ?? [];
  const wanted = value === "" ? key : `${key}:`;
  const [best] = knownWords(command)
    .map((word) => ({ word, typos: typosBetween(wanted.slice(0, 32).toLowerCase(), word) }))
    .filter(({ typos }) => typos <= typosMax)
    .sort((a, b) => a.typos - b.typos);
  return best ? `${best.word}${value}` : null;
}

const shorten = (token: string): string => (token.length > 40 ? `${token.slice(0, 40)}…` : token);

/** Words, with “quoted phrases” and <#C1|references> kept whole. */
function tokensOf(rest: string): string[] {
  return (
    rest.match(/<[#@!][^>]*>|[“"„«][^”"“»]*[”"“»]|[^\s\u00a0\u200b]+/gu)?.map((token) => token.replace(/,$/u, "")) ?? []
  );
}
