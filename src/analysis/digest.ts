import { dayMs, hourMs } from "../model/clock.ts";
import type { Digest } from "../model/digest.ts";
import type { Point, Span } from "../model/feed.ts";
import type { Feedback } from "../model/feedback.ts";
import type { Incident } from "../model/incident.ts";
import type { PostLine, SentimentTotals, Totals } from "../model/reader.ts";
import { type Schedule, type Turn, turnBefore } from "../model/schedule.ts";
import type { Tenant } from "../model/tenant.ts";
import type { Tracker } from "../model/tracker.ts";
import { alertsTogether, groupsOf, type TrackerGroup } from "./digest-group.ts";
import { type Comparison, compare, coverageMin, type Observed, periodsMin, type Shift, shiftOf } from "./notable.ts";

/** What is usual is looked for in as many weeks. */
const weeksBack = 8;
/** How far back it is looked how posts usually feel. */
const feelingsMs = 28 * dayMs;
const topMax = 3;

/** The time that a digest is about, and the times before it that are like it. All of whole hours, so that none is counted twice. */
export interface Stretches {
  readonly period: Span;
  /** As long each, the newest first, without gaps. */
  readonly earlier: readonly Span[];
  readonly every: Schedule["every"];
}

/** What one subject did in that time. */
export interface SubjectDigest {
  /** The first of its trackers, with the networks of all. */
  readonly tracker: Tracker;
  /** By their numbers. */
  readonly trackers: readonly number[];
  readonly totals: Totals;
  readonly comparison: Comparison | null;
  /** What it is compared with: the same day of earlier weeks, any earlier day, or earlier weeks. */
  readonly usualOf: "weekday" | "day" | "week";
  /** For how long it never was as much, as far as it was observed without a break; null where that is not worth a word. */
  readonly highestMs: number | null;
  readonly usualSentiment: SentimentTotals;
  readonly shift: Shift | null;
  /** What the detector found, the biggest first. */
  readonly alerts: readonly Incident[];
}

/** Those of one turn of a schedule: from the turn before up to it. */
export function stretchesOf(schedule: Schedule, turn: Turn): Stretches {
  const turns = [turn];
  while (turns.length < timesBack(schedule.every) + 2) turns.push(turnBefore(schedule, turns.at(-1) ?? turn));
  const hours = turns.map(({ at }) => new Date(Math.floor(at.getTime() / hourMs) * hourMs));
  return spansBetween(hours, schedule.every);
}

/** Those of a digest that is wanted now. */
export function stretchesUpTo(now: Date, every: Schedule["every"]): Stretches {
  const endMs = Math.ceil(now.getTime() / hourMs) * hourMs;
  const lengthMs = every === "week" ? 7 * dayMs : dayMs;
  const hours = Array.from({ length: timesBack(every) + 2 }, (_, i) => new Date(endMs - i * lengthMs));
  return spansBetween(hours, every);
}

const timesBack = (every: Schedule["every"]): number => (every === "week" ? weeksBack : 7 * weeksBack);

function spansBetween([to = new Date(0), from = to, ...before]: readonly Date[], every: Schedule["every"]): Stretches {
  const edges = [from, ...before];
  const earlier = before.map((start, i) => ({ from: start, to: edges[i] ?? from }));
  return { period: { from, to }, earlier, every };
}

/** All that a digest tells of. */
export interface DigestReading {
  readonly stretches: Stretches;
  /** The most notable first. */
  readonly subjects: readonly SubjectDigest[];
  readonly top: readonly PostLine[];
  /** What people said of its alerts. */
  readonly feedback: readonly Feedback[];
  /** When it was read: nothing later is in it. */
  readonly at: Date;
}

type Readers = Pick<Tenant, "reader" | "incidents" | "feedback">;

/** What a digest is about by now: of a person's own, what they track in all channels. */
export async function trackersOf(
  {
    channel,
    isPersonal,
    createdBy,
    trackers: chosen,
  }: Pick<Digest, "channel" | "isPersonal" | "createdBy" | "trackers">,
  { trackers }: Pick<Tenant, "trackers">,
): Promise<readonly Tracker[]> {
  const all = isPersonal
    ? (await trackers.list()).filter((tracker) => tracker.createdBy.id === createdBy.id)
    : await trackers.list(channel);
  return chosen === null ? all : all.filter(({ id }) => chosen.includes(id));
}

/** Reads what trackers brought in that time. */
export async function readDigest(
  from: Readers,
  trackers: readonly Tracker[],
  stretches: Stretches,
  now: Date,
): Promise<DigestReading> {
  const subjects = await readSubjects(from, trackers, stretches, now);
  const scope = { trackers: trackers.map(({ id }) => id), ...stretches.period };
  const top = subjects.some(isNotable) ? await from.reader.topPosts(scope, topMax) : [];
  const feedback = await from.feedback.of(subjects.flatMap(({ alerts }) => alerts.map(({ id }) => id)));
  return { stretches, subjects, top, feedback, at: now };
}

async function readSubjects(
  from: Readers,
  trackers: readonly Tracker[],
  stretches: Stretches,
  now: Date,
): Promise<readonly SubjectDigest[]> {
  const ids = trackers.map(({ id }) => id);
  const alerts = await from.incidents.openedIn(ids, stretches.period);
  const read: SubjectDigest[] = [];
  for (const group of groupsOf(trackers)) read.push(await readSubject(from, group, alerts, stretches, now));
  return read.sort((a, b) => strengthOf(b) - strengthOf(a) || b.totals.posts - a.totals.posts);
}

async function readSubject(
  { reader }: Readers,
  { tracker, ids }: TrackerGroup,
  alerts: readonly Incident[],
  { period, earlier, every }: Stretches,
  now: Date,
): Promise<SubjectDigest> {
  const scope = { trackers: ids, ...period };
  const totals = await reader.totals(scope, { authors: false });
  const felt = { ...scope, from: new Date(period.from.getTime() - feelingsMs), to: period.from };
  const { sentiment: usualSentiment } = await reader.totals(felt, { authors: false });
  const { points } = await reader.series({ ...scope, from: earlier.at(-1)?.from ?? period.from }, hourMs);
  // An hour of a series counts as seen where one feed of several was: between those two times then lies a network more or less.
  const covered = await reader.coverage(ids, [period, ...earlier]);
  const observed = [period, ...earlier].map((span, i): Observed => {
    const seen = observedIn(points, span, now);
    return { ...seen, coverage: Math.min(seen.coverage, covered[i] ?? 0) };
  });
  const [seen = { posts: 0, observedMs: 0, coverage: 0 }, ...before] = observed;
  const { usualOf, like } = alike(before, every);
  return {
    tracker,
    trackers: ids,
    totals,
    usualOf,
    highestMs: highestSince(seen, before, every),
    usualSentiment,
    comparison: compare(seen, like),
    shift: shiftOf(totals.sentiment, usualSentiment),
    alerts: alertsTogether(alerts.filter((one) => ids.includes(one.tracker))),
  };
}

/** From 1 on it is worth a headline. */
export const strengthOf = ({ comparison, shift, alerts }: SubjectDigest): number =>
  Math.max(comparison?.strength ?? 0, shift?.strength ?? 0) + alerts.filter(({ silent }) => !silent).length;

export const isNotable = (subject: SubjectDigest): boolean => strengthOf(subject) >= 1;

/** Nothing can be said of a time that nobody saw, which is not the same as nothing to say. */
export const isBlind = (subjects: readonly SubjectDigest[]): boolean =>
  subjects.length > 0 && subjects.every(({ totals }) => totals.coverage < coverageMin);

/** A day is compared with the same day of earlier weeks, or, while too few of those are known, with the days before. */
function alike(earlier: readonly Observed[], every: Schedule["every"]) {
  if (every === "week") return { usualOf: "week" as const, like: earlier };
  const sameDay = earlier.filter((_, i) => i % 7 === 6);
  const known = sameDay.filter(({ coverage }) => coverage >= coverageMin);
  return known.length >= periodsMin
    ? { usualOf: "weekday" as const, like: sameDay }
    : { usualOf: "day" as const, like: earlier.slice(0, 28) };
}

const highestMinMs = { day: 7 * dayMs, week: 28 * dayMs } as const;

function highestSince(now: Observed, earlier: readonly Observed[], every: Schedule["every"]): number | null {
  const rate = ({ posts, observedMs }: Observed) => posts / observedMs;
  const end = earlier.findIndex((one) => one.coverage < coverageMin || rate(one) >= rate(now));
  const ms = (end < 0 ? earlier.length : end) * (every === "week" ? 7 : 1) * dayMs;
  return ms >= highestMinMs[every] ? ms : null;
}

/** What was counted in the observed hours of a span, up to now. */
function observedIn(points: readonly Point[], { from, to }: Span, now: Date): Observed {
  const [fromMs, toMs] = [from.getTime(), Math.min(to.getTime(), now.getTime())];
  let [posts, observedMs] = [0, 0];
  for (const { at, posts: count } of points) {
    const atMs = at.getTime();
    if (count === null || atMs < fromMs || atMs >= toMs) continue;
    posts += count;
    observedMs += Math.min(atMs + hourMs, toMs) - atMs;
  }
  return { posts, observedMs, coverage: toMs > fromMs ? observedMs / (toMs - fromMs) : 0 };
}
