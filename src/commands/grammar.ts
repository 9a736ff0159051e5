import type { FormValues } from "../cards/card.ts";
import { FieldError, refuse, UserError } from "../model/errors.ts";
import { inEvery, type Language, type Told, told } from "../model/language.ts";
import { readPeriod } from "../model/period.ts";
import { typosBetween } from "../text/typos.ts";
import type { Command } from "./command.ts";
import { choiceName, choiceOf, type Option } from "./option.ts";

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
  if (rest.length > charactersMax)
    refuse({
      en: `That is ${rest.length} characters; a command has at most ${charactersMax}.`,
      de: `Das sind ${rest.length} Zeichen; ein Befehl hat höchstens ${charactersMax}.`,
      fr: `Cela fait ${rest.length} caractères ; une commande en compte au plus ${charactersMax}.`,
      es: `Son ${rest.length} caracteres; un comando tiene como mucho ${charactersMax}.`,
      pt: `São ${rest.length} caracteres; um comando tem no máximo ${charactersMax}.`,
      ja: `${rest.length} 文字あります。コマンドは最大 ${charactersMax} 文字です。`,
    });
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
    ([, option]) => option.form === "word" && (choiceOf(option, token) !== undefined || option.pattern?.test(token)),
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
const unknown = (command: Command, token: string, tokens: readonly string[]): Told =>
  told((language) => {
    const near = nearest(command, token, language);
    const meant = tokens.flatMap((other) => (other === token ? (near ?? []) : [other])).join(" ");
    const line =
      meant.length > lineCharactersMax || meant === "" ? (command.examples[0] ?? "") : `/${command.name} ${meant}`;
    const known = knownWords(command, language).join(", ");
    return unknownWords[language]({ name: shorten(token), command: `/${command.name}`, known, line });
  });

interface Unknown {
  readonly name: string;
  readonly command: string;
  /** "" where there are none. */
  readonly known: string;
  readonly line: string;
}

const unknownWords = inEvery({
  en: ({ name, command, known, line }: Unknown) =>
    `I do not know what “${name}” means for ${command}.${known && ` It understands ${known}.`} Try: ${line}`,
  de: ({ name, command, known, line }) =>
    `„${name}“ ist bei ${command} unbekannt.${known && ` Verstanden wird: ${known}.`} Zum Beispiel: ${line}`,
  fr: ({ name, command, known, line }) =>
    `Je ne sais pas ce que « ${name} » veut dire pour ${command}.${known && ` Mots compris : ${known}.`} Essayez : ${line}`,
  es: ({ name, command, known, line }) =>
    `No sé qué significa «${name}» para ${command}.${known && ` Entiende: ${known}.`} Prueba: ${line}`,
  pt: ({ name, command, known, line }) =>
    `Não sei o que “${name}” significa para ${command}.${known && ` Ele entende: ${known}.`} Tente: ${line}`,
  ja: ({ name, command, known, line }) =>
    `${command} では「${name}」の意味がわかりません。${known && `使える言葉: ${known}。`}例: ${line}`,
});

const lineCharactersMax = 200;
/** How many letters of a word may be wrong. */
const typosMax = 2;

const knownWords = ({ options }: Command, language: Language): readonly string[] => [
  ...Object.values(options).flatMap((option) =>
    option.form === "word" ? (option.choices ?? []).map((choice) => typedChoice(option, choice, language)) : [],
  ),
  ...Object.entries(options).flatMap(([name, { form }]) => (form === "key" ? [`${name}:`] : [])),
];

/** As somebody would type it: a name of several words is none that can be. */
function typedChoice(option: Option, choice: string, language: Language): string {
  const name = choiceName(option, choice, language);
  return /\s/u.test(name) ? choice : name;
}

function nearest(command: Command, token: string, language: Language): string | null {
  const [, key = token, value = ""] = /^([^:：=]*)[:：=](.*)$/u.exec(token) ?? [];
  const wanted = value === "" ? key : `${key}:`;
  const [best] = [...knownWords(command, language), ...knownWords(command, "en")]
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
