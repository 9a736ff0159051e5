/** Draws a number in [0, 1). The same seed gives the same draws in every process. */
export type Chance = () => number;

/** Mixes two 32-bit integers into one (the finaliser of MurmurHash3, public domain). */
export function mix(a: number, b: number): number {
  let hash = Math.imul(a ^ Math.imul(b, 0x9e3779b1), 0x85ebca6b) + 0x6d2b79f5;
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}

/** 32-bit hash of a text, FNV-1a over its UTF-16 units. */
export function hashOf(text: string): number {
  let hash = 0x811c9dc5;
  for (let at = 0; at < text.length; at++) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  return mix(hash, text.length);
}

/** A stream of draws (mulberry32, public domain). */
export function chance(seed: number): Chance {
  let state = seed | 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let hash = Math.imul(state ^ (state >>> 15), 1 | state);
    hash = (hash + Math.imul(hash ^ (hash >>> 7), 61 | hash)) ^ hash;
    return ((hash ^ (hash >>> 14)) >>> 0) / 4294967296;
  };
}

/** One draw in [0, 1) that belongs to a hash. */
export const drawOf = (hash: number): number => mix(hash, 0x5bd1e995) / 4294967296;

/** A standard normal draw. */
export function normal(roll: Chance): number {
  return Math.sqrt(-2 * Math.log(1 - roll())) * Math.cos(2 * Math.PI * roll());
}

/** A factor around 1 (its mean), spread log-normally by `sigma`. */
export const spread = (roll: Chance, sigma: number): number => Math.exp(sigma * normal(roll) - (sigma * sigma) / 2);

/** How many events happen where `mean` are expected. */
export function poisson(roll: Chance, mean: number): number {
  if (mean > 60) return Math.max(0, Math.round(mean + Math.sqrt(mean) * normal(roll)));
  let left = roll();
  const none = Math.exp(-mean);
  let count = 0;
  while (left > none) {
    left *= roll();
    count++;
  }
  return count;
}

export function pick<T>(roll: Chance, list: readonly T[]): T {
  const item = list[Math.floor(roll() * list.length)];
  if (item === undefined) throw new RangeError("nothing to pick from");
  return item;
}

export type Weights<K extends string> = Readonly<Partial<Record<K, number>>>;

/** Draws from weights, which need not sum to 1. Declare them once: the table is prepared at that moment. */
export function weighted<K extends string>(weights: Weights<K>): (roll: Chance) => K {
  const names = Object.keys(weights) as K[];
  const bounds: number[] = [];
  let total = 0;
  for (const name of names) {
    total += weights[name] ?? 0;
    bounds.push(total);
  }
  return (roll) => {
    const at = roll() * total;
    let index = 0;
    while (index < names.length - 1 && (bounds[index] ?? 0) <= at) index++;
    return names[index] as K;
  };
}
