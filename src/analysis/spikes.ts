import { dayMs, hourMs } from "../model/clock.ts";
import type { Sighting } from "../model/incident.ts";
import { type Sensitivity, sensitivities } from "../model/tracker.ts";
import { countsPerStep, type DetectorState, learningStepMs } from "./detector.ts";
import { foreseen, lastSteps, learnForecast, windowSteps } from "./forecast.ts";
import { announce } from "./gate.ts";
import { lastAsHigh, learnRecord } from "./records.ts";
import { learnSilence, owedAt } from "./silence.ts";
import { clipped, learnUsual, surprise, usualAt } from "./usual.ts";

/**
 * The spike detector. A burst is news where all of this holds for one of the sliding windows of 5, 15 and 60 minutes
 * (balanced; the other sensitivities ask for two thirds of it, and for half as much again):
 * - it strays at least 8 deviations from what the last hour led to expect (12 in the 5-minute window, whose tail is the
 *   heaviest), measured by the feed's own history, bursts and all, and by at least one post;
 * - a Poisson count would stray 4.5 deviations from the usual, taken as at least 1: never fewer than 9 posts;
 * - it is at least 5 times the usual for that hour.
 * The weakest of the three, 1 = just enough, is the strength s; where the feed was as busy t days ago and t < 1, it is s × t.
 * A sighting's score is s / (1 + s).
 * Only the first day differs: see `judgeYoung`.
 */
export const thresholds: Readonly<Record<Sensitivity, number>> = { sensitive: 0.4, balanced: 0.5, strict: 0.6 };

const windows = [
  { minutes: 5, steps: windowSteps[0], deviations: 12 },
  { minutes: 15, steps: windowSteps[1], deviations: 8 },
  { minutes: 60, steps: windowSteps[2], deviations: 8 },
] as const;
const enough = { surprise: 4.5, times: 5, days: 1 };
const deviationMin = 1;
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
}

/** Learns one whole learning step (five minutes) that ended at `at`; null = blind: time moves on, and nothing else. */
export function learn(state: DetectorState, at: Date, count: number | null): void {
  const stepMs = learningStepMs(state);
  const atMs = at.getTime();
  const startMs = atMs - stepMs;
  state.fromMs ??= startMs;
  learnSilence(state.silence, atMs, count, usualAt(state.usual, startMs), stepMs);
  const late = count !== null && owedAt(state.silence, atMs) > 0;
  const learned = late ? clipped(state.usual, startMs, count) : count;
  if (learned !== null) learnUsual(state.usual, startMs, learned, stepMs);
  learnForecast(state.forecast, learned);
  for (const [index, size] of windowSteps.entries()) {
    const total = lastSteps(state.forecast, size);
    if (total !== null) learnRecord(state.records[index] ?? [], atMs, total);
  }
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
  const expected = window.steps * usualAt(state.usual, atMs - (window.steps * stepMs) / 2);
  const ahead = Math.min(1, Math.max(0, (atMs - (state.learnedMs ?? atMs)) / stepMs));
  const owed = owedAt(state.silence, atMs);
  const base = owed + Math.max(expected, foreseen(state.forecast, window.steps, ahead) + error.mean);
  const deviation = Math.sqrt(Math.max(error.variance, deviationMin ** 2) + (owedError * owed) ** 2);
  const floor = Math.max(expected, 1);
  const since = lastAsHigh(state.records[index] ?? [], count) ?? state.fromMs ?? atMs;
  const returnDays = (atMs - since) / dayMs;
  const burst = Math.min(
    (count - base) / deviation / window.deviations,
    surprise(count, floor + owed) / enough.surprise,
    count / floor / enough.times,
  );
  const strength = burst * Math.min(1, returnDays / enough.days);
  return { at, windowMinutes: window.minutes, count, expected, score: scoreOf(strength), returnDays };
}

/**
 * The first day knows no deviation and no hours. After six hours, an hour of at least 30 posts and ten times the mean hour
 * so far (taken as at least 1) is a burst whatever the rest of the day may be like.
 */
function judgeYoung(state: DetectorState, at: Date, last60: number | null): Sighting | null {
  const { usual, silence } = state;
  if (last60 === null || !isPast(state, young)) return null;
  const expected = usual.level * windowSteps[2];
  const count = last60 - owedAt(silence, at.getTime());
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
    judgements.push(newsFrom && judgement.at <= newsFrom ? { ...judgement, alerts: [] } : judgement);
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
  const last5 = last(windowSteps[0]);
  const sighting = judge(state, at, { last5, last15: last(windowSteps[1]), last60: last(windowSteps[2]) });
  const alerts = sighting ? sensitivities.filter((sensitivity) => isNews(state, sighting, sensitivity)) : [];
  const taken = Math.round((atMs - (state.fromMs ?? 0)) / state.stepMs);
  if (taken % per === 0) learn(state, at, last5);
  return { at, sighting, alerts };
}

function isNews(state: DetectorState, sighting: Sighting, sensitivity: Sensitivity): boolean {
  const strength = strengthOf(sighting.score);
  const before = state.announced[sensitivity];
  const { alert, announced } = announce(before, sighting.at.getTime(), strength, strengthOf(thresholds[sensitivity]));
  state.announced[sensitivity] = announced;
  return alert;
}

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
