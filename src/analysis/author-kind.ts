import { type Author, isInfluencer } from "../model/author.ts";
import { minuteMs } from "../model/clock.ts";
import type { Told } from "../model/language.ts";
import {
  followersReason,
  gapReason,
  markedReason,
  minutesReason,
  namedReason,
  oftenReason,
  textsReason,
  verifiedReason,
} from "./author-kind-words.ts";

export type AuthorKind = "influencer" | "verified" | "automated" | "person";

/** How somebody was seen to write in the last 30 days; null = not known. Shares are 0 to 1. */
export interface Habits {
  readonly posts: number;
  /** Posts whose text another one of theirs has too. */
  readonly equalTexts: number | null;
  /** Posts at the two commonest minutes of the hour. */
  readonly equalMinutes: number | null;
  readonly medianGapMs: number | null;
}

export interface KindOfAuthor {
  readonly kind: AuthorKind;
  /** What speaks for it, the strongest first; none for a person. */
  readonly reasons: readonly Told[];
}

/** Shares of fewer posts say nothing. */
const sharedPostsMin = 20;
const equalTextsMin = 0.5;
const equalMinutesMin = 0.6;
/** Three an hour, day and night. */
const oftenPostsMin = 2_160;
/** Somebody who tells of a match is as quick, for an evening. */
const quickPostsMin = 200;
const quickGapMaxMs = minuteMs;

/**
 * Who writes. Called automated only on the network's own word, on a name that says so and one habit, or on two habits of somebody who is neither
 * verified nor widely followed: newsrooms plan their posts too.
 */
export function kindOfAuthor(author: Author, habits: Habits | null): KindOfAuthor {
  const automated = author.automated === true ? [markedReason] : signsOf(author, habits);
  if (automated) return { kind: "automated", reasons: automated };
  if (isInfluencer(author))
    return {
      kind: "influencer",
      reasons: [followersReason(author.followers ?? 0), ...(author.verified ? [verifiedReason] : [])],
    };
  if (author.verified) return { kind: "verified", reasons: [verifiedReason] };
  return { kind: "person", reasons: [] };
}

/** null where they are not enough. */
function signsOf(author: Author, habits: Habits | null): readonly Told[] | null {
  const seen = habits ? habitsLike(habits) : [];
  if (seen.length > 0 && saysBot(author)) return [namedReason, ...seen];
  return seen.length > 1 && !author.verified && !isInfluencer(author) ? seen : null;
}

/** Each is something else: who writes much also writes quickly, so that the two are one. */
function habitsLike({ posts, equalTexts, equalMinutes, medianGapMs }: Habits): readonly Told[] {
  const found: Told[] = [];
  const isShared = posts >= sharedPostsMin;
  if (isShared && equalTexts !== null && equalTexts >= equalTextsMin) found.push(textsReason(equalTexts));
  if (isShared && equalMinutes !== null && equalMinutes >= equalMinutesMin) found.push(minutesReason(equalMinutes));
  if (posts >= oftenPostsMin) found.push(oftenReason(posts));
  else if (posts >= quickPostsMin && medianGapMs !== null && medianGapMs <= quickGapMaxMs)
    found.push(gapReason(Math.max(1_000, medianGapMs)));
  return found;
}

/** A family name and a fish end like it. */
const otherEndings: ReadonlySet<string> = new Set(["talbot", "turbot"]);

/** "weatherbot", "Weather Bot", "bot_of_tides", "ニュースボット"; not "abbot", "bottle" or "robotics". */
function saysBot({ handle, name }: Author): boolean {
  return [(handle.split(/[.@]/u, 1)[0] as string).replaceAll(/(?<=[a-z])(?=[A-Z])/gu, "_"), name ?? ""].some((said) => {
    const plain = said.normalize("NFKC").toLowerCase();
    if (/(?:ボット|бот)$/u.test(plain)) return true;
    return plain
      .split(/[^\p{L}]+/u)
      .some((word) => word === "bot" || (/.{3}bot$/u.test(word) && !otherEndings.has(word)));
  });
}
