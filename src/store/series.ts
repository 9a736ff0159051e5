import type { TransactionSql } from "postgres";
import type { Point } from "../model/feed.ts";
import type { Series } from "../model/reader.ts";
import type { Asked } from "./asked.ts";
import { bucketsOf } from "./buckets.ts";
import { type Coverage, coverageOf, coveredMs } from "./coverage.ts";

/**
 * Steps begin at whole multiples of `stepMs`; the first holds `from`, the last is whole even where `to` cuts it. A step sums
 * the feeds that were observed in it, if only for a part; where none was, it is blind.
 */
export async function seriesOf(sql: TransactionSql, asked: Asked, stepMs: number): Promise<Series> {
  const fromMs = Math.floor(asked.from.getTime() / stepMs) * stepMs;
  const toMs = Math.max(fromMs, Math.ceil(asked.to.getTime() / stepMs) * stepMs);
  const feeds = asked.feeds.map(({ id }) => id);
  const [coverage, { filled, knownFromMs, engagementFromMs }] = await Promise.all([
    coverageOf(sql, feeds, new Date(fromMs), new Date(toMs)),
    bucketsOf(sql, { feeds, fromMs, toMs, stepMs, nowMs: asked.now.getTime() }),
  ]);
  const byStep = new Map(filled.map((bucket) => [`${bucket.feed} ${bucket.atMs}`, bucket]));
  const points = Array.from({ length: (toMs - fromMs) / stepMs }, (_, i): Point => {
    const atMs = fromMs + i * stepMs;
    const observed = feeds.filter((feed) => coveredMs(coverage.get(feed)?.spans ?? [], atMs, atMs + stepMs) > 0);
    const at = new Date(atMs);
    if (observed.length === 0 || atMs < knownFromMs) return { at, posts: null, engagement: null };
    const found = observed.map((feed) => byStep.get(`${feed} ${atMs}`) ?? { posts: 0, engagement: 0 });
    return {
      at,
      posts: sumOfKnown(found.map(({ posts }) => posts)),
      engagement: atMs < engagementFromMs ? null : sumOfKnown(found.map(({ engagement }) => engagement)),
    };
  });
  return { stepMs, points, coverage: coveredFraction(asked, [...coverage.values()]) };
}

/** null only where nothing is known. */
function sumOfKnown(values: readonly (number | null)[]): number | null {
  const known = values.filter((value) => value !== null);
  return known.length === 0 ? null : known.reduce((sum, value) => sum + value, 0);
}

/** Fraction of the asked time up to now that was observed, over all the feeds; 0 where there is none. */
export function coveredFraction({ from, to, now }: Asked, coverage: readonly Coverage[]): number {
  const [fromMs, toMs] = [from.getTime(), Math.min(to.getTime(), now.getTime())];
  if (toMs <= fromMs || coverage.length === 0) return 0;
  const covered = coverage.reduce((sum, { spans }) => sum + coveredMs(spans, fromMs, toMs), 0);
  return covered / (coverage.length * (toMs - fromMs));
}
