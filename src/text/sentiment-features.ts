import { moodValences } from "./sentiment-emoticons.ts";
import { anyLanguage, type Lexicon, lexiconKey, lexiconLanguages, placeOf, wordRoles } from "./sentiment-lexicon.ts";
import { charactersMax, nextHash, type Reading, wordKinds } from "./sentiment-reading.ts";

/** What a text is judged by. The arrays are used again for the next text. */
export interface Features {
  /** Places in the weight table, each with a whole number that says how much it counts. */
  readonly places: Uint32Array;
  readonly counts: Uint8Array;
  length: number;
  /** Sum of the squares of the counts. */
  squares: number;
  /** Features in the small table of figures: which, and how much in 1/64. */
  readonly figures: Uint16Array;
  readonly amounts: Uint8Array;
  figuresLength: number;
}

/** Places in the table of figures. */
export const figuresMax = 512;

const featuresMax = 24 * charactersMax;
const features: Features = {
  places: new Uint32Array(featuresMax),
  counts: new Uint8Array(featuresMax),
  length: 0,
  squares: 0,
  figures: new Uint16Array(256),
  amounts: new Uint8Array(256),
  figuresLength: 0,
};

/** How much each kind of feature counts. */
export const weightOf = { word: 24, negated: 12, pair: 12, triple: 9, letters: 6, meaning: 12, tone: 12 };

const mix = (hash: number, mask: number): number => {
  let place = hash ^ (hash >>> 15);
  place = Math.imul(place, 0x85ebca6b);
  place ^= place >>> 13;
  return place & mask;
};

function add(place: number, count: number): void {
  features.places[features.length] = place;
  features.counts[features.length++] = count;
  features.squares += count * count;
}

function addFigure(figure: number, amount: number): void {
  if (amount <= 0) return;
  features.figures[features.figuresLength] = figure;
  features.amounts[features.figuresLength++] = amount > 64 ? 64 : amount;
}

/** What the words of a text add up to, valences in tenths. */
const sum = {
  good: 0,
  bad: 0,
  best: 0,
  worst: 0,
  last: 0,
  first: 0,
  negations: 0,
  strong: 0,
  turned: 0,
  goodEmoji: 0,
  badEmoji: 0,
  hits: 0,
  words: 0,
  mentions: 0,
  links: 0,
  numbers: 0,
};

function clearSum(): void {
  sum.good = sum.bad = sum.best = sum.worst = sum.last = sum.first = sum.negations = sum.strong = sum.turned = 0;
  sum.goodEmoji = sum.badEmoji = sum.hits = sum.words = sum.mentions = sum.links = sum.numbers = 0;
}

/** `mask`: one less than the places of the weight table, a power of two. `language`: a place in `lexiconLanguages`. */
export function featuresOf(reading: Reading, lexicon: Lexicon, language: number, mask: number): Features {
  features.length = 0;
  features.figuresLength = 0;
  clearSum();
  features.squares = 0;
  addWords(reading, lexicon, language, mask);
  const words = features.length;
  addLetters(reading, mask);
  features.squares += (features.length - words) * weightOf.letters ** 2;
  addFigures(reading, language);
  return features;
}

/** Romanised Hindi is mixed with English. */
const mixed = lexiconLanguages.indexOf("hi");

/** Words under a negation are features of their own, up to the end of the clause. */
const negatedWords = 4;

function addWords(reading: Reading, lexicon: Lexicon, language: number, mask: number): void {
  const { words, stretched, kinds, wordsCount } = reading;
  let negated = 0;
  let strength = 10;
  let previous = 0;
  let beforePrevious = 0;
  let tone = 0;
  for (let at = 0; at < wordsCount; at++) {
    const word = words[at] as number;
    const kind = kinds[at] as number;
    const single = stretched[at] as number;
    add(mix(word, mask), weightOf.word);
    if (single !== 0) add(mix(single, mask), weightOf.word);
    if (previous !== 0) {
      const pair = Math.imul(previous, 31) ^ word;
      add(mix(pair, mask), weightOf.pair);
      if (beforePrevious !== 0)
        add(mix(Math.imul(Math.imul(beforePrevious, 31) ^ previous, 31) ^ word, mask), weightOf.triple);
    }
    if (tone !== 0) add(mix(Math.imul(tone, 31) ^ word, mask), weightOf.tone);
    tone = 0;
    beforePrevious = previous;
    previous = word;
    if (kind === wordKinds.word) {
      sum.words++;
      if (negated > 0) add(mix(Math.imul(word, 7) + 99, mask), weightOf.negated);
      const place = knownPlace(lexicon, word, single, language);
      if (place < 0) {
        if (negated > 0) negated--;
        strength = 10;
        continue;
      }
      const role = lexicon.roles[place] as number;
      const meaning = lexicon.meanings[place] as number;
      const valence = lexicon.valences[place] as number;
      if (meaning !== 0) {
        add(mix(meaning, mask), weightOf.meaning);
        if (negated > 0) add(mix(Math.imul(meaning, 7) + 99, mask), weightOf.negated);
      }
      if (valence !== 0) {
        tone = toneOf(valence);
        if (beforePrevious !== 0) add(mix((Math.imul(beforePrevious, 31) ^ tone) + 1, mask), weightOf.tone);
        feel((valence * strength) / 10, negated > 0);
      }
      strength = role === wordRoles.strengthens ? 13 : role === wordRoles.weakens ? 7 : 10;
      if (role === wordRoles.strengthens) sum.strong++;
      if (role === wordRoles.turns) turn();
      if (role === wordRoles.negates) {
        sum.negations++;
        negated = negatedWords;
      } else if (role === wordRoles.turns) negated = 0;
      else if (negated > 0) negated--;
    } else if (kind === wordKinds.stop) negated = 0;
    else addSign(kind, word, lexicon);
  }
}

/** Where the lexicon has a word; else as it is when it is not drawn out. */
function knownPlace(lexicon: Lexicon, word: number, single: number, language: number): number {
  const place = placeOf(lexicon, lexiconKey(word, language));
  if (place >= 0) return place;
  if (single !== 0) return placeOf(lexicon, lexiconKey(single, language));
  return language === mixed ? placeOf(lexicon, lexiconKey(word, 0)) : -1;
}

/** What is no word. */
function addSign(kind: number, word: number, lexicon: Lexicon): void {
  if (kind === wordKinds.emoji) {
    const place = placeOf(lexicon, lexiconKey(word, anyLanguage));
    if (place >= 0) feelEmoji(lexicon.valences[place] as number);
  } else if (kind === wordKinds.emoticon) feelEmoji(moodValences[word >> 3] as number);
  else if (kind === wordKinds.mention) sum.mentions++;
  else if (kind === wordKinds.link) sum.links++;
  else if (kind === wordKinds.number) sum.numbers++;
}

/** Stands for all words that feel alike, next to which other words mean alike: "hope" and something good, something bad and "but". */
const toneOf = (valence: number): number =>
  valence >= 20 ? 0x51ed270b : valence > 0 ? 0x2f0b4f83 : valence <= -20 ? 0x68b665e5 : 0x3c6ef35f;

function feel(value: number, isNegated: boolean): void {
  const valence = isNegated ? -0.7 * value : value;
  if (sum.hits++ === 0) sum.first = valence;
  sum.last = valence;
  if (valence > 0) {
    sum.good += valence;
    if (valence > sum.best) sum.best = valence;
  } else {
    sum.bad -= valence;
    if (-valence > sum.worst) sum.worst = -valence;
  }
}

function feelEmoji(valence: number): void {
  if (valence > 0) sum.goodEmoji += valence;
  else sum.badEmoji -= valence;
}

/** What stands before a "but" counts half. */
function turn(): void {
  sum.turned++;
  sum.good *= 0.5;
  sum.bad *= 0.5;
}

/** Runs of four and five characters, and of three where a word begins or ends. */
function addLetters({ plain, charactersCount }: Reading, mask: number): void {
  const { places, counts } = features;
  let length = features.length;
  const count = weightOf.letters;
  let first = plain[0] as number;
  let second = plain[1] as number;
  let third = plain[2] as number;
  let fourth = plain[3] as number;
  for (let at = 4; at <= charactersCount; at++) {
    const three = nextHash(nextHash(nextHash(firstOfRun, first), second), third);
    if (first === 0x20 || third === 0x20) {
      places[length] = mix(three, mask);
      counts[length++] = count;
    }
    const run = nextHash(three, fourth);
    places[length] = mix(run ^ 1, mask);
    counts[length++] = count;
    if (at === charactersCount) break;
    const fifth = plain[at] as number;
    places[length] = mix(nextHash(run, fifth) ^ 2, mask);
    counts[length++] = count;
    first = second;
    second = third;
    third = fourth;
    fourth = fifth;
  }
  features.length = length;
}

/** Keeps runs of characters apart from words. */
const firstOfRun = 0x1747b28c;

const level = (tenths: number): number =>
  tenths <= 0 ? 0 : tenths < 12 ? 1 : tenths < 22 ? 2 : tenths < 35 ? 3 : tenths < 60 ? 4 : 5;

/** Figures that have a place for every language: what it tells differs. */
const perLanguage = 24;

function addFigures(reading: Reading, language: number): void {
  const { good, bad } = sum;
  addFigure(1, (Math.min(good, 80) * 64) / 80);
  addFigure(2, (Math.min(bad, 80) * 64) / 80);
  addFigure(3, (sum.best * 64) / 40);
  addFigure(4, (sum.worst * 64) / 40);
  addFigure(sum.last > 0 ? 5 : 6, (Math.abs(sum.last) * 64) / 50);
  addFigure(sum.first > 0 ? 7 : 8, (Math.abs(sum.first) * 64) / 50);
  addFigure(9, good > bad ? Math.min(64, ((good - bad) * 64) / 50) : 0);
  addFigure(10, bad > good ? Math.min(64, ((bad - good) * 64) / 50) : 0);
  addFigure(11, Math.min(sum.negations, 3) * 20);
  addFigure(12, (Math.min(sum.goodEmoji, 50) * 64) / 50);
  addFigure(13, (Math.min(sum.badEmoji, 50) * 64) / 50);
  addFigure(14, Math.min(sum.strong, 3) * 20);
  addFigure(15, sum.turned > 0 ? 32 : 0);
  addFigure(16, reading.stretchedCount > 0 ? 32 : 0);
  addFigure(17 + Math.min(3, reading.capitalsCount), 24);
  addFigure(21 + Math.min(3, reading.exclamationsCount), 24);
  addFigure(25 + Math.min(2, reading.questionsCount), 24);
  addFigure(28 + Math.min(2, sum.links), 24);
  addFigure(31 + Math.min(2, sum.mentions), 24);
  addFigure(34 + Math.min(3, sum.numbers), 24);
  addFigure(38 + Math.min(7, sum.words >> 2), 24);
  const isEnglish = language === 0 ? 0 : 36;
  addFigure(64 + isEnglish + 6 * level(good) + level(bad), 32);
  const emoji = sum.goodEmoji > sum.badEmoji ? 1 : sum.badEmoji > 0 ? 2 : 0;
  const mood = good > bad ? 1 : bad > good ? 2 : 0;
  addFigure(140 + 3 * emoji + mood, 32);
  const start = 160 + perLanguage * language;
  addFigure(start, 32);
  addFigure(start + 1 + mood, 32);
  addFigure(start + 4, (Math.min(good, 60) * 64) / 60);
  addFigure(start + 5, (Math.min(bad, 60) * 64) / 60);
  addFigure(start + 6, sum.negations > 0 ? 32 : 0);
}
