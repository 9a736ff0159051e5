import { moodValences } from "./sentiment-emoticons.ts";
import { addFigures, clearSum, type Figures, feel, feelEmoji, figures, sum, turn } from "./sentiment-figures.ts";
import { anyLanguage, type Lexicon, lexiconKey, lexiconLanguages, placeOf, wordRoles } from "./sentiment-lexicon.ts";
import { charactersMax, nextHash, type Reading, wordKinds } from "./sentiment-reading.ts";

/** What a text is judged by. The arrays are used again for the next text. */
export interface Features {
  /** Places in the weight table, each with a whole number that says how much it counts; a run of characters counts `weightOf.letters`. */
  readonly places: Uint32Array;
  readonly counts: Uint8Array;
  /** What each is of: `featureKinds` and its word's place in the reading; for runs of characters see `runAt`. */
  readonly origins: Uint16Array;
  length: number;
  /** From here on all are runs of characters. */
  runsFrom: number;
  /** Sum of the squares of the counts. */
  squares: number;
  readonly figures: Figures;
}

const featuresMax = 24 * charactersMax;
const features: Features = {
  places: new Uint32Array(featuresMax),
  counts: new Uint8Array(featuresMax),
  origins: new Uint16Array(featuresMax),
  length: 0,
  runsFrom: 0,
  squares: 0,
  figures,
};

/** How much each kind of feature counts. */
export const weightOf = { word: 24, negated: 12, pair: 12, triple: 9, letters: 6, meaning: 12, tone: 12 };

const mix = (hash: number, mask: number): number => {
  let place = hash ^ (hash >>> 15);
  place = Math.imul(place, 0x85ebca6b);
  place ^= place >>> 13;
  return place & mask;
};

/** What a feature is of, beside the word it is of. */
export const featureKinds = {
  word: 0,
  drawnOut: 1,
  pair: 2,
  triple: 3,
  afterTone: 4,
  beforeTone: 5,
  negated: 6,
  meaning: 7,
  negatedMeaning: 8,
} as const;

/** Of an origin: its kind stands in front, its word behind. */
export const wordBits = 12;

function add(place: number, count: number, kind: number, at: number): void {
  features.origins[features.length] = (kind << wordBits) | at;
  features.places[features.length] = place;
  features.counts[features.length++] = count;
  features.squares += count * count;
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
    add(mix(word, mask), weightOf.word, featureKinds.word, at);
    if (single !== 0) add(mix(single, mask), weightOf.word, featureKinds.drawnOut, at);
    if (previous !== 0) {
      const pair = Math.imul(previous, 31) ^ word;
      add(mix(pair, mask), weightOf.pair, featureKinds.pair, at);
      if (beforePrevious !== 0)
        add(triple(beforePrevious, previous, word, mask), weightOf.triple, featureKinds.triple, at);
    }
    if (tone !== 0) add(mix(Math.imul(tone, 31) ^ word, mask), weightOf.tone, featureKinds.afterTone, at);
    tone = 0;
    beforePrevious = previous;
    previous = word;
    if (kind === wordKinds.word) {
      sum.words++;
      if (negated > 0) add(mix(Math.imul(word, 7) + 99, mask), weightOf.negated, featureKinds.negated, at);
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
        add(mix(meaning, mask), weightOf.meaning, featureKinds.meaning, at);
        if (negated > 0) add(mix(Math.imul(meaning, 7) + 99, mask), weightOf.negated, featureKinds.negatedMeaning, at);
      }
      if (valence !== 0) {
        tone = toneOf(valence);
        if (beforePrevious !== 0)
          add(mix((Math.imul(beforePrevious, 31) ^ tone) + 1, mask), weightOf.tone, featureKinds.beforeTone, at);
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

const triple = (first: number, second: number, third: number, mask: number): number =>
  mix(Math.imul(Math.imul(first, 31) ^ second, 31) ^ third, mask);

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

/** Runs of four and five characters, and of three where a word begins or ends. */
function addRuns({ plain, charactersCount }: Reading, mask: number): void {
  const { places, origins } = features;
  let length = features.length;
  let first = plain[0] as number;
  let second = plain[1] as number;
  let third = plain[2] as number;
  let fourth = plain[3] as number;
  for (let at = 4; at <= charactersCount; at++) {
    const origin = (at - 4) << 2;
    const three = nextHash(nextHash(nextHash(firstOfRun, first), second), third);
    if (first === 0x20 || third === 0x20) {
      origins[length] = origin | 3;
      places[length++] = mix(three, mask);
    }
    const run = nextHash(three, fourth);
    origins[length] = origin;
    places[length++] = mix(run ^ 1, mask);
    if (at === charactersCount) break;
    const fifth = plain[at] as number;
    origins[length] = origin | 1;
    places[length++] = mix(nextHash(run, fifth) ^ 2, mask);
    first = second;
    second = third;
    third = fourth;
    fourth = fifth;
  }
  features.length = length;
}

/** Where in the reading's characters a run begins, and how long it is. */
export const runAt = (origin: number): { start: number; length: number } => ({
  start: origin >> 2,
  length: (origin & 3) === 3 ? 3 : 4 + (origin & 3),
});

/** Keeps runs of characters apart from words. */
const firstOfRun = 0x1747b28c;
