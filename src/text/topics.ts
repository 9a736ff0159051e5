import { type Topic, topics } from "../model/topic.ts";
import { firstHash, nextHash, type Reading, readText, wordKinds } from "./sentiment-reading.ts";
import {
  hasAnother,
  kindIn,
  linkHash,
  mayHold,
  nextNote,
  noteKinds,
  pairHash,
  startOf,
  type TopicWords,
  topicLanguages,
  topicModel,
  weightIn,
} from "./topic-model.ts";

/** From this sum of weights on a text is about a topic; a long text, in which more stands by chance, needs more. */
const sumMin = 4;
const shortWords = 40;
const wordsPerPoint = 20;
/** A topic with less than this part of the strongest one's sum is said in passing. */
const partMin = 3;
const topicsMax = 3;

const english = topicLanguages.indexOf("en");
const japanese = topicLanguages.indexOf("ja");
const places: ReadonlyMap<string, number> = new Map(topicLanguages.map((tag, at) => [tag, at]));

const sums = new Int32Array(topics.length);
/** What was met in the text, and whether in a hashtag. More is not counted. */
const met = new Int32Array(64);
const metTagged = new Uint8Array(met.length);
let metCount = 0;

const none: readonly Topic[] = [];

/**
 * What a text is about, the strongest first, at most three; often nothing, since no topic is better than a wrong one. `language`: a
 * primary tag; a text in an unknown one (null) is read as English, in others by the words that all share.
 */
export function topicsOf(text: string, language: string | null): readonly Topic[] {
  const model = topicModel();
  const reading = readText(text);
  const at = language === null ? english : (places.get(language) ?? 0);
  metCount = 0;
  sums.fill(0);
  const known = model(at);
  takeWords(reading, known);
  if (reading.stretchedCount > 0) takeStretched(reading, known);
  if (at !== english && text.includes("#")) takeTags(reading, model(english));
  if (at === japanese) takeRuns(reading, known);
  return strongest(reading.wordsCount);
}

function takeWords(reading: Reading, known: TopicWords): void {
  const { words, kinds, wordsCount } = reading;
  for (let at = 0; at < wordsCount; at++) {
    const hash = (words[at] as number) | 0;
    if (mayHold(known, hash) && kinds[at] !== wordKinds.number) takeWord(reading, at, hash, known);
  }
}

function takeStretched(reading: Reading, known: TopicWords): void {
  for (let at = 0; at < reading.wordsCount; at++) {
    const single = (reading.stretched[at] as number) | 0;
    if (single !== 0) takeWord(reading, at, single, known);
  }
}

/** In a hashtag English words count in every language. */
function takeTags(reading: Reading, english: TopicWords): void {
  for (let at = 0; at < reading.wordsCount; at++)
    if (reading.tagged[at] === 1 && reading.kinds[at] === wordKinds.word)
      takeWord(reading, at, (reading.words[at] as number) | 0, english);
}

function takeWord(reading: Reading, at: number, hash: number, known: TopicWords): void {
  if (add(known, hash, reading.tagged[at] === 1)) takePair(reading, at, known);
}

/** The pair of the word and the next one, or the one behind "of", "de la" and the like. */
function takePair({ words, kinds, wordsCount, tagged }: Reading, at: number, known: TopicWords): void {
  const first = (words[at] as number) | 0;
  for (let next = at + 1, links = 0; next < wordsCount && next < at + 6; next++) {
    if (kinds[next] === wordKinds.mark) continue;
    if (kinds[next] !== wordKinds.word && kinds[next] !== wordKinds.number) return;
    const hash = (words[next] as number) | 0;
    const pair = pairHash(first, hash);
    if (holds(known, pair)) {
      add(known, pair, tagged[at] === 1);
      return;
    }
    if (++links > 2 || !holds(known, linkHash(hash))) return;
  }
}

const holds = (known: TopicWords, hash: number): boolean =>
  mayHold(known, hash) && nextNote(known, hash, startOf(known, hash)) >= 0;

/** Counts what the notes of a key say, once a text, twice where it stands in a hashtag. Whether a pair may begin there. */
function add(known: TopicWords, hash: number, isTagged: boolean): boolean {
  let at = nextNote(known, hash, startOf(known, hash));
  if (at < 0) return false;
  const times = timesOf(hash, isTagged);
  const { table } = known;
  let isPaired = false;
  while (at >= 0) {
    const entry = table[at] as number;
    const kind = kindIn(entry);
    if (kind < topics.length) sums[kind] = (sums[kind] as number) + times * weightIn(entry);
    else if (kind === noteKinds.pairs) isPaired = true;
    at = hasAnother(entry) ? nextNote(known, hash, at + 1) : -1;
  }
  return isPaired;
}

/** How often something counts that was met in the text before, or not. */
function timesOf(hash: number, isTagged: boolean): number {
  for (let at = 0; at < metCount; at++) {
    if (met[at] !== hash) continue;
    const isNew = isTagged && metTagged[at] === 0;
    if (isNew) metTagged[at] = 1;
    return isNew ? 1 : 0;
  }
  if (metCount === met.length) return 0;
  metTagged[metCount] = isTagged ? 1 : 0;
  met[metCount++] = hash;
  return isTagged ? 2 : 1;
}

/** The longest run of characters that is known. */
export const runLengthMax = 10;
const numberSign = 0x23;

/** Where words are not set apart: runs of characters, from every place on. */
function takeRuns({ plain, charactersCount }: Reading, known: TopicWords): void {
  let isTagged = false;
  for (let start = 1; start < charactersCount; start++) {
    const code = plain[start] as number;
    if (code === numberSign) isTagged = true;
    else if (code === 0x20) isTagged = false;
    if (code >= 0x3041 && code < 0xa000) takeRunsFrom(plain, start, charactersCount, known, isTagged);
  }
}

function takeRunsFrom(plain: Uint16Array, start: number, end: number, known: TopicWords, isTagged: boolean): void {
  const before = plain[start - 1] as number;
  const isKatakanaRun = isKatakana(plain[start] as number);
  if (isKatakanaRun && isKatakana(before)) return;
  let hash = firstHash;
  for (let at = start; at < end && at < start + runLengthMax; at++) {
    const length = at - start + 1;
    hash = nextHash(hash, plain[at] as number);
    if (!mayHold(known, hash)) {
      if (length === 2) return;
      continue;
    }
    const after = at + 1 < end ? (plain[at + 1] as number) : 0;
    const isCut =
      (length === 1 && (isIdeograph(before) || isIdeograph(after))) ||
      (isKatakanaRun && length <= 3 && isKatakana(after));
    if (!isCut) add(known, hash | 0, isTagged);
  }
}

/** Katakana words are read from their beginning, short ones to their end: "リップ" is not in "クリップ". */
const isKatakana = (code: number): boolean => code >= 0x30a1 && code <= 0x30fc && code !== 0x30fb;
/** Nor is "海" in "海外". */
const isIdeograph = (code: number): boolean => code >= 0x4e00 && code < 0xa000;

function strongest(words: number): readonly Topic[] {
  const first = largest();
  const best = sums[first] as number;
  const least = sumMin + (words > shortWords ? Math.ceil((words - shortWords) / wordsPerPoint) : 0);
  if (best < least) return none;
  const found: Topic[] = [];
  for (let next = first; found.length < topicsMax; next = largest()) {
    const sum = sums[next] as number;
    if (sum < least || sum * partMin < best) break;
    found.push(topics[next] as Topic);
    sums[next] = 0;
  }
  return found;
}

function largest(): number {
  let best = 0;
  for (let topic = 1; topic < topics.length; topic++)
    if ((sums[topic] as number) > (sums[best] as number)) best = topic;
  return best;
}
