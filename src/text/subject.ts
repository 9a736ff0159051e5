import { refuse, UserError } from "../model/errors.ts";
import { figure } from "../model/figure.ts";
import { type Told, told } from "../model/language.ts";
import type { Subject } from "../model/subject.ts";
import { fold } from "./fold.ts";
import { hashtagCharacters, hashtagKey, isHashtag } from "./hashtags.ts";
import { type SubjectWords, subjectWords } from "./subject-words.ts";

const charactersMax = 100;
/** How much of what was typed an answer repeats. */
const shownMax = 40;

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
  if (!/[\p{L}\p{Nd}]/u.test(text)) refuse(told((language) => subjectWords[language].noWords(shown(text))));
  const display = text.normalize("NFC").replace(/\s+/gu, " ");
  return { kind: "phrase", key: fold(display), display };
}

function readAccount(text: string): Subject {
  const display = text.slice(1).normalize("NFC");
  if (
    !/^[\p{L}\p{Nd}_](?:[\p{L}\p{M}\p{Nd}_.-]*[\p{L}\p{M}\p{Nd}_])?(?:@[\p{L}\p{Nd}.-]+\.\p{L}{2,})?$/u.test(display)
  ) {
    refuse(told((language) => subjectWords[language].noAccount(shown(text))));
  }
  return { kind: "account", key: fold(display), display };
}

function readHashtag(text: string): Subject {
  const display = text.replace(/^[#＃]+/u, "").normalize("NFC");
  const problem = problemOf(text, display);
  if (problem) refuse(problem);
  return { kind: "hashtag", key: hashtagKey(display), display };
}

function problemOf(text: string, display: string): Told | null {
  const say = (problem: (words: SubjectWords) => string) => told((language) => problem(subjectWords[language]));
  const name = shown(text);
  if (text === "") return say((words) => words.nothing);
  if (isHashtag(display)) return null;
  if (display === "") return say((words) => words.alone);
  if (/^\p{Nd}+$/u.test(display)) return say((words) => words.digits(name));
  if (/^[$＄]\p{L}/u.test(text)) return say((words) => words.cashtag(name, suggestion(display)));
  if (/^<[#@!]/u.test(text)) return say((words) => words.reference);
  if (/^https?:|^www\.|\w\/\w/iu.test(display)) return say((words) => words.link);
  const instead = suggestion(display) || null;
  if (/\s/u.test(display)) return say((words) => words.space(name, instead));
  return say((words) => words.noHashtag(name, instead));
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
  new UserError(told((language) => subjectWords[language].tooLong(figure(length, language), charactersMax)));

/** The start of what was typed, fit to be repeated: nothing invisible, nothing long. */
function shown(text: string): string {
  const characters = [...text.replace(/\s+/gu, " ").replace(/\p{C}/gu, "")];
  return characters.length > shownMax ? `${characters.slice(0, shownMax).join("")}…` : characters.join("");
}
