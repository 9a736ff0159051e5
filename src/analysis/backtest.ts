import { setImmediate as nextTurn } from "node:timers/promises";
import { dayMs, hourMs, minuteMs } from "../model/clock.ts";
import type { Span } from "../model/feed.ts";
import type { Phase, Sighting } from "../model/incident.ts";
import type { FeedCounts, Reader } from "../model/reader.ts";
import { type Sensitivity, sensitivities } from "../model/tracker.ts";
import { newDetector } from "./detector.ts";
import { nextPhase } from "./incident.ts";
import { advance, type Judgement } from "./spikes.ts";

/** How far it is looked back. */
export const backtestMs = 30 * dayMs;
/** How far back "usual" looks, as for an incident. */
const usualMs = 14 * dayMs;
/** How much of what hours know minutes must know too. */
const fineShare = 0.9;
/** Half a day of minutes. */
const countsAtOnce = 720;

/** An alert that would have come. */
export interface WouldBe {
  readonly at: Date;
  readonly network: string;
  /** The window is as long as the counts allow: hours have none of five minutes. */
  readonly sighting: Pick<Sighting, "count" | "expected" | "returnDays"> & { readonly windowMinutes: number };
}

/** What the detector would have said of a time that is over. */
export interface Backtest {
  /** Of the counts it was read from: minutes, or hours where those are lost. */
  readonly stepMs: number;
  /** Since when anything was observed; null = nothing yet. */
  readonly since: Date | null;
  readonly to: Date;
  /** Share of the steps since then that were observed, 0..1. */
  readonly coverage: number;
  /** For each sensitivity, the oldest first. */
  readonly alerts: Readonly<Record<Sensitivity, readonly WouldBe[]>>;
}

/** What the detector of one network said. */
export interface Judged {
  readonly network: string;
  readonly judgement: Judgement;
}

/** How the last 30 days of a tracker would have gone, by what is stored of its feeds. */
export async function readBacktest(reader: Pick<Reader, "counts">, tracker: number, to: Date): Promise<Backtest> {
  const { feeds, stepMs } = await readCounts(reader, tracker, { from: new Date(to.getTime() - backtestMs), to });
  return backtest(feeds, stepMs, to);
}

/** What feeds brought, as finely as it is known: minutes, as the detector itself took them, or hours where too many of those are lost. */
export async function readCounts(
  reader: Pick<Reader, "counts">,
  tracker: number,
  { from, to }: Span,
): Promise<{ readonly feeds: readonly FeedCounts[]; readonly stepMs: number }> {
  const read = (stepMs: number) => reader.counts({ trackers: [tracker], from, to }, stepMs);
  const [minutes, hours] = [await read(minuteMs), await read(hourMs)];
  const isFine = observedMs(minutes, minuteMs) >= fineShare * observedMs(hours, hourMs);
  return isFine ? { feeds: minutes, stepMs: minuteMs } : { feeds: hours, stepMs: hourMs };
}

const observedMs = (feeds: readonly FeedCounts[], stepMs: number): number =>
  feeds.reduce((sum, { counts }) => sum + counts.filter(({ count }) => count !== null).length * stepMs, 0);

/** The same of counts that are at hand. It takes seconds where there are many, so others have their turn in between. */
export async function backtest(feeds: readonly FeedCounts[], stepMs: number, to: Date): Promise<Backtest> {
  const judged = await replayed(feeds, stepMs, ({ alerts }) => alerts.length > 0);
  const all = steps(feeds, stepMs);
  const expected = usualOf(all);
  const alertsAt = (sensitivity: Sensitivity) =>
    apart(
      judged.filter(({ judgement }) => judgement.alerts.includes(sensitivity)),
      all,
      expected,
    ).flatMap(({ network, judgement }) => wouldBe(network, judgement, stepMs));
  const seen = feeds.flatMap(({ counts }) => fromFirst(counts));
  return {
    stepMs,
    since: firstSeen(feeds),
    to,
    coverage: seen.filter(({ count }) => count !== null).length / Math.max(seen.length, 1),
    alerts: Object.fromEntries(sensitivities.map((one) => [one, alertsAt(one)])) as Record<Sensitivity, WouldBe[]>,
  };
}

/** What a new detector says of each feed, as far as it is `wanted`; in the order of time. */
export async function replayed(
  feeds: readonly FeedCounts[],
  stepMs: number,
  wanted: (judgement: Judgement) => boolean,
): Promise<readonly Judged[]> {
  const judged: Judged[] = [];
  for (const { network, counts } of feeds) {
    const detector = newDetector(stepMs);
    const seen = fromFirst(counts);
    for (let i = 0; i < seen.length; i += countsAtOnce) {
      for (const judgement of advance(detector, seen.slice(i, i + countsAtOnce)))
        if (wanted(judgement)) judged.push({ network, judgement });
      await nextTurn();
    }
  }
  return judged.sort((a, b) => a.judgement.at.getTime() - b.judgement.at.getTime());
}

/** A feed's history begins where it was first observed, not with the blind time before. */
export function fromFirst(counts: FeedCounts["counts"]): FeedCounts["counts"] {
  const first = counts.findIndex(({ count }) => count !== null);
  return first < 0 ? [] : counts.slice(first);
}

const firstSeen = (feeds: readonly FeedCounts[]): Date | null =>
  feeds
    .flatMap(({ counts }) => fromFirst(counts)[0]?.at ?? [])
    .reduce<Date | null>((first, at) => (first && first <= at ? first : at), null);

/** Windows are as many steps of five minutes; of longer counts, as many of those. */
export const windowMinutesOf = ({ windowMinutes }: Pick<Sighting, "windowMinutes">, stepMs: number): number =>
  windowMinutes * Math.max(1, stepMs / (5 * minuteMs));

const wouldBe = (network: string, { at, sighting }: Judgement, stepMs: number): WouldBe[] =>
  sighting ? [{ at, network, sighting: { ...sighting, windowMinutes: windowMinutesOf(sighting, stepMs) } }] : [];

/** All networks together at the end of one step: the last hour, null where none was observed. */
interface Step {
  readonly at: Date;
  readonly lastHour: number | null;
}

function steps(feeds: readonly FeedCounts[], stepMs: number): readonly Step[] {
  const sums = new Map<number, number | null>();
  for (const { counts } of feeds)
    for (const { at, count } of counts) {
      const before = sums.get(at.getTime()) ?? null;
      sums.set(at.getTime(), count === null ? before : (before ?? 0) + count);
    }
  const rows = [...sums].sort(([a], [b]) => a - b);
  const per = Math.max(1, Math.round(hourMs / stepMs));
  let [sum, blind] = [0, 0];
  return rows.map(([atMs, count], i) => {
    const gone = rows[i - per];
    sum += (count ?? 0) - (gone?.[1] ?? 0);
    blind += Number(count === null) - Number(gone !== undefined && gone[1] === null);
    return { at: new Date(atMs + stepMs), lastHour: blind > 0 ? null : sum };
  });
}

/** The usual hour at a time: the mean of the same hour of the day, an hour to either side, in the two weeks before. */
function usualOf(all: readonly Step[]): (at: Date, before: Date) => number {
  const hours = all.filter(({ at, lastHour }) => lastHour !== null && at.getTime() % hourMs === 0);
  return (at, before) => {
    const known = hours.filter(
      (hour) => hour.at <= before && hour.at.getTime() > before.getTime() - usualMs && isNear(hour.at, at),
    );
    return known.reduce((sum, { lastHour }) => sum + (lastHour ?? 0), 0) / Math.max(known.length, 1);
  };
}

const isNear = (hour: Date, at: Date): boolean => {
  const apart = (hour.getUTCHours() - at.getUTCHours() + 24) % 24;
  return apart <= 2;
};

/** One incident is open at a time: what its other networks, or its own growth, raise meanwhile is no further alert. */
function apart(
  alerts: readonly Judged[],
  all: readonly Step[],
  usual: (at: Date, before: Date) => number,
): readonly Judged[] {
  const told: Judged[] = [];
  let overMs = Number.NEGATIVE_INFINITY;
  for (const alert of alerts) {
    if (alert.judgement.at.getTime() <= overMs) continue;
    told.push(alert);
    overMs = endOf(alert.judgement.at, all, usual);
  }
  return told;
}

/** When an incident that opens at `opened` is over. */
function endOf(opened: Date, all: readonly Step[], usual: (at: Date, before: Date) => number): number {
  let [phase, movedAt, peakCount] = ["rising" as Phase, opened, 0];
  for (const { at, lastHour } of all) {
    if (at < opened) continue;
    const next = nextPhase({ phase, peakCount, lastHour, expected: usual(at, opened), movedAt, at });
    if (next === "over") return at.getTime();
    const isHigher = lastHour !== null && lastHour > peakCount;
    if (isHigher || next !== phase) movedAt = at;
    [phase, peakCount] = [next, Math.max(peakCount, lastHour ?? 0)];
  }
  return Number.POSITIVE_INFINITY;
}
