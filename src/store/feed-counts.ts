import { bucketsOf } from "./buckets.ts";
import { coverageOf, coveredMs } from "./coverage.ts";
import type { Database } from "./database.ts";

/**
 * Posts of one feed per step, from the step that holds `from` up to the last one that was observed to its end. A step that
 * was not observed throughout is null, as is one that is no longer known so finely.
 */
export async function feedCounts(
  { sql }: Database,
  { feed, from, stepMs, now }: { feed: number; from: Date; stepMs: number; now: Date },
): Promise<{ at: Date; count: number | null }[]> {
  const fromMs = Math.floor(from.getTime() / stepMs) * stepMs;
  const nowMs = now.getTime();
  return sql.begin("isolation level repeatable read read only", async (tx) => {
    const spans = (await coverageOf(tx, [feed], new Date(fromMs), null)).get(feed)?.spans ?? [];
    const toMs = Math.floor((spans.at(-1)?.to.getTime() ?? fromMs) / stepMs) * stepMs;
    if (toMs <= fromMs) return [];
    const { filled, knownFromMs } = await bucketsOf(tx, { feeds: [feed], fromMs, toMs, stepMs, nowMs });
    return Array.from({ length: (toMs - fromMs) / stepMs }, (_, i) => {
      const atMs = fromMs + i * stepMs;
      const known = atMs >= knownFromMs && coveredMs(spans, atMs, atMs + stepMs) === stepMs;
      const { posts, blurred } = filled.get(atMs) ?? { posts: 0, blurred: 0 };
      return { at: new Date(atMs), count: known && blurred === 0 ? posts : null };
    });
  });
}
