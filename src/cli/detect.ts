import { parseArgs } from "node:util";
import { faded } from "../analysis/gate.ts";
import { type Judgement, strengthOf, thresholds } from "../analysis/spikes.ts";
import { type Sensitivity, sensitivities } from "../model/tracker.ts";
import { newRowReader, takeRow } from "./count-rows.ts";
import { readJsonl } from "./jsonl.ts";
import { defineVerb } from "./verb.ts";

export default defineVerb({
  name: "detect",
  usage: "[--sensitivity sensitive|balanced|strict] < counts.jsonl > spikes.jsonl",
  help: 'Find bursts in a regular series of counts, one JSON object a line: {"t": epoch seconds or ISO time,"count": number or null} in; {"t","score","alert","expected","timesUsual","returnDays"} out. Each line is answered before the next is read',
  async run(args, io) {
    const sensitivity = readSensitivity(args);
    if (!sensitivity) {
      io.err(`detect reads counts from its standard input; all it takes is --sensitivity ${sensitivities.join("|")}.`);
      return 1;
    }
    let bad = 0;
    const onBad = (line: number, problem: string) => {
      bad += 1;
      io.err(`line ${line}: ${problem}`);
    };
    const answer = answerer(sensitivity);
    for await (const { line, value } of readJsonl(io.stdin, onBad)) {
      const answered = answer(value);
      if (typeof answered === "string") onBad(line, answered);
      else io.out(JSON.stringify(answered));
      await io.drained?.();
    }
    return bad > 0 ? 1 : 0;
  },
});

function readSensitivity(args: readonly string[]): Sensitivity | null {
  try {
    const { values } = parseArgs({
      args: [...args],
      options: { sensitivity: { type: "string", default: "balanced" } },
    });
    return sensitivities.find((name) => name === values.sensitivity) ?? null;
  } catch {
    return null;
  }
}

/** What is wrong with a line, or its answer. */
export function answerer(sensitivity: Sensitivity): (value: unknown) => string | object {
  const reader = newRowReader();
  const score = newsScore(sensitivity);
  return (value) => {
    const row = readRow(value);
    if (typeof row === "string") return row;
    const judged = takeRow(reader, row);
    if (typeof judged === "string") return judged;
    const seen = judged.sighting;
    return {
      t: row.t,
      score: Math.floor(score(judged) * 10_000) / 10_000,
      alert: judged.alerts.includes(sensitivity),
      expected: seen && rounded(seen.expected),
      timesUsual: seen && rounded(seen.count / Math.max(seen.expected, 1)),
      returnDays: seen && seen.returnDays !== null ? rounded(seen.returnDays) : null,
    };
  };
}

const rounded = (value: number): number => Math.round(value * 100) / 100;

interface Row {
  readonly t: string | number;
  readonly atMs: number;
  readonly count: number | null;
}

/** A row, or what is wrong with it. */
function readRow(value: unknown): Row | string {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return "not a JSON object";
  const { t, count } = value as Readonly<Record<string, unknown>>;
  if (count !== null && !(typeof count === "number" && count >= 0 && count <= Number.MAX_SAFE_INTEGER))
    return `"count" must be a number from 0 up, or null`;
  const atMs = readTime(t);
  if (atMs === null || (typeof t !== "string" && typeof t !== "number"))
    return `"t" must be epoch seconds or an ISO time`;
  return { t, atMs, count };
}

const isoTime = /^(\d{4}-\d\d-\d\d)(?:[T ](\d\d:\d\d(?::\d\d(?:\.\d+)?)?)(Z|[+-]\d\d:?\d\d)?)?$/u;
/** The end of what a Date can hold. */
const secondsMax = 8_640_000_000_000;

/** Epoch milliseconds of epoch seconds or an ISO time, which is UTC where it names no zone; null for anything else. */
function readTime(t: unknown): number | null {
  if (typeof t === "number") return Math.abs(t) <= secondsMax ? t * 1_000 : null;
  const match = typeof t === "string" ? isoTime.exec(t) : null;
  if (!match) return null;
  const [, day, time = "00:00", zone = "Z"] = match;
  const atMs = Date.parse(`${day}T${time}${zone}`);
  return Number.isNaN(atMs) ? null : atMs;
}

/**
 * The score as a series of scores is read, where every row at or over the threshold is an alert: an alert's own score; below
 * the threshold a new peak's (of the last days, the older the lower); and less than the threshold for all that tells nothing new.
 */
function newsScore(sensitivity: Sensitivity): (judgement: Judgement) => number {
  const threshold = thresholds[sensitivity];
  let peak = 0;
  let peakMs = 0;
  return ({ at, sighting, alerts }) => {
    const score = sighting?.score ?? 0;
    const strength = strengthOf(score);
    const isPeak = strength > peak * faded(at.getTime() - peakMs);
    if (isPeak) [peak, peakMs] = [strength, at.getTime()];
    return alerts.includes(sensitivity) || (isPeak && score < threshold) ? score : score * threshold;
  };
}
