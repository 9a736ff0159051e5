import { chance, drawOf, hashOf, mix, spread } from "./chance.ts";
import { profiles } from "./profiles.ts";
import { regions } from "./regions.ts";

/** What makes one subject's conversation its own. Follows from the seed and the subject's key alone. */
export interface Temper {
  readonly hash: number;
  /** Posts as a multiple of the mean subject's, 0.3–3. */
  readonly popularity: number;
  /** Each region's part of the posts, in the order of `regions`; they sum to 1, the home region leads. */
  readonly regionShares: readonly number[];
  /** Hours the home region is ahead of UTC. */
  readonly homeOffsetHours: number;
  /** Each network's part, in the order of `profiles`; they sum to 1. */
  readonly networkShares: readonly number[];
  /** Posts on a Saturday or Sunday as a multiple of the week's mean. */
  readonly weekendFactor: number;
  /** Parts of positive and negative posts outside bursts. */
  readonly positive: number;
  readonly negative: number;
}

const homeShare = 0.78;

/** Scripts tell where a tag is at home; Latin ones may live anywhere. */
const homeOfScript: readonly (readonly [RegExp, string])[] = [
  [/\p{Script=Devanagari}/u, "south-asia"],
  [/[\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Han}]/u, "east-asia"],
  [/\p{Script=Arabic}/u, "middle-east"],
];

function homeOf(key: string, draw: number): number {
  const byScript = homeOfScript.find(([script]) => script.test(key))?.[1];
  if (byScript) return regions.findIndex((region) => region.name === byScript);
  let left = draw;
  const home = regions.findIndex((region) => {
    left -= region.weight;
    return left < 0;
  });
  return Math.max(home, 0);
}

export function temperOf(seed: number, key: string): Temper {
  const hash = mix(seed, hashOf(key));
  const roll = chance(hash);
  const popularity = Math.min(3, Math.max(0.3, spread(roll, 0.55)));
  const home = homeOf(key, drawOf(mix(hash, 1)));
  const networkWeights = profiles.map((profile) => profile.share * spread(roll, 0.4));
  const networkTotal = networkWeights.reduce((sum, weight) => sum + weight, 0);
  return {
    hash,
    popularity,
    regionShares: regions.map((region, index) => (1 - homeShare) * region.weight + (index === home ? homeShare : 0)),
    homeOffsetHours: regions[home]?.utcOffsetHours ?? 0,
    networkShares: networkWeights.map((weight) => weight / networkTotal),
    weekendFactor: 0.65 + 0.8 * roll(),
    positive: 0.3 + 0.2 * roll(),
    negative: 0.12 + 0.18 * roll(),
  };
}
