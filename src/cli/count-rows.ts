import { type DetectorState, newDetector } from "../analysis/detector.ts";
import { advance, type Judgement } from "../analysis/spikes.ts";
import { minuteMs } from "../model/clock.ts";

export interface CountRow {
  /** Start of what the count covers. */
  readonly atMs: number;
  /** null = blind, as is a row that is missing. */
  readonly count: number | null;
}

/** Rows after which the step is taken as known; until then nothing is judged, which the detector could not do anyway. */
const firstRows = 12;
/** How far a row may be off its place, in steps. */
const slack = 0.25;

/** A regular series of any step, row by row: what is known of it so far. */
export interface RowReader {
  /** The first rows; empty once the step is known. */
  early: CountRow[];
  series: Series | null;
  last: Judgement | null;
}

interface Series {
  readonly startMs: number;
  readonly stepMs: number;
  /** Rows shorter than a minute are added up to counts of at least a minute. */
  readonly rowsPerCount: number;
  readonly detector: DetectorState;
  /** Number of the last row, from 0. */
  row: number;
  /** Sum of the rows of the unfinished count, null where one was blind or is missing; and how many there were. */
  sum: number | null;
  rows: number;
}

export const newRowReader = (): RowReader => ({ early: [], series: null, last: null });

/** What is to be said of a row, which never depends on a later one; or what is wrong with it (then it counts as missing). */
export function takeRow(reader: RowReader, row: CountRow): Judgement | string {
  const blank: Judgement = { at: new Date(row.atMs), sighting: null, alerts: [] };
  if (!reader.series) {
    const before = reader.early.at(-1);
    if (before && row.atMs <= before.atMs) return "not later than the row before it";
    reader.early.push(row);
    if (reader.early.length === firstRows) {
      reader.series = seriesOf(reader.early);
      for (const early of reader.early) place(reader.series, early);
      reader.early = [];
    }
    return blank;
  }
  const judged = place(reader.series, row);
  if (typeof judged === "string") return judged;
  if (judged) reader.last = judged;
  return judged ?? { ...(reader.last ?? blank), alerts: [] };
}

/** Rows are whole steps apart: the shortest distance tells how many each, and the span of all tells the step to the millisecond. */
function seriesOf(rows: readonly CountRow[]): Series {
  const startMs = rows[0]?.atMs ?? 0;
  const distances = rows.slice(1).map((row, i) => row.atMs - (rows[i]?.atMs ?? 0));
  const shortest = Math.min(...distances);
  const steps = distances.reduce((total, distance) => total + Math.round(distance / shortest), 0);
  const stepMs = ((rows.at(-1)?.atMs ?? 0) - startMs) / steps;
  const rowsPerCount = Math.max(1, Math.ceil(minuteMs / stepMs));
  return { startMs, stepMs, rowsPerCount, detector: newDetector(stepMs * rowsPerCount), row: -1, sum: 0, rows: 0 };
}

/** null = its count is not complete yet. */
function place(series: Series, { atMs, count }: CountRow): Judgement | string | null {
  const { startMs, stepMs, rowsPerCount, detector } = series;
  const exact = (atMs - startMs) / stepMs;
  const row = Math.round(exact);
  if (row <= series.row) return "not later than the row before it";
  if (Math.abs(exact - row) > slack) return `not on the grid of ${stepMs / 1_000} seconds that the first rows set`;
  const index = Math.floor(row / rowsPerCount);
  if (index !== Math.floor(series.row / rowsPerCount)) {
    series.sum = 0;
    series.rows = 0;
  }
  series.row = row;
  series.rows += 1;
  series.sum = count === null || series.sum === null ? null : series.sum + count;
  if (row % rowsPerCount !== rowsPerCount - 1) return null;
  const total = series.rows === rowsPerCount ? series.sum : null;
  return advance(detector, [{ at: new Date(startMs + index * rowsPerCount * stepMs), count: total }])[0] ?? null;
}
