import { refuse } from "../model/errors.ts";
import { figure } from "../model/figure.ts";
import { type Language, told } from "../model/language.ts";
import { fold } from "./fold.ts";
import { wordListWords } from "./word-list-words.ts";

/** Words and phrases of a workspace's own, under a name: its competitors, its products, what it must not miss. */
export interface WordList {
  readonly name: string;
  /** As typed. */
  readonly words: readonly string[];
}

export const wordListsMax = 20;
export const wordsPerListMax = 200;
const wordLengthMax = 60;
const nameLengthMax = 40;
/** How much of what was typed an answer repeats. */
const shownMax = 40;
/** What lies further on in a text is not read. */
const textLengthMax = 20_000;

/** Phrases by their first word, then by the next one; the places of the lists that one ends in. */
interface Branch {
  lists: number[];
  readonly next: Map<string, Branch>;
}

const newBranch = (): Branch => ({ lists: [], next: new Map() });

/**
 * Names of the lists of which a text has a word or phrase, in the order of the lists. Only whole words count, in the form in which
 * hashtags are equal; where words are not set apart (Chinese, Japanese, Thai …) any run of characters does.
 */
export function wordListsOf(lists: readonly WordList[]): (text: string) => readonly string[] {
  const root = newBranch();
  for (const [place, { words }] of lists.entries()) for (const word of words) addWord(root, wordsOf(word), place);
  if (root.next.size === 0) return () => [];
  return (text) => {
    const found = new Set<number>();
    const words = wordsOf(text.slice(0, textLengthMax));
    for (let start = 0; start < words.length && found.size < lists.length; start++) {
      let branch: Branch | undefined = root;
      for (let at = start; branch && at < words.length; at++) {
        branch = branch.next.get(words[at] as string);
        for (const place of branch?.lists ?? []) found.add(place);
      }
    }
    return lists.filter((_, place) => found.has(place)).map(({ name }) => name);
  };
}

function addWord(root: Branch, words: readonly string[], place: number): void {
  let branch = root;
  for (const word of words) {
    const next = branch.next.get(word) ?? newBranch();
    branch.next.set(word, next);
    branch = next;
  }
  if (branch !== root && !branch.lists.includes(place)) branch.lists.push(place);
}

/** Joiners, directions and variation selectors: nobody sees them, so they tell no words apart. */
const unseen = /\p{Default_Ignorable_Code_Point}/gu;
/** Characters of scripts that write words without spaces: each is a word here. */
const alone = String.raw`[\p{sc=Han}\p{sc=Hira}\p{sc=Kana}ー\p{sc=Thai}\p{sc=Laoo}\p{sc=Khmr}\p{sc=Mymr}]`;
const word = new RegExp(String.raw`${alone}|[[\p{L}\p{M}\p{Nd}]--${alone}]+|\p{Extended_Pictographic}`, "gv");
const isAlone = new RegExp(`^${alone}$`, "v");
/** Stands for whatever parts two of these characters, so that a phrase does not reach from one sentence into the next. */
const gap = " ";

function wordsOf(text: string): readonly string[] {
  const words: string[] = [];
  let end = -1;
  for (const { 0: found, index } of fold(text).replace(unseen, "").matchAll(word)) {
    const isOne = isAlone.test(found);
    if (isOne && end >= 0 && index > end) words.push(gap);
    words.push(found);
    end = isOne ? index + found.length : -1;
  }
  return words;
}

/**
 * A list as somebody typed it: words and phrases with commas or line breaks between, each once. `lists` are those there are; one of the same
 * name is replaced. Throws a UserError that says what is wrong.
 */
export function parseWordList(name: string, typed: string, lists: readonly WordList[]): WordList {
  const display = name.normalize("NFC").replace(/\p{C}/gu, "").replace(/\s+/gu, " ").trim();
  // A comma would part it where it is typed beside others (only:a,b).
  if (!/[\p{L}\p{N}]/u.test(display) || /[,，、]/u.test(display))
    refuse(told((language) => wordListWords[language].noName));
  if (lengthOf(display) > nameLengthMax)
    refuse(told((language) => wordListWords[language].longName(figure(nameLengthMax, language))));
  const isNew = lists.every((list) => fold(list.name) !== fold(display));
  if (isNew && lists.length >= wordListsMax)
    refuse(told((language) => wordListWords[language].manyLists(figure(wordListsMax, language))));
  return { name: display, words: parseWords(typed) };
}

function parseWords(typed: string): readonly string[] {
  const words = new Map<string, string>();
  for (const part of typed.normalize("NFC").split(/[,;\n\r،؛、，；]/u)) {
    const word = part.replace(/\s+/gu, " ").replace(/^["'“”„«»「」 ]+|["'“”„«»「」 ]+$/gu, "");
    if (word === "") continue;
    const key = wordsOf(word).join("\n");
    if (key === "") refuse(told((language) => wordListWords[language].nothingIn(shown(word))));
    if (lengthOf(word) > wordLengthMax) refuseLong(word);
    if (!words.has(key)) words.set(key, word);
  }
  if (words.size === 0) refuse(told((language) => wordListWords[language].noWords));
  if (words.size > wordsPerListMax) refuseMany(words.size);
  return [...words.values()];
}

const refuseLong = (word: string) =>
  refuse(told((language) => wordListWords[language].longWord(shown(word), figure(wordLengthMax, language))));

function refuseMany(count: number): never {
  const say = (language: Language) =>
    wordListWords[language].manyWords(figure(count, language), figure(wordsPerListMax, language));
  return refuse(told(say));
}

const lengthOf = (text: string): number => [...text].length;

function shown(text: string): string {
  const characters = [...text];
  return characters.length > shownMax ? `${characters.slice(0, shownMax - 1).join("")}…` : text;
}
