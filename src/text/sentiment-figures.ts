import type { Reading } from "./sentiment-reading.ts";

/** What a text adds up to: which of the figures, and how much in 1/64. The arrays are used again for the next text. */
export interface Figures {
  readonly places: Uint16Array;
  readonly amounts: Uint8Array;
  length: number;
}

/** Places in the table of figures. */
export const figuresMax = 512;

export const figures: Figures = { places: new Uint16Array(256), amounts: new Uint8Array(256), length: 0 };

function addFigure(figure: number, amount: number): void {
  if (amount <= 0) return;
  figures.places[figures.length] = figure;
  figures.amounts[figures.length++] = amount > 64 ? 64 : amount;
}

/** What the words of a text add up to, valences in tenths. */
export const sum = {
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
  ratedGood: 0,
  ratedBad: 0,
  ratedBest: 0,
  ratedWorst: 0,
  numbers: 0,
};

export function clearSum(): void {
  sum.good = sum.bad = sum.best = sum.worst = sum.last = sum.first = sum.negations = sum.strong = sum.turned = 0;
  sum.ratedGood = sum.ratedBad = sum.ratedBest = sum.ratedWorst = 0;
  sum.goodEmoji = sum.badEmoji = sum.hits = sum.words = sum.mentions = sum.links = sum.numbers = 0;
}

export function feel(value: number, isNegated: boolean): void {
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

/** The same by the second lexicon. */
export function rate(value: number, isNegated: boolean): void {
  const rating = isNegated ? -0.7 * value : value;
  if (rating > 0) {
    sum.ratedGood += rating;
    if (rating > sum.ratedBest) sum.ratedBest = rating;
  } else {
    sum.ratedBad -= rating;
    if (-rating > sum.ratedWorst) sum.ratedWorst = -rating;
  }
}

export function feelEmoji(valence: number): void {
  if (valence > 0) sum.goodEmoji += valence;
  else sum.badEmoji -= valence;
}

/** What stands before a "but" counts half. */
export function turn(): void {
  sum.turned++;
  sum.good *= 0.5;
  sum.bad *= 0.5;
}

const level = (tenths: number): number =>
  tenths <= 0 ? 0 : tenths < 12 ? 1 : tenths < 22 ? 2 : tenths < 35 ? 3 : tenths < 60 ? 4 : 5;

/** Figures that have a place for every language: what it tells differs. */
export const perLanguage = 24;

export function addFigures(reading: Reading, language: number): void {
  figures.length = 0;
  const { good, bad } = sum;
  if (sum.hits > 0) addValences();
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
  addRatings(isEnglish);
  const start = 160 + perLanguage * language;
  addFigure(start, 32);
  addFigure(start + 1 + mood, 32);
  if (good > 0) addFigure(start + 4, (Math.min(good, 60) * 64) / 60);
  if (bad > 0) addFigure(start + 5, (Math.min(bad, 60) * 64) / 60);
  addFigure(start + 6, sum.negations > 0 ? 32 : 0);
}

/** What the words tell that feel good or bad. */
function addValences(): void {
  const { good, bad } = sum;
  addFigure(1, (Math.min(good, 80) * 64) / 80);
  addFigure(2, (Math.min(bad, 80) * 64) / 80);
  addFigure(3, (sum.best * 64) / 40);
  addFigure(4, (sum.worst * 64) / 40);
  addFigure(sum.last > 0 ? 5 : 6, (Math.abs(sum.last) * 64) / 50);
  addFigure(sum.first > 0 ? 7 : 8, (Math.abs(sum.first) * 64) / 50);
  addFigure(9, good > bad ? Math.min(64, ((good - bad) * 64) / 50) : 0);
  addFigure(10, bad > good ? Math.min(64, ((bad - good) * 64) / 50) : 0);
}

/** What the words tell by the second lexicon. */
function addRatings(isEnglish: number): void {
  const { ratedGood, ratedBad } = sum;
  if (ratedGood + ratedBad === 0) return;
  addFigure(46, (Math.min(ratedGood, 80) * 64) / 80);
  addFigure(47, (Math.min(ratedBad, 80) * 64) / 80);
  addFigure(48, (sum.ratedBest * 64) / 40);
  addFigure(49, (sum.ratedWorst * 64) / 40);
  addFigure(ratedGood > ratedBad ? 50 : 51, Math.min(64, (Math.abs(ratedGood - ratedBad) * 64) / 50));
  addFigure(352 + isEnglish + 6 * level(ratedGood) + level(ratedBad), 32);
}
