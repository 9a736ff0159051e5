import { readPeriod } from "../model/period.ts";
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
  for (const token of tokensOf(rest)) {
    const [name, value] = place(command, token, typed);
    typed.get(name)?.push(value);
  }
  return Object.fromEntries(
    Object.entries(command.options).map(([name, option]) => [name, option.parse(typed.get(name) ?? [])]),
  );
}

function place(
  command: Command,
  token: string,
  typed: ReadonlyMap<string, readonly string[]>,
): readonly [string, string] {
  const options = Object.entries(command.options);
  const keyed = /^([a-z-]{2,20})[:：=](.*)$/iu.exec(token);
  const key = keyed?.[1]?.toLowerCase();
  if (keyed && key && !token.startsWith("http")) {
    const option = options.find(([name]) => name === key)?.[0];
    return option ? [option, keyed[2] ?? ""] : refuse(unknown(command, token));
  }
  const word = options.find(([, option]) => option.form === "word" && option.choices?.includes(token.toLowerCase()));
  if (word) return [word[0], token];
  const find = (form: Option["form"]) => options.find(([, option]) => option.form === form)?.[0];
  const period = find("period");
  if (period && typed.get(period)?.length === 0 && readPeriod(token)) return [period, token];
  const tags = find("tags");
  const looksLikeTag = /^([#＃@$“"„«]|<[#@])/u.test(token);
  if (tags && (looksLikeTag || typed.get(tags)?.length === 0)) return [tags, token];
  return refuse(unknown(command, token));
}

function unknown(command: Command, token: string): string {
  const shown = token.length > 40 ? `${token.slice(0, 40)}…` : token;
  const keys = Object.entries(command.options).flatMap(([name, option]) => (option.form === "key" ? [`${name}:`] : []));
  const words = Object.values(command.options).flatMap((option) =>
    option.form === "word" ? (option.choices ?? []) : [],
  );
  const known = [...words, ...keys];
  const understands = known.length > 0 ? ` It understands ${known.join(", ")}.` : "";
  return `I do not know what “${shown}” means for /${command.name}.${understands} For example: ${command.examples[0] ?? `/${command.name}`}`;
}

/** Words, with “quoted phrases” and <#C1|references> kept whole. */
function tokensOf(rest: string): string[] {
  return (
    rest.match(/<[#@!][^>]*>|[“"„«][^”"“»]*[”"“»]|[^\s\u00a0\u200b]+/gu)?.map((token) => token.replace(/,$/u, "")) ?? []
  );
}
