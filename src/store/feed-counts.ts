import type { TransactionSql } from "postgres";
import type { FeedCounts } from "../model/reader.ts";
import type { Asked } from "./asked.ts";
import { bucketsOf } from "./buckets.ts";
import { coverageOf, coveredMs } from "./coverage.ts";
import type { Database } from "./database.ts";

interface Wanted {
  readonly feed: number;
  readonly from: Date;
  /** null = as far as it was observed. */
  readonly to: Date | null;
  readonly stepMs: number;
  readonly now: Date;
}

/**
 * Posts of one feed per step, from the step that holds `from` up to the last one that was observed to its end. A step that
 * was not observed throughout is null, as is one that is no longer known so finely.
 */
export const feedCounts = (
  { sql }: Database,
  wanted: Omit<Wanted, "to">,
): Promise<{ at: Date; count: number | null }[]> =>
  sql.begin("isolation level repeatable read read only", (tx) => stepsOf(tx, { ...wanted, to: null }));

/** The same of all the feeds that are asked about, each by itself. */
export async function countsOf(
  sql: TransactionSql,
  { feeds, from, to, now }: Asked,
  stepMs: number,
): Promise<FeedCounts[]> {
  const counts: FeedCounts[] = [];
  for (const { id, network } of feeds)
    counts.push({ feed: id, network, counts: await stepsOf(sql, { feed: id, from, to, stepMs, now }) });
  return counts;
}

async function stepsOf(tx: TransactionSql, { feed, from, to, stepMs, now }: Wanted) {
  const fromMs = Math.floor(from.getTime() / stepMs) * stepMs;
  const spans = (await coverageOf(tx, [feed], new Date(fromMs), to)).get(feed)?.spans ?? [];
  const seenMs = spans.at(-1)?.to.getTime() ?? fromMs;
  const toMs = Math.floor(Math.min(seenMs, to?.getTime() ?? seenMs) / stepMs) * stepMs;
  if (toMs <= fromMs) return [];
  const { filled, knownFromMs } = await bucketsOf(tx, { feeds: [feed], fromMs, toMs, stepMs, nowMs: now.getTime() });
  return Array.from({ length: (toMs - fromMs) / stepMs }, (_, i) => {
    const atMs = fromMs + i * stepMs;
    const known = atMs >= knownFromMs && coveredMs(spans, atMs, atMs + stepMs) === stepMs;
    const { posts, blurred } = filled.get(atMs) ?? { posts: 0, blurred: 0 };
    return { at: new Date(atMs), count: known && blurred === 0 ? posts : null };
  });
}
