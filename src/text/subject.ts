import { UserError } from "../model/errors.ts";
import { figure } from "../model/figure.ts";
import type { Subject } from "../model/subject.ts";
import { fold } from "./fold.ts";
import { hashtagCharacters, hashtagKey, isHashtag } from "./hashtags.ts";

const charactersMax = 100;
/** How much of what was typed an answer repeats. */
const shownMax = 40;

const what = "A hashtag is made of letters, digits and “_”, with at least one letter";

/**
 * Reads what a person typed to be followed: "#cats", "cats", "＃ＴＯＫＹＯ", Slack's "<#C1|cats>", an account "@nasa", a
 * phrase in quotes of any kind. Quotes, brackets and punctuation round it, and characters that nobody sees, are forgiven.
 * Throws a UserError that says what to type instead.
 */
export function readSubject(typed: string): Subject {
  const { text, quoted } = unwrap(typed.replace(invisible, ""));
  const length = [...text].length;
  if (length > charactersMax) throw tooLong(length);
  const subject =
    quoted && /\s/u.test(text) ? readPhrase(text) : /^[@＠]/u.test(text) ? readAccount(text) : readHashtag(text);
  if ([...subject.key].length > charactersMax) throw tooLong([...subject.key].length);
  return subject;
}

function readPhrase(text: string): Subject {
  if (!/[\p{L}\p{Nd}]/u.test(text))
    throw new UserError(`“${shown(text)}” has no words in it. For example: “climate change”`);
  const display = text.normalize("NFC").replace(/\s+/gu, " ");
  return { kind: "phrase", key: fold(display), display };
}

function readAccount(text: string): Subject {
  const display = text.slice(1).normalize("NFC");
  if (
    !/^[\p{L}\p{Nd}_](?:[\p{L}\p{M}\p{Nd}_.-]*[\p{L}\p{M}\p{Nd}_])?(?:@[\p{L}\p{Nd}.-]+\.\p{L}{2,})?$/u.test(display)
  ) {
    throw new UserError(`“${shown(text)}” is not an account. Write it like @nasa or @name@mastodon.social.`);
  }
  return { kind: "account", key: fold(display), display };
}

function readHashtag(text: string): Subject {
  const display = text.replace(/^[#＃]+/u, "").normalize("NFC");
  const problem = problemOf(text, display);
  if (problem) throw new UserError(problem);
  return { kind: "hashtag", key: hashtagKey(display), display };
}

function problemOf(text: string, display: string): string | null {
  const name = shown(text);
  if (text === "") return "There is no hashtag yet: say which one, for example #worldcup.";
  if (isHashtag(display)) return null;
  if (display === "") return "“#” alone is no hashtag: write a word behind it, for example #worldcup.";
  if (/^\p{Nd}+$/u.test(display))
    return `“${name}” has only digits, and no network makes a hashtag of digits alone. Add a letter to it.`;
  if (/^[$＄]\p{L}/u.test(text)) {
    return `“${name}” is a cashtag, and those are not followed. Its hashtag can be: ${suggestion(display)}`;
  }
  if (/^<[#@!]/u.test(text))
    return "That is a channel or a person of this chat. Write the hashtag as plain text, for example: worldcup";
  if (/^https?:|^www\.|\w\/\w/iu.test(display))
    return "That is a link. Write the hashtag itself, for example #worldcup.";
  const instead = suggestion(display);
  if (/\s/u.test(display))
    return `“${name}” has a space in it. Put quotes round it to follow it as a phrase${instead ? `, or try ${instead}` : ""}.`;
  return `“${name}” is not a hashtag. ${what}${instead ? `: try ${instead}` : ", for example #worldcup"}.`;
}

/** The hashtag that is left without what none may have; "" where none is. */
function suggestion(display: string): string {
  const left = hashtagCharacters(display);
  return isHashtag(left) ? `#${shown(left)}` : "";
}

/** Soft hyphens, zero-width spaces and direction marks, as pasted text carries them. Joiners are letters' business and stay. */
const invisible = /[\u00ad\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff]/gu;

const quotes = "\"'“”„‟«»‘’‚‹›「」『』＂";
const opening = `${quotes}([{（【〈《`;
const closing = `${quotes})]}）】〉》,.;:!?…、。，．！？；：`;

function unwrap(typed: string): { text: string; quoted: boolean } {
  const outer = edgesOf(typed, opening, closing);
  const text = typed.slice(outer.start, outer.end);
  const quoted = [...typed.slice(0, outer.start)].some((c) => quotes.includes(c));
  const reference = /^<([#@])[^|>]*\|([^>]+)>$/u.exec(text);
  return reference ? { text: `${reference[1]}${unwrap(reference[2] ?? "").text}`, quoted: false } : { text, quoted };
}

/** What is left between white space and the given characters at either end. */
function edgesOf(text: string, before: string, behind: string): { start: number; end: number } {
  const loose = (index: number, characters: string) => {
    const character = text.charAt(index);
    return characters.includes(character) || /\s/u.test(character);
  };
  let start = 0;
  let end = text.length;
  while (start < end && loose(start, before)) start++;
  while (end > start && loose(end - 1, behind)) end--;
  return { start, end };
}

const tooLong = (length: number): UserError =>
  new UserError(
    `That is ${figure(length)} characters long; at most ${charactersMax} can be followed. Try a shorter one, for example #worldcup.`,
  );

/** The start of what was typed, fit to be repeated: nothing invisible, nothing long. */
function shown(text: string): string {
  const characters = [...text.replace(/\s+/gu, " ").replace(/\p{C}/gu, "")];
  return characters.length > shownMax ? `${characters.slice(0, shownMax).join("")}…` : characters.join("");
}
