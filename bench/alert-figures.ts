import { dayMs, minuteMs } from "../src/model/clock.ts";
import type { Figure } from "./bench.ts";
import {
  add,
  type Chance,
  type CountStream,
  chanceOf,
  everyWeek,
  quietStream,
  type StreamShape,
  withBursts,
} from "./count-streams.ts";
import { troubles } from "./count-troubles.ts";
import { quantile, shown, wilson } from "./intervals.ts";
import { alertsIn, warmMinutes } from "./stream-alerts.ts";

const rates = [0.5, 1, 3, 60, 1_200, 20_000] as const;
const troubledRates = [1, 60, 1_200] as const;
const days = 56;
/** Streams of each rate on which nothing happens, with bursts, and with each trouble. */
const streams = { quiet: 14, bursts: 8, troubled: 3 };
const minutesAWeek = (7 * dayMs) / minuteMs;
const quietMax = 0.05;

/** The tables of labelled streams, each made anew from the seed. */
export function alertFigures(seed: number): Figure[] {
  let made = seed * 1_000;
  const next = () => chanceOf(++made);
  return [
    ...rates.map((perHour) => quiet(perHour, next)),
    ...rates.flatMap((perHour) => bursts(perHour, next)),
    ...troubles.map((trouble) => {
      const spoiledOf = (perHour: number) => {
        const chance = next();
        const stream = trouble.spoil(quietStream(shapeOf(perHour, chance, trouble.shape), chance), chance);
        return inEvents(stream, alertsIn(stream));
      };
      return refused(trouble.name, spoiledOf);
    }),
    refused("one author posts 200 times in 20 minutes", (perHour) => storm(perHour, next())),
  ];
}

const shapeOf = (perHour: number, chance: Chance, more: Partial<StreamShape> = {}): StreamShape => ({
  perHour,
  days,
  size: perHour < 60 ? 4 : 8,
  offsetHours: Math.floor(chance() * 24),
  ...more,
});

const observedWeeks = (count: number): number => count * (days / 7 - warmMinutes / minutesAWeek);

function quiet(perHour: number, next: () => Chance): Figure {
  const alerts = sumOf(streams.quiet, () => {
    const chance = next();
    return alertsIn(quietStream(shapeOf(perHour, chance), chance)).length;
  });
  const weeks = observedWeeks(streams.quiet);
  return {
    bench: "alerts",
    metric: `quiet, ${perHour} posts/h`,
    value: alerts / weeks,
    unit: "alerts a week",
    against: `limit ${quietMax}; 95 %: ${shown(wilson(alerts, weeks))}`,
    ratio: alerts / weeks / quietMax,
  };
}

function bursts(perHour: number, next: () => Chance): Figure[] {
  const delays: number[] = [];
  let [alerts, right, events] = [0, 0, 0];
  for (let i = 0; i < streams.bursts; i++) {
    const chance = next();
    const stream = withBursts(quietStream(shapeOf(perHour, chance), chance), perHour, 2, chance);
    const found = alertsIn(stream);
    const isIn = (minute: number) => stream.events.some(({ from, to }) => minute >= from && minute < to);
    alerts += found.length;
    right += found.filter(isIn).length;
    events += stream.events.length;
    delays.push(...firstDelays(stream, found));
  }
  const limits = perHour >= 60 ? { recall: 0.95, precision: 0.95 } : { recall: 0.8, precision: 0.9 };
  const share = (what: "recall" | "precision", hits: number, of: number): Figure => ({
    bench: "alerts",
    metric: `bursts of 2×, ${perHour} posts/h: ${what}`,
    value: hits / of,
    unit: "",
    against: `at least ${limits[what]}; 95 %: ${shown(wilson(hits, of))}`,
    ratio: hits / of / limits[what],
  });
  const delay = (name: string, minutes: number, limit: number): Figure => ({
    bench: "alerts",
    metric: `bursts of 2×, ${perHour} posts/h: delay ${name}`,
    value: minutes,
    unit: "min",
    against: `at most ${limit} min, without posting it`,
    ratio: minutes / limit,
  });
  return [
    share("recall", delays.length, events),
    share("precision", right, alerts),
    delay("p50", quantile(delays, 0.5), 5),
    delay("p90", quantile(delays, 0.9), 15),
  ];
}

/** Minutes from the beginning of each burst to the end of the minute that raised its first alert. */
const firstDelays = ({ events }: CountStream, found: readonly number[]): number[] =>
  events.flatMap(({ from, to }) => {
    const first = found.find((minute) => minute >= from && minute < to);
    return first === undefined ? [] : [first + 1 - from];
  });

/** Those that what went wrong may have raised; all, where it went wrong all the time. */
const inEvents = ({ events }: CountStream, found: readonly number[]): readonly number[] =>
  found.filter((minute) => events.length === 0 || events.some(({ from, to }) => minute >= from && minute < to));

function refused(name: string, alertsOf: (perHour: number) => readonly number[]): Figure {
  const alerts = troubledRates.map((perHour) => sumOf(streams.troubled, () => alertsOf(perHour).length));
  const total = alerts.reduce((a, b) => a + b, 0);
  const weeks = observedWeeks(streams.troubled * troubledRates.length);
  return {
    bench: "alerts",
    metric: name,
    value: total,
    unit: "alerts",
    against: `none in ${weeks} weeks; at ${troubledRates.join(", ")} posts/h: ${alerts.join(", ")}`,
    ratio: total,
  };
}

/** Somebody posts 200 times in 20 minutes, once a week. */
function storm(perHour: number, chance: Chance): readonly number[] {
  const stream = quietStream(shapeOf(perHour, chance), chance);
  const loud = new Array<number>(stream.counts.length).fill(0);
  const moments = everyWeek(stream, chance);
  for (const from of moments) {
    for (let minute = from; minute < from + 20; minute++) {
      loud[minute] = 10;
      add(stream.counts, minute, 10);
    }
  }
  const events = moments.map((from) => ({ from, to: from + 120 }));
  return inEvents({ ...stream, events }, alertsIn(stream, loud));
}

function sumOf(count: number, each: () => number): number {
  let total = 0;
  for (let i = 0; i < count; i++) total += each();
  return total;
}
