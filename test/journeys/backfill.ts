import { setTimeout as sleep } from "node:timers/promises";
import { readConfig } from "../../src/config.ts";
import { createSimulator } from "../../src/sources/simulator.ts";
import { hashtagKey } from "../../src/text/hashtags.ts";

/** How the product is started where these functions look at it: enough to read that one can interrupt it. */
export const backfillEnv = { SIMULATOR_POSTS_PER_HOUR: "100", SIMULATOR_FIRST_BURST_SECONDS: "0" };

/** The simulator's networks, each a feed. */
export const networks = 6;

/** One question to the database of the product. */
export type Query = <T extends object>(text: string) => Promise<T[]>;

/** What one feed holds at one moment. */
interface Held {
  readonly tag: string;
  readonly network: string;
  /** The simulator's own: what was read lies in [startedAt, at). */
  readonly cursor: string;
  readonly posts: readonly string[];
  /** Posts by the hour they were posted in, as the rollups have them. */
  readonly hours: Readonly<Record<string, number>>;
  /** Stretches of time that were observed, as [from, to] pairs. */
  readonly seen: readonly (readonly [string, string])[];
}

const heldOf = (query: Query, tag: string) =>
  query<Held>(`
    select s.key as tag, f.network, c.value as cursor,
      (select coalesce(jsonb_agg(p.id order by p.id collate "C"), '[]') from feed_posts fp join posts p on p.key = fp.post_key
        where fp.feed_id = f.id) as posts,
      (select coalesce(jsonb_object_agg(to_char(r.at at time zone 'utc', 'YYYY-MM-DD"T"HH24'), r.observed), '{}')
        from rollup_hours r where r.feed_id = f.id and r.observed <> 0) as hours,
      (select jsonb_agg(jsonb_build_array(lower(span), upper(span))) from unnest(v.seen) as span) as seen
    from feeds f join subjects s on s.id = f.subject_id join coverage v on v.feed_id = f.id
      join cursors c on c.name = 'feed:' || f.id
    where s.key = '${tag}' order by f.network`);

/** What a run that nothing interrupted would have read of this feed up to the same moment. */
async function uninterrupted({ tag, network, cursor }: Held): Promise<Pick<Held, "posts" | "hours">> {
  const { at, ...rest } = JSON.parse(cursor) as { startedAt: number; at: number; followedAt: number };
  const source = createSimulator(readConfig(backfillEnv).simulator);
  const connection = source.connect({ clock: { now: () => new Date(at) } } as Parameters<typeof source.connect>[0]);
  const subject = { kind: "hashtag" as const, key: hashtagKey(tag), display: tag };
  const posts = new Map<string, string>();
  let from = JSON.stringify({ ...rest, at: rest.startedAt });
  for (let more = true; more; ) {
    const page = await connection.search?.(
      { network, subject, cursor: from, since: new Date(rest.startedAt) },
      AbortSignal.timeout(60_000),
    );
    if (!page) throw new Error("the simulator cannot be searched");
    for (const post of page.posts) posts.set(post.id, post.postedAt.toISOString().slice(0, 13));
    ({ cursor: from, more } = page);
  }
  const hours: Record<string, number> = {};
  for (const hour of posts.values()) hours[hour] = (hours[hour] ?? 0) + 1;
  return { posts: [...posts.keys()].sort(), hours };
}

/** Whether every network was read up to a moment after `since`. */
export async function isReadSince(query: Query, tag: string, since: Date): Promise<boolean> {
  const [row] = await query<{ feeds: number; to: Date }>(`
    select count(*)::int as feeds, min(upper(v.seen)) as to from coverage v join feeds f on f.id = v.feed_id
    join subjects s on s.id = f.subject_id where s.key = '${tag}'`);
  return row?.feeds === networks && row.to > since;
}

/** Each feed as it is, and as it would be had nothing interrupted it: nothing missing, nothing twice, no hole. */
export async function comparedFeeds(query: Query, tag: string) {
  const held = await heldOf(query, tag);
  return Promise.all(
    held.map(async (feed) => ({
      is: { posts: feed.posts, hours: feed.hours, stretches: feed.seen.length },
      shouldBe: { ...(await uninterrupted(feed)), stretches: 1 },
    })),
  );
}

/** Resolves as soon as the first posts of a hashtag are stored: its back-fill is under way. */
export async function backfilling(query: Query, tag: string): Promise<void> {
  const pages = async () => {
    const [row] = await query<{ pages: number; complete: number }>(`
      select count(*)::int as pages, count(*) filter (where upper(v.seen) > now() - interval '1 minute')::int as complete
      from coverage v join feeds f on f.id = v.feed_id join subjects s on s.id = f.subject_id where s.key = '${tag}'`);
    return row ?? { pages: 0, complete: 0 };
  };
  for (let seen = await pages(); ; seen = await pages()) {
    if (seen.complete === networks) throw new Error("the back-fill was over before it could be interrupted");
    if (seen.pages > 0) return;
    await sleep(10);
  }
}
