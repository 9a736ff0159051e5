import { moodValences } from "./sentiment-emoticons.ts";
import { addFigures, clearSum, type Figures, feel, feelEmoji, figures, rate, sum, turn } from "./sentiment-figures.ts";
import { anyLanguage, type Lexicon, lexiconKey, lexiconLanguages, placeOf, wordRoles } from "./sentiment-lexicon.ts";
import { charactersMax, nextHash, type Reading, wordKinds } from "./sentiment-reading.ts";

/** What a text is judged by. The arrays are used again for the next text. */
export interface Features {
  /** Places in the weight table, each with a whole number that says how much it counts; a run of characters counts `weightOf.letters`. */
  readonly places: Int32Array;
  readonly counts: Uint8Array;
  /** What each is of, where `notedFeaturesOf` was asked: `featureKinds` and its word's place in the reading; for runs of characters see `runAt`. */
  readonly origins: Uint16Array;
  length: number;
  /** From here on all are runs of characters. */
  runsFrom: number;
  /** Sum of the squares of the counts. */
  squares: number;
  readonly figures: Figures;
  /** Where the lexicon has each word of the reading; −1 where it does not. */
  readonly known: Int32Array;
}

const featuresMax = 24 * charactersMax;
const features: Features = {
  places: new Int32Array(featuresMax),
  counts: new Uint8Array(featuresMax),
  origins: new Uint16Array(featuresMax),
  length: 0,
  runsFrom: 0,
  squares: 0,
  figures,
  known: new Int32Array(charactersMax + 8),
};

/** How much each kind of feature counts. */
export const weightOf = { word: 24, negated: 12, pair: 12, triple: 9, letters: 6, meaning: 12, tone: 12 };

const mix = (hash: number, mask: number): number => {
  let place = hash ^ (hash >>> 15);
  place = Math.imul(place, 0x85ebca6b);
  place ^= place >>> 13;
  return place & mask;
};

/** One less than how many places lie side by side: 64 bytes of weights. */
const besides = 31;

/** A place near another, so that both come from memory together. */
const beside = (place: number, hash: number): number => (place & ~besides) | ((place + mix(hash, besides)) & besides);

/** Of an origin: its kind stands in front, its word in the lowest twelve bits. */
export const wordBits = 12;

/** What a feature is of, beside the word it is of. */
export const featureKinds = {
  word: 0x0000,
  drawnOut: 0x1000,
  pair: 0x2000,
  triple: 0x3000,
  afterTone: 0x4000,
  beforeTone: 0x5000,
  negated: 0x6000,
  meaning: 0x7000,
  negatedMeaning: 0x8000,
} as const;

function add(place: number, count: number, origin: number): void {
  if (isNoting) features.origins[features.length] = origin;
  features.places[features.length] = place;
  features.counts[features.length++] = count;
  features.squares += count * count;
}

/** Noting what features are of takes time that only explanations need. */
let isNoting = false;

/** The same as `featuresOf`, with `origins`. */
export function notedFeaturesOf(reading: Reading, lexicon: Lexicon, language: number, mask: number): Features {
  isNoting = true;
  featuresOf(reading, lexicon, language, mask);
  isNoting = false;
  return features;
}

/** `mask`: one less than the places of the weight table, a power of two. `language`: a place in `lexiconLanguages`. */
export function featuresOf(reading: Reading, lexicon: Lexicon, language: number, mask: number): Features {
  features.length = 0;
  clearSum();
  features.squares = 0;
  addWords(reading, lexicon, language, mask);
  features.runsFrom = features.length;
  addRuns(reading, mask);
  features.squares += (features.length - features.runsFrom) * weightOf.letters ** 2;
  addFigures(reading, language);
  return features;
}

/** Romanised Hindi is mixed with English. */
const mixed = lexiconLanguages.indexOf("hi");

/** Words under a negation are features of their own, up to the end of the clause. */
const negatedWords = 4;

/** What the words read so far do to those that follow. */
const scope = {
  /** How many words are still negated. */
  negated: 0,
  /** Tenths. */
  strength: 10,
  /** Of the word before, where it feels good or bad. */
  tone: 0,
};

function addWords(reading: Reading, lexicon: Lexicon, language: number, mask: number): void {
  const { words, stretched, kinds, wordsCount } = reading;
  scope.negated = 0;
  scope.strength = 10;
  scope.tone = 0;
  let previous = 0;
  let beforePrevious = 0;
  for (let at = 0; at < wordsCount; at++) {
    const word = words[at] as number;
    const kind = kinds[at] as number;
    const own = mix(word, mask);
    add(own, weightOf.word, featureKinds.word | at);
    if (previous !== 0) {
      const pair = Math.imul(previous, 31) ^ word;
      const place = mix(pair, mask);
      add(place, weightOf.pair, featureKinds.pair | at);
      if (beforePrevious !== 0)
        add(beside(place, Math.imul(beforePrevious, 31) ^ pair), weightOf.triple, featureKinds.triple | at);
    }
    if (scope.tone !== 0) add(beside(own, scope.tone), weightOf.tone, featureKinds.afterTone | at);
    scope.tone = 0;
    if (kind === wordKinds.word) {
      sum.words++;
      const single = stretched[at] as number;
      if (single !== 0) add(mix(single, mask), weightOf.word, featureKinds.drawnOut | at);
      if (scope.negated > 0) add(beside(own, 99), weightOf.negated, featureKinds.negated | at);
      const place = knownPlace(lexicon, word, single, language);
      features.known[at] = place;
      if (place >= 0) addKnown(lexicon, place, { at, previous, mask });
      else {
        scope.strength = 10;
        if (scope.negated > 0) scope.negated--;
      }
    } else if (kind === wordKinds.stop) scope.negated = 0;
    else addSign(kind, word, lexicon);
    beforePrevious = previous;
    previous = word;
  }
}

/** A word that the lexicon has. */
function addKnown(
  lexicon: Lexicon,
  place: number,
  { at, previous, mask }: { at: number; previous: number; mask: number },
): void {
  const { strength, negated } = scope;
  const role = lexicon.roles[place] as number;
  const meaning = lexicon.meanings[place] as number;
  const valence = lexicon.valences[place] as number;
  const rating = lexicon.ratings[place] as number;
  if (meaning !== 0) {
    add(mix(meaning, mask), weightOf.meaning, featureKinds.meaning | at);
    if (negated > 0) add(mix(Math.imul(meaning, 7) + 99, mask), weightOf.negated, featureKinds.negatedMeaning | at);
  }
  if (rating !== 0) rate((rating * strength) / 10, negated > 0);
  if (valence !== 0) {
    scope.tone = toneOf(valence);
    if (previous !== 0)
      add(mix((Math.imul(previous, 31) ^ scope.tone) + 1, mask), weightOf.tone, featureKinds.beforeTone | at);
    feel((valence * strength) / 10, negated > 0);
  }
  scope.strength = role === wordRoles.strengthens ? 13 : role === wordRoles.weakens ? 7 : 10;
  if (role === wordRoles.strengthens) sum.strong++;
  if (role === wordRoles.turns) turn();
  if (role === wordRoles.negates) {
    sum.negations++;
    scope.negated = negatedWords;
  } else if (role === wordRoles.turns) scope.negated = 0;
  else if (negated > 0) scope.negated--;
}

/** Where the lexicon has a word; else as it is when it is not drawn out. */
export function knownPlace(lexicon: Lexicon, word: number, single: number, language: number): number {
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

/**
 * Runs of five characters, and of three where a word begins or ends. Runs whose first four are the same lie side by side in the table, so that
 * they come from memory together.
 */
function addRuns({ plain, charactersCount }: Reading, mask: number): void {
  if (isNoting) noteRuns(plain, charactersCount);
  const { places } = features;
  let length = features.length;
  let first = plain[0] as number;
  let second = plain[1] as number;
  let third = plain[2] as number;
  let fourth = plain[3] as number;
  for (let at = 4; at <= charactersCount; at++) {
    const three = nextHash(nextHash(nextHash(firstOfRun, first), second), third);
    // Counted or not without asking, since where words end cannot be foreseen.
    places[length] = mix(three, mask);
    length += spaceBit(first) | spaceBit(third);
    if (at === charactersCount) break;
    const fifth = plain[at] as number;
    const four = nextHash(three, fourth);
    places[length++] = beside(mix(four, mask), nextHash(four, fifth));
    first = second;
    second = third;
    third = fourth;
    fourth = fifth;
  }
  features.length = length;
}

/** 1 for a space, else 0. */
const spaceBit = (code: number): number => ((code ^ 0x20) - 1) >>> 31;

/** What each run is of, in the order in which they are added. */
function noteRuns(plain: Uint16Array, charactersCount: number): void {
  let length = features.length;
  for (let at = 4; at <= charactersCount; at++) {
    if (plain[at - 4] === 0x20 || plain[at - 2] === 0x20) features.origins[length++] = (at - 4) << 1;
    if (at < charactersCount) features.origins[length++] = ((at - 4) << 1) | 1;
  }
}

/** Where in the reading's characters a run begins, and how long it is. */
export const runAt = (origin: number): { start: number; length: number } => ({
  start: origin >> 1,
  length: (origin & 1) === 1 ? 5 : 3,
});

/** Keeps runs of characters apart from words. */
const firstOfRun = 0x1747b28c;
