import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { readConfig } from "../../src/config.ts";
import { createSimulator } from "../../src/sources/simulator.ts";
import { hashtagKey } from "../../src/text/hashtags.ts";
import { isRoot, nobody, nobodyRuns } from "../store/embedded-trial.ts";
import { type Installation, openInstallation, type Product } from "./product.ts";
import { visit } from "./visitor.ts";

const env = { SIMULATOR_POSTS_PER_HOUR: "200", SIMULATOR_FIRST_BURST_SECONDS: "0" };
/** Work that a killed process had in hand is free again after half a minute. */
const recovered = { timeout: 90_000, interval: 500 };

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

const heldOf = ({ query }: Installation, tag: string) =>
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
  const source = createSimulator(readConfig(env).simulator);
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

/** Every network read up to a moment after `since`, nothing missing, nothing twice, no hole. */
async function expectWhole(installation: Installation, tag: string, since: Date): Promise<void> {
  const readTo = async () => {
    const [row] = await installation.query<{ feeds: number; to: Date }>(`
      select count(*)::int as feeds, min(upper(v.seen)) as to from coverage v join feeds f on f.id = v.feed_id
      join subjects s on s.id = f.subject_id where s.key = '${tag}'`);
    return row?.feeds === 6 && row.to > since;
  };
  await expect.poll(readTo, recovered).toBe(true);
  const held = await heldOf(installation, tag);
  for (const feed of held) {
    const { posts, hours, seen } = feed;
    expect(seen).toHaveLength(1);
    expect({ posts, hours }).toEqual(await uninterrupted(feed));
  }
  expect(held.flatMap(({ posts }) => posts).length).toBeGreaterThan(10_000);
}

/** Resolves as soon as the first posts of a hashtag are stored: its back-fill is under way. */
async function backfilling(installation: Installation, tag: string): Promise<void> {
  const pages = async () => {
    const [row] = await installation.query<{ pages: number; complete: number }>(`
      select count(*)::int as pages, count(*) filter (where upper(v.seen) > now() - interval '1 minute')::int as complete
      from coverage v join feeds f on f.id = v.feed_id join subjects s on s.id = f.subject_id where s.key = '${tag}'`);
    return row ?? { pages: 0, complete: 0 };
  };
  for (let seen = await pages(); ; seen = await pages()) {
    if (seen.complete === 6) throw new Error("the back-fill was over before it could be interrupted");
    if (seen.pages > 0) return;
    await sleep(10);
  }
}

/** How often a card was posted, when it was last edited, and how many lines its table has. */
async function cardOf({ query }: Installation, title: string) {
  const [row] = await query<{ count: number; editedAt: Date | null; networks: number }>(`
    select count(*)::int as count, max(edited_at) as "editedAt",
      max(jsonb_path_query_first(content, '$.parts[*].rows.size()')::int) as networks
    from messages where content ->> 'title' like '${title}%'`);
  return row ?? { count: 0, editedAt: null, networks: 0 };
}

describe("whatever happens to the process, what was tracked goes on", { timeout: 150_000 }, () => {
  let installation: Installation;
  let product: Product;
  beforeAll(async () => {
    installation = openInstallation();
    product = await installation.start({ env });
  });
  afterAll(() => installation?.remove());

  test("told to stop in the middle of a back-fill it ends cleanly, and the next start loses nothing", async () => {
    await visit(product.url).say("/track #gentle");
    await backfilling(installation, "gentle");
    expect(await product.stop()).toBe(0);
    expect(installation.postgresPid()).toBeNull();
    expect(product.output()).toBe(`Groundswell is ready at ${product.url}\n`);

    const restartedAt = new Date();
    product = await installation.start({ env });
    await expectWhole(installation, "gentle", restartedAt);
  });

  test("killed in the middle of a back-fill with a board on show, all of it goes on after the next start", async () => {
    const visitor = visit(product.url);
    await visitor.say("/live #gentle");
    await visitor.say("/track #rough");
    await backfilling(installation, "rough");
    await product.kill();
    expect(installation.postgresPid()).not.toBeNull();

    const restartedAt = new Date();
    product = await installation.start({ env });
    await expectWhole(installation, "rough", restartedAt);
    await expectWhole(installation, "gentle", restartedAt);
    const board = () => cardOf(installation, "Live: #gentle");
    await expect.poll(async () => ((await board()).editedAt ?? 0) > restartedAt, recovered).toBe(true);
    expect((await board()).count).toBe(1);
    const tracking = async () => (await cardOf(installation, "Tracking #rough")).networks;
    await expect.poll(tracking, recovered).toBe(6);
    expect(await product.stop()).toBe(0);
    expect(installation.postgresPid()).toBeNull();
  });
});

const ordinary = nobodyRuns
  ? "an ordinary user"
  : `an ordinary user (skipped: ${isRoot ? "nobody cannot read this folder" : "the tests run as one already"})`;

test.skipIf(!nobodyRuns)(`${ordinary} starts it in a folder of their own`, async () => {
  const installation = openInstallation(nobody);
  try {
    const product = await installation.start();
    const visitor = visit(product.url);
    await visitor.say("/track #cats");
    expect((await visitor.articles()).at(-1)?.title).toMatch(/^Tracking #cats on /);
    expect(await product.stop()).toBe(0);
    expect(product.output()).toBe(`Groundswell is ready at ${product.url}\n`);
    expect(installation.postgresPid()).toBeNull();
  } finally {
    await installation.remove();
  }
});
