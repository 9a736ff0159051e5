import { sketchBits } from "./collected-tables.ts";
import { hash } from "./hash.ts";

/**
 * A set of authors as one bitmap that merges by OR. Band i (of `bands`) is touched by every 2^(i+1)-th author, the last band
 * by the rest, each author setting one bit in it; so some band is always about half full, and the number of authors is read
 * off all of them at once by maximum likelihood. Standard error 1 to 2 %
 * from a hundred authors to a million (3 % at two million); of twenty authors it is exact 19 times in 20.
 */
const bands = 12;
const bandBits = Math.floor(sketchBits / bands);
/** Beyond it the bitmap is full and tells nothing more. */
const authorsMax = 10_000_000;

/** Chance that one author sets one given bit of band i. */
const chances = Array.from({ length: bands }, (_, band) => 2 ** -Math.min(band + 1, bands - 1) / bandBits);

/** The bit of an author, 0 … sketchBits − 1: always the same for the same network and id. */
export function sketchPosition(network: string, authorId: string): number {
  const [which, where] = hash(`${network}\n${authorId}`);
  return Math.min(Math.clz32(which), bands - 1) * bandBits + (where % bandBits);
}

/** Distinct authors in bitmaps as Postgres writes them ("0100…"), counted over all of them together. */
export function sketchEstimate(bitmaps: readonly string[]): number {
  const set = chances.map((_, band) => {
    let count = 0;
    for (let i = band * bandBits; i < (band + 1) * bandBits; i++) if (bitmaps.some((bits) => bits[i] === "1")) count++;
    return count;
  });
  if (set.every((count) => count === 0)) return 0;
  // The likelihood's slope falls as the number grows: halve the interval in which it crosses zero.
  let low = 0;
  let high = authorsMax;
  while (high - low > 0.01) {
    const middle = (low + high) / 2;
    if (slope(set, middle) > 0) low = middle;
    else high = middle;
  }
  return Math.round(low);
}

/** d log-likelihood / d n, where each bit of band i is set with 1 − exp(−n·chance). */
function slope(set: readonly number[], authors: number): number {
  return chances.reduce((sum, chance, band) => {
    const count = set[band] ?? 0;
    return sum + (count * chance) / Math.expm1(authors * chance) - (bandBits - count) * chance;
  }, 0);
}
