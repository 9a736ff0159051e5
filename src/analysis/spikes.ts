import { dayMs, hourMs } from "../model/clock.ts";
import type { Sighting } from "../model/incident.ts";
import { type Sensitivity, sensitivities } from "../model/tracker.ts";
import { countsPerStep, type DetectorState, learningStepMs } from "./detector.ts";
import { expectedIn, lastSteps, learnForecast, windowSteps } from "./forecast.ts";
import { announce } from "./gate.ts";
import { leftOf, remember } from "./peak.ts";
import { lastAsHigh, learnRecord } from "./records.ts";
import { learnSilence, owedAt } from "./silence.ts";
import { clipped, learnUsual, surprise, usualAt } from "./usual.ts";

/**
 * The spike detector. A burst is news where both of this holds for one of the sliding windows of 5, 15 and 60 minutes:
 * - it is no chance: counts around the usual (taken as at least half a post) that vary as a negative binomial does would stray some 4.5
 *   deviations, which are 7 posts where it is silent, and 5, 3.6 or 2.6 times the usual where it is busy;
 * - it is news here, by the feed's own history, bursts and all: 8 deviations from what the last hour led to expect (12 in the
 *   5-minute window, whose tail is the heaviest) and as high as what is left of the highest burst remembered. More of one makes
 *   up for less of the other, down to half of it.
 * The weaker of the two, 1 = just enough, is the strength s (sensitive asks for two thirds, strict for half as much again); where
 * the feed was as busy t days ago and t < 1, it is s × t. A sighting's score is s / (1 + s).
 * Only the first day differs: see `judgeYoung`. How it was found, and what it is worth: docs/detector.md.
 */
export const thresholds: Readonly<Record<Sensitivity, number>> = { sensitive: 0.4, balanced: 0.5, strict: 0.6 };

/** A window that is judged more often (a week has more of the short ones) needs the greater surprise. */
const windows = [
  { minutes: 5, steps: windowSteps[0], deviations: 12, surprise: 4.5 },
  { minutes: 15, steps: windowSteps[1], deviations: 8, surprise: 4.3 },
  { minutes: 60, steps: windowSteps[2], deviations: 8, surprise: 4.2 },
] as const;
/** What five minutes of a feed that is neither even nor wild vary by; wider windows even it out. */
const chanceSize = 4;
const usualMin = 0.5;
const deviationMin = 1;
/** How far the one part of what is news may fall short where the other makes up for it. */
const shortest = 0.5;
const newsAgainDays = 1;
/** How far off the guess of what was missed may be. */
const owedError = 0.5;

/** How long only `judgeYoung` judges, and how long nothing does; both in observed time, and in steps where those are long. */
const learning = { ms: dayMs, steps: 24 };
const young = { ms: 6 * hourMs, steps: 12 };
const enoughYoung = { count: 30, times: 10 };

/** Posts in the windows that end at the judged moment; null where any of it was blind. */
export interface Windows {
  readonly last5: number | null;
  readonly last15: number | null;
  readonly last60: number | null;
}

/** What was found at the end of one count, and for which sensitivities it is an alert. */
export interface Judgement {
  readonly at: Date;
  readonly sighting: Sighting | null;
  readonly alerts: readonly Sensitivity[];
  /** For which sensitivities an episode holds at that moment, and when its alert was; absent = where `alerts` says. */
  readonly since?: Readonly<Partial<Record<Sensitivity, Date>>>;
}

/** When the alert was of the episode that holds at a judged moment; null = none does. */
export function announcedAt({ at, alerts, since }: Judgement, sensitivity: Sensitivity): Date | null {
  return since?.[sensitivity] ?? (alerts.includes(sensitivity) ? at : null);
}

/** Learns one whole learning step (five minutes) that ended at `at`; null = blind: time moves on, and nothing else. */
export function learn(state: DetectorState, at: Date, count: number | null): void {
  const stepMs = learningStepMs(state);
  const atMs = at.getTime();
  const startMs = atMs - stepMs;
  state.fromMs ??= startMs;
  learnSilence(state.silence, atMs, count, usualAt(state.usual, startMs), stepMs);
  const late = count !== null && owedAt(state.silence, atMs, count) > 0;
  const learned = late ? clipped(state.usual, startMs, count) : count;
  const expected = windowSteps.map((size, index) => expectedIn(state.forecast, index, usualIn(state, atMs, size), 1));
  if (learned !== null) learnUsual(state.usual, startMs, learned, stepMs);
  learnForecast(state.forecast, learned);
  for (const [index, size] of windowSteps.entries()) {
    const total = lastSteps(state.forecast, size);
    if (total === null) continue;
    const highest = late ? total : Math.max(total, state.highest[index] ?? 0);
    learnRecord(state.records[index] ?? [], atMs, highest);
    // On the first day nothing is expected yet that a peak could stand out from.
    if (!isPast(state, learning)) continue;
    state.peaks[index] = remember(state.peaks[index] ?? null, atMs, highest - (expected[index] ?? 0));
  }
  state.highest = [null, null, null];
  state.learnedMs = atMs;
}

/** What the windows that end at `at` amount to: the one that stands out most. null = blind, or too early to say. */
export function judge(state: DetectorState, at: Date, { last5, last15, last60 }: Windows): Sighting | null {
  if (!isPast(state, learning)) return judgeYoung(state, at, last60);
  const counts = [last5, last15, last60];
  let best: Sighting | null = null;
  for (let index = windows.length - 1; index >= 0; index--) {
    const count = counts[index] ?? null;
    const seen = count === null ? null : judgeWindow(state, at, index, count);
    if (seen && (best === null || seen.score > best.score)) best = seen;
  }
  return best;
}

function judgeWindow(state: DetectorState, at: Date, index: number, count: number): Sighting | null {
  const window = windows[index];
  const error = state.forecast.errors[index];
  if (!window || !error) return null;
  const stepMs = learningStepMs(state);
  const atMs = at.getTime();
  const expected = usualIn(state, atMs, window.steps);
  const ahead = Math.min(1, Math.max(0, (atMs - (state.learnedMs ?? atMs)) / stepMs));
  const owed = owedAt(state.silence, atMs, count);
  const excess = count - owed - expectedIn(state.forecast, index, expected, ahead);
  const deviation = Math.sqrt(Math.max(error.variance, deviationMin ** 2) + (owedError * owed) ** 2);
  const chance = surprise(count, Math.max(expected, usualMin) + owed, chanceSize * Math.sqrt(window.steps));
  const strayed = excess / deviation / window.deviations;
  const novel = excess / Math.max(leftOf(state.peaks[index] ?? null, atMs), 1);
  const since = lastAsHigh(state.records[index] ?? [], count) ?? state.fromMs ?? atMs;
  const returnDays = (atMs - since) / dayMs;
  const strength = Math.min(chance / window.surprise, bothOf(strayed, novel)) * Math.min(1, returnDays / newsAgainDays);
  return { at, windowMinutes: window.minutes, count, expected, score: scoreOf(strength), returnDays };
}

/** Their geometric mean, but no more than twice the lesser. */
const bothOf = (a: number, b: number): number =>
  Math.min(a, b) <= 0 ? 0 : Math.min(Math.sqrt(a * b), Math.min(a, b) / shortest);

/** Posts usual in the `steps` that end at `atMs`. */
function usualIn(state: DetectorState, atMs: number, steps: number): number {
  const stepMs = learningStepMs(state);
  return steps * usualAt(state.usual, atMs - (steps * stepMs) / 2);
}

/**
 * The first day knows no deviation and no hours. After six hours, an hour of at least 30 posts and ten times the mean hour
 * so far (taken as at least 1) is a burst whatever the rest of the day may be like.
 */
function judgeYoung(state: DetectorState, at: Date, last60: number | null): Sighting | null {
  const { usual, silence } = state;
  if (last60 === null || !isPast(state, young)) return null;
  const expected = usual.level * windowSteps[2];
  const count = last60 - owedAt(silence, at.getTime(), last60);
  const strength = Math.min(count / enoughYoung.count, count / Math.max(expected, 1) / enoughYoung.times);
  return { at, windowMinutes: 60, count: last60, expected, score: scoreOf(strength), returnDays: null };
}

const isPast = (state: DetectorState, { ms, steps }: { ms: number; steps: number }): boolean =>
  state.usual.seen >= Math.max(ms / learningStepMs(state), steps);

/**
 * Takes in counts in the order of time, `state.stepMs` each from its `at` on: judges at the end of each, learns every five
 * minutes, and remembers in `state` where it stands, so that any chunking gives the same. Counts from before that are passed
 * over, missing ones are blind. What ended at or before `newsFrom` raises no alert, and counts as announced.
 */
export function advance(
  state: DetectorState,
  counts: readonly { readonly at: Date; readonly count: number | null }[],
  { newsFrom }: { readonly newsFrom?: Date } = {},
): readonly Judgement[] {
  const judgements: Judgement[] = [];
  for (const { at, count } of counts) {
    const startMs = at.getTime();
    state.fromMs ??= startMs;
    state.atMs ??= startMs;
    if (startMs < state.atMs) continue;
    skipTo(state, startMs);
    const judgement = take(state, count);
    judgements.push(newsFrom && judgement.at <= newsFrom ? { ...judgement, alerts: [], since: {} } : judgement);
  }
  return judgements;
}

/** Passes the time up to `toMs` blind. After two days of it nothing but the time changes, so the rest is a jump. */
function skipTo(state: DetectorState, toMs: number): void {
  const per = countsPerStep(state);
  const settled = Math.ceil(Math.max((2 * dayMs) / learningStepMs(state), 24)) * per;
  const missing = Math.round((toMs - (state.atMs ?? toMs)) / state.stepMs);
  const jumped = Math.max(0, Math.floor((missing - settled) / per)) * per;
  for (let i = jumped; i < missing; i++) take(state, null);
  state.atMs = (state.atMs ?? toMs) + jumped * state.stepMs;
  if (state.learnedMs !== null) state.learnedMs += jumped * state.stepMs;
}

/** One count, from `state.atMs` on. */
function take(state: DetectorState, count: number | null): Judgement {
  const per = countsPerStep(state);
  const atMs = (state.atMs ?? 0) + state.stepMs;
  const at = new Date(atMs);
  state.atMs = atMs;
  state.recent = [...state.recent, count].slice(-windowSteps[2] * per);
  const last = (steps: number) => sum(state.recent, steps * per);
  const counts = windowSteps.map(last);
  const [last5 = null, last15 = null, last60 = null] = counts;
  const sighting = judge(state, at, { last5, last15, last60 });
  state.highest = counts.map((count, index) => higher(state.highest[index] ?? null, count));
  const alerts = sighting ? sensitivities.filter((sensitivity) => isNews(state, sighting, sensitivity)) : [];
  const since = Object.fromEntries(
    sensitivities.flatMap((sensitivity) => {
      const announced = state.announced[sensitivity];
      return announced?.heldMs === atMs ? [[sensitivity, new Date(announced.fromMs)]] : [];
    }),
  );
  const taken = Math.round((atMs - (state.fromMs ?? 0)) / state.stepMs);
  if (taken % per === 0) learn(state, at, last5);
  return { at, sighting, alerts, since };
}

function isNews(state: DetectorState, sighting: Sighting, sensitivity: Sensitivity): boolean {
  const strength = strengthOf(sighting.score);
  const before = state.announced[sensitivity];
  const { alert, announced } = announce(before, sighting.at.getTime(), strength, strengthOf(thresholds[sensitivity]));
  state.announced[sensitivity] = announced;
  return alert;
}

const higher = (a: number | null, b: number | null): number | null => (a === null || (b !== null && b > a) ? b : a);

const strongest = 1e6;
function scoreOf(strength: number): number {
  const s = Math.min(Math.max(0, strength), strongest);
  return s / (1 + s);
}
/** The other way round. */
export const strengthOf = (score: number): number => score / (1 - score);

function sum(counts: readonly (number | null)[], size: number): number | null {
  if (counts.length < size) return null;
  let total = 0;
  for (const count of counts.slice(-size)) {
    if (count === null) return null;
    total += count;
  }
  return total;
}
