import { z } from "zod";

/**
 * When a feed was last this busy: a falling staircase of [time in ms, count], oldest and highest first, in which every count
 * was not reached again since.
 */
export const recordsSchema = z.array(z.tuple([z.number(), z.number()]));
export type Records = z.infer<typeof recordsSchema>;

/** Where more are needed, the two closest become one, later and higher than either: answers may be too small, never too big. */
const recordsMax = 16;
/** Smaller counts are no bursts, and not worth remembering. */
const countMin = 5;

export function learnRecord(records: Records, atMs: number, count: number): void {
  if (count < countMin) return;
  while ((records.at(-1)?.[1] ?? Number.POSITIVE_INFINITY) <= count) records.pop();
  records.push([atMs, count]);
  if (records.length > recordsMax) mergeClosest(records);
}

/** When the count was last at least `count`; null = never. */
export const lastAsHigh = (records: Records, count: number): number | null =>
  records.findLast(([, high]) => high >= count)?.[0] ?? null;

function mergeClosest(records: Records): void {
  let index = 1;
  let closest = Number.POSITIVE_INFINITY;
  for (let i = 1; i < records.length; i++) {
    const ratio = (records[i - 1]?.[1] ?? 0) / (records[i]?.[1] ?? 1);
    if (ratio < closest) [index, closest] = [i, ratio];
  }
  const [higher, later] = [records[index - 1], records[index]];
  if (higher && later) records.splice(index - 1, 2, [later[0], higher[1]]);
}
