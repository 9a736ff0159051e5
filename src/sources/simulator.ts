import { type Clock, dayMs, minuteMs } from "../model/clock.ts";
import type { Subject } from "../model/subject.ts";
import { asObject, asTime, decodeJson } from "./decode.ts";
import { knownNetworks } from "./networks.ts";
import { burstsBetween } from "./simulator/bursts.ts";
import { type Moment, momentsBetween, type Stage } from "./simulator/moments.ts";
import type { SimulatorSettings } from "./simulator/settings.ts";
import { temperOf } from "./simulator/temper.ts";
import { postOf } from "./simulator/writer.ts";
import { defineSource, type Page, type SearchQuery, type Source } from "./source.ts";

/** Most new posts on a page; with them come at most this many earlier ones with fresh counters. */
const newMax = 1_000;
const refreshedMax = 300;

/** A post's counters are read again when it reaches these ages: close together while they move fast. */
const refreshAgesMs = [1, 2, 4, 8, 15, 30, 60, 120, 240, 480, 1_440].map((minutes) => minutes * minuteMs);

/** Where a feed stands. Posts lie in [startedAt, at); the first burst counts from `followedAt`. */
interface Cursor {
  readonly startedAt: number;
  readonly at: number;
  readonly followedAt: number;
}

/**
 * Six networks of invented people, but for those `without` names, for trying the product without any account: posts of any hashtag with daily rhythm,
 * several languages and bursts whose truth is known. What it says is a pure function of the settings, the hashtag, the network
 * and the cursor: the same question gets the same posts in any process, only their counters grow with the clock.
 */
export const createSimulator = (
  settings: SimulatorSettings,
  { without = [] }: { without?: readonly string[] } = {},
): Source =>
  defineSource({
    name: "simulator",
    label: "Simulator",
    networks: knownNetworks.filter(({ name }) => !without.includes(name)),
    credentials: [],
    quota: [],
    can: { subjects: ["hashtag"], search: true, stream: false, counts: false },
    terms: { combineMetrics: true },
    paceMs: 10_000,
    disclosure: "simulated",
    connect: ({ clock }) => ({ search: async (query) => search(settings, clock, query) }),
  });

function search(settings: SimulatorSettings, clock: Clock, { network, subject, cursor, since }: SearchQuery): Page {
  const nowMs = clock.now().getTime();
  const from = cursor === null ? firstCursor(since, nowMs) : readCursor(cursor);
  const untilMs = Math.max(from.at, nowMs);
  const stage = stageOf(settings, subject, network, from, untilMs);
  const { moments, toMs } = nextMoments(stage, from.at, untilMs);
  const seenAgain = from.at < from.followedAt ? [] : refreshed(stage, from, toMs);
  return {
    posts: [...seenAgain, ...moments].map((moment) => postOf(stage, subject, moment, nowMs)),
    cursor: JSON.stringify({ ...from, at: toMs } satisfies Cursor),
    seen: { from: new Date(from.at), to: new Date(toMs) },
    more: toMs < untilMs,
  };
}

function firstCursor(since: Date, nowMs: number): Cursor {
  const startedAt = Math.min(since.getTime(), nowMs);
  return { startedAt, at: startedAt, followedAt: nowMs };
}

function readCursor(text: string): Cursor {
  const cursor = asObject(decodeJson(text), "cursor");
  return {
    startedAt: asTime(cursor["startedAt"], "cursor.startedAt"),
    at: asTime(cursor["at"], "cursor.at"),
    followedAt: asTime(cursor["followedAt"], "cursor.followedAt"),
  };
}

function stageOf(settings: SimulatorSettings, subject: Subject, network: string, from: Cursor, untilMs: number): Stage {
  const index = knownNetworks.findIndex(({ name }) => name === network);
  if (index < 0) throw new RangeError(`the simulator has no network "${network}"`);
  const temper = temperOf(settings.seed, subject.key);
  const bursts = burstsBetween(settings, temper, from.at - dayMs, untilMs, from.followedAt);
  return { settings, temper, network: index, bursts };
}

/** What was written from `fromMs` on, up to `untilMs` or as far as one page holds. */
function nextMoments(stage: Stage, fromMs: number, untilMs: number): { moments: readonly Moment[]; toMs: number } {
  const moments: Moment[] = [];
  let toMs = fromMs;
  for (let stepMs = minuteMs; toMs < untilMs && moments.length < newMax; stepMs = Math.min(stepMs * 2, dayMs / 4)) {
    const stepEndMs = Math.min(untilMs, toMs + stepMs);
    for (const moment of momentsBetween(stage, toMs, stepEndMs)) moments.push(moment);
    toMs = stepEndMs;
  }
  const beyond = moments[newMax];
  return beyond ? { moments: moments.filter(({ atMs }) => atMs < beyond.atMs), toMs: beyond.atMs } : { moments, toMs };
}

/** Earlier posts that reached one of the ages while [from.at, toMs) passed: the youngest where there are too many. */
function refreshed(stage: Stage, from: Cursor, toMs: number): readonly Moment[] {
  const byId = new Map<string, Moment>();
  for (const ageMs of refreshAgesMs) {
    const windowEndMs = Math.min(toMs - ageMs, from.at);
    const windowStartMs = Math.max(from.at - ageMs, from.startedAt);
    if (windowStartMs >= windowEndMs) continue;
    for (const moment of momentsBetween(stage, windowStartMs, windowEndMs)) byId.set(moment.id, moment);
    if (byId.size > refreshedMax) break;
  }
  return [...byId.values()].sort((a, b) => b.atMs - a.atMs).slice(0, refreshedMax);
}
