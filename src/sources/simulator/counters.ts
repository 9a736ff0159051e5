import { minuteMs } from "../../model/clock.ts";
import type { Counters, PostKind } from "../../model/post.ts";
import { type Chance, spread } from "./chance.ts";
import type { Person } from "./people.ts";
import type { Profile } from "./profiles.ts";

/** What a post will have gathered in the end, and how fast it gets there. */
export interface Fate {
  readonly reach: number;
  readonly likes: number;
  readonly shares: number;
  readonly replies: number;
  /** After this time about half of it has come. */
  readonly halfMs: number;
}

/** Heavy-tailed, and larger for those with many followers. `boost` multiplies the reach. */
export function fateOf(profile: Profile, person: Person, boost: number, roll: Chance): Fate {
  const audience = 6 + person.followers ** 0.8;
  const reach = audience * profile.reach * boost * spread(roll, 0.9);
  return {
    reach,
    likes: reach * profile.likes * spread(roll, 0.6),
    shares: reach * profile.shares * spread(roll, 0.9),
    replies: reach * profile.replies * spread(roll, 0.9),
    halfMs: (12 + 90 * roll() ** 2) * minuteMs,
  };
}

/** Part of the fate that has come true at an age: rises fast, then ever slower, never falls. */
export function grown({ halfMs }: Fate, ageMs: number): number {
  return ageMs <= 0 ? 0 : 1 - 1 / (1 + (ageMs / halfMs) ** 1.2);
}

/** The counters that the network shows when `part` (0–1) of the fate has come true. Those of a repost are the original's: not given. */
export function countersAt(fate: Fate, part: number, kind: PostKind, { gives }: Profile): Counters {
  return {
    likes: Math.floor(fate.likes * part),
    shares: gives.shares && kind !== "repost" ? Math.floor(fate.shares * part) : null,
    replies: Math.floor(fate.replies * part),
    views: gives.views && kind !== "repost" ? Math.floor(fate.reach * part) : null,
  };
}
