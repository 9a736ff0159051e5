import { type hourMs, minuteMs } from "../model/clock.ts";
import { minutesKeptMs } from "../model/retention.ts";
import { arrayLiteral } from "./array-literal.ts";
import { asCollector } from "./collector.ts";
import type { Database } from "./database.ts";
import { lockNetworks } from "./ingest-lock.ts";
import { notices } from "./notice.ts";
import { observe } from "./writer.ts";

/** How many posts a network itself says there were, per minute or per hour. */
export interface NetworkCounts {
  readonly feed: number;
  /** When the network said so. */
  readonly at: Date;
  readonly stepMs: typeof minuteMs | typeof hourMs;
  /** Each begins at a whole step. */
  readonly buckets: readonly { readonly at: Date; readonly count: number }[];
}

/**
 * Sets (never adds) what a network counted, and marks that time as observed. An hour of which minutes were told counts what
 * they say, and what we saw in the minutes that were not.
 */
export async function writeCounts(database: Database, counts: NetworkCounts): Promise<void> {
  const { feed, at, stepMs } = counts;
  const since = at.getTime() - minutesKeptMs;
  const byTime = new Map(
    counts.buckets
      .filter((bucket) => stepMs > minuteMs || bucket.at.getTime() > since)
      .map(({ at, count }) => [at.toISOString(), count]),
  );
  await asCollector(database, async (sql) => {
    const [{ network } = { network: null }] = await sql<
      { network: string | null }[]
    >`select network from feeds where id = ${feed}`;
    if (network === null) throw new Error(`there is no feed ${feed}`);
    await lockNetworks(sql, [network]);
    const times = arrayLiteral([...byTime.keys()]);
    await sql`
      insert into ${sql(stepMs > minuteMs ? "rollup_hours" : "rollup_minutes")} (feed_id, at, counted)
      select ${feed}, at, counted from unnest(${times}::timestamptz[], ${arrayLiteral([...byTime.values()])}::int4[]) as c(at, counted)
      on conflict (feed_id, at) do update set counted = excluded.counted`;
    if (stepMs === minuteMs) {
      await sql`
        insert into rollup_hours (feed_id, at, counted)
        select feed_id, date_bin('1 hour', at, 'epoch') as hour, sum(coalesce(counted, observed)) from rollup_minutes
        where feed_id = ${feed} and date_bin('1 hour', at, 'epoch') in (
          select date_bin('1 hour', told, 'epoch') from unnest(${times}::timestamptz[]) as told
        ) and date_bin('1 hour', at, 'epoch') > ${new Date(since).toISOString()}::timestamptz
        group by feed_id, hour
        on conflict (feed_id, at) do update set counted = excluded.counted`;
    }
    const seen = [...byTime.keys()].map((time) => {
      const from = new Date(time);
      return { feed, span: { from, to: new Date(Math.min(from.getTime() + stepMs, at.getTime())) } };
    });
    await observe(sql, { seen, at });
    await Promise.all(notices(sql, [feed]));
  });
}
