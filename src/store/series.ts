import type { TransactionSql } from "postgres";
import type { Point } from "../model/feed.ts";
import type { Series } from "../model/reader.ts";
import type { Asked } from "./asked.ts";
import { bucketsOf, type Grid, type Stretch } from "./buckets.ts";
import { type Coverage, coverageOf, coveredMs } from "./coverage.ts";

/**
 * Steps begin at whole multiples of `stepMs`; the first holds `from`, the last is whole even where `to` cuts it. A step sums
 * the feeds that were observed in it, if only for a part; where none was, it is blind.
 */
export async function seriesOf(sql: TransactionSql, asked: Asked, stepMs: number): Promise<Series> {
  const fromMs = Math.floor(asked.from.getTime() / stepMs) * stepMs;
  const toMs = Math.max(fromMs, Math.ceil(asked.to.getTime() / stepMs) * stepMs);
  const feeds = asked.feeds.map(({ id }) => id);
  const grid: Grid = { feeds, fromMs, toMs, stepMs, nowMs: asked.now.getTime() };
  const [coverage, { filled, knownFromMs, engagementFromMs }] = await Promise.all([
    coverageOf(sql, feeds, new Date(fromMs), new Date(toMs)),
    bucketsOf(sql, grid),
  ]);
  const { observed, blind } = sightOf(grid, coverage);
  const unseen = blind.length === 0 ? null : (await bucketsOf(sql, grid, blind)).filled;
  const points = observed.map((count, i): Point => {
    const atMs = fromMs + i * stepMs;
    const at = new Date(atMs);
    if (count === 0 || atMs < knownFromMs) return { at, posts: null, engagement: null };
    const all = filled.get(atMs) ?? nothing;
    const without = unseen?.get(atMs) ?? nothing;
    return {
      at,
      posts: all.blurred - without.blurred === count ? null : all.posts - without.posts,
      engagement: atMs < engagementFromMs ? null : all.engagement - without.engagement,
    };
  });
  return { stepMs, points, coverage: coveredFraction(asked, [...coverage.values()]) };
}

const nothing = { posts: 0, engagement: 0, blurred: 0 };

/** How many feeds were observed in each step, if only for a part; and where which was not. */
function sightOf(
  { feeds, fromMs, toMs, stepMs }: Grid,
  coverage: ReadonlyMap<number, Coverage>,
): { observed: readonly number[]; blind: readonly Stretch[] } {
  const observed = Array.from({ length: (toMs - fromMs) / stepMs }, () => 0);
  const blind: Stretch[] = [];
  const stepAt = (index: number) => fromMs + index * stepMs;
  for (const feed of feeds) {
    // Spans come oldest first and apart from each other, but two may lie in one step.
    let next = 0;
    for (const { from, to } of coverage.get(feed)?.spans ?? []) {
      const first = Math.max(next, Math.floor((from.getTime() - fromMs) / stepMs));
      const end = Math.ceil((to.getTime() - fromMs) / stepMs);
      if (first > next) blind.push({ feed, fromMs: stepAt(next), toMs: stepAt(first) });
      for (let i = first; i < end; i++) observed[i] = (observed[i] ?? 0) + 1;
      next = Math.max(next, end);
    }
    if (stepAt(next) < toMs) blind.push({ feed, fromMs: stepAt(next), toMs });
  }
  return { observed, blind };
}

/** Fraction of the asked time up to now that was observed, over all the feeds; 0 where there is none. */
export function coveredFraction({ from, to, now }: Asked, coverage: readonly Coverage[]): number {
  const [fromMs, toMs] = [from.getTime(), Math.min(to.getTime(), now.getTime())];
  if (toMs <= fromMs || coverage.length === 0) return 0;
  const covered = coverage.reduce((sum, { spans }) => sum + coveredMs(spans, fromMs, toMs), 0);
  return covered / (coverage.length * (toMs - fromMs));
}
