import { spawnSync } from "node:child_process";
import { chmodSync, mkdtempSync, rmSync } from "node:fs";
import { availableParallelism, tmpdir } from "node:os";
import { join } from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import postgres, { type Sql } from "postgres";
import { drivenClock, hourMs } from "../src/model/clock.ts";
import type { Post } from "../src/model/post.ts";
import { openDatabase } from "../src/store/database.ts";
import { startEmbedded } from "../src/store/embedded.ts";
import { feeds as feedsOf, type StoredFeeds } from "../src/store/feeds.ts";
import { migrate } from "../src/store/migrate.ts";
import { type Bench, median } from "./bench.ts";

const laps = 5;
const lapPosts = 20_000;
const batchPosts = 1_000;
const singlePosts = 300;
const feedCount = 100;
const authorCount = 20_000;
const start = new Date("2026-01-10T12:00:00Z");

/**
 * Batches of posts, accounted in full (posts, authors, links, snapshots, minutes, hours and their distinct authors, coverage of
 * every feed, cursor) and safe on disk, beside the plainest way to bring the same posts into one table.
 */
const bench: Bench = {
  name: "ingest",
  async run() {
    const cores = stayOnOneCore() ? "one core" : `${availableParallelism()} cores`;
    const dataDir = mkdtempSync(join(tmpdir(), "groundswell-bench-"));
    chmodSync(dataDir, 0o711);
    const server = await startEmbedded({ dataDir, log: () => {} });
    try {
      await migrate(server.ownerUrl);
      return await measure(server.ownerUrl, server.appUrl, cores);
    } finally {
      await server.stop();
      rmSync(dataDir, { recursive: true, force: true });
    }
  },
};

export default bench;

/** This process with all it will start, so also its Postgres. Where there is no taskset (it is Linux's), nothing changes. */
function stayOnOneCore(): boolean {
  const core = String(availableParallelism() - 1);
  return spawnSync("taskset", ["-a", "-p", "-c", core, String(process.pid)]).status === 0;
}

async function measure(ownerUrl: string, appUrl: string, cores: string) {
  const database = openDatabase(appUrl);
  const owner = postgres(ownerUrl, { max: 1, onnotice: () => {}, connection: { synchronous_commit: "on" } });
  try {
    for (const table of ["copied", "inserted"]) {
      // As full as the pages of posts: LIKE leaves that out.
      await owner`create table ${owner(table)} (like posts including all) with (fillfactor = 75)`;
    }
    const feeds = feedsOf(database, drivenClock(start));
    const write = batches(feeds, await followed(feeds));
    await write(0, 1);
    const times: Record<"fresh" | "half" | "copied" | "single", number>[] = [];
    for (let lap = 1; lap <= laps; lap++) {
      const fresh = await rate(lapPosts, () => write(lap * 3, 1));
      const copied = await rate(lapPosts, () => copy(owner, postsOf(lap)));
      const half = await rate(lapPosts, () => write(lap * 3 + 1, 2));
      const single = await rate(singlePosts, () => insertEach(owner, postsOf(lap).slice(0, singlePosts)));
      times.push({ fresh, half, copied, single });
    }
    const figure = (metric: string, of: "fresh" | "half", beside: "copied" | "single", against: string) => ({
      bench: "ingest",
      metric: `${metric}, ${cores}`,
      value: median(times.map((lap) => lap[of])),
      unit: "posts/s",
      against,
      ratio: median(times.map((lap) => lap[of] / lap[beside])),
    });
    const copying = "COPY FROM STDIN of as many posts alone into the same table with the same indexes";
    return [
      figure("accounted in batches of 1,000, half of them known", "half", "copied", copying),
      figure("accounted in batches of 1,000, all new", "fresh", "copied", copying),
      figure(
        "accounted in batches of 1,000, half of them known",
        "half",
        "single",
        "INSERT of posts alone, one by one",
      ),
    ];
  } finally {
    await owner.end();
    await database.close();
  }
}

async function followed(feeds: StoredFeeds): Promise<readonly number[]> {
  const wanted = Array.from({ length: feedCount }, (_, i) => ({
    source: "bluesky",
    network: "bluesky",
    subject: { kind: "hashtag" as const, key: `tag${i}`, display: `Tag${i}` },
    workspace: null,
  }));
  return (await feeds.ensureMany(wanted)).map(({ id }) => id);
}

/** Writes the posts of a round; where `each` is 2, half of every batch was in the batch before it too. */
const batches = (store: StoredFeeds, feeds: readonly number[]) => async (round: number, each: 1 | 2) => {
  for (let done = 0; done < lapPosts; done += batchPosts) {
    const from = round * lapPosts + done / each;
    const at = new Date(start.getTime() + from * 10 + hourMs);
    const posts = Array.from({ length: batchPosts }, (_, i) => ({
      post: samplePost(from + i - (each === 2 && done > 0 ? batchPosts / 2 : 0)),
      feeds: feeds.slice((from + i) % feedCount, ((from + i) % feedCount) + 1),
    }));
    const span = { from: new Date(at.getTime() - (batchPosts / each) * 10), to: at };
    const seen = feeds.map((feed) => ({ feed, span }));
    await store.write({ posts, at, seen, cursor: { name: "stream:bluesky", value: `${from}` } });
  }
};

const postsOf = (round: number): readonly Post[] =>
  Array.from({ length: lapPosts }, (_, i) => samplePost(round * lapPosts + i));

function samplePost(n: number): Post {
  const author = (n * 7_919) % authorCount;
  return {
    network: "bluesky",
    id: `at://did:plc:${author.toString(36).padStart(24, "k")}/app.bsky.feed.post/${n.toString(36).padStart(13, "3")}`,
    author: {
      id: `did:plc:${author.toString(36)}`,
      handle: `user${author}.bsky.social`,
      name: `User ${author}`,
      followers: author,
      verified: null,
      automated: null,
    },
    postedAt: new Date(start.getTime() + n * 10),
    kind: "original",
    content: "text",
    text: `Post number ${n} says about as much on #worldcup as people say: some eighty letters`,
    title: null,
    url: `https://bsky.app/profile/user${author}.bsky.social/post/${n.toString(36)}`,
    language: "en",
    tags: [{ key: "worldcup", display: "WorldCup" }],
    topics: ["sports"],
    sentiment: n % 3 === 0 ? "positive" : "neutral",
    location: null,
    community: null,
    client: null,
    sensitive: false,
    media: [],
    counters: { likes: n % 50, shares: n % 7, replies: n % 3, views: null },
    extras: {},
  };
}

async function rate(posts: number, work: () => Promise<void>): Promise<number> {
  const began = performance.now();
  await work();
  return (posts * 1_000) / (performance.now() - began);
}

const columns = [
  "network",
  "id",
  "author_id",
  "posted_at",
  "kind",
  "content",
  "language",
  "sentiment",
  "text",
  "tags",
  "topics",
  "likes",
  "shares",
  "replies",
  "sensitive",
  "seen_at",
  "more",
];

const valuesOf = (post: Post): string[] => {
  const { likes, shares, replies } = post.counters;
  return [
    post.network,
    post.id,
    post.author?.id ?? "",
    post.postedAt.toISOString(),
    post.kind,
    post.content,
    post.language ?? "",
    post.sentiment ?? "",
    post.text,
    `{${post.tags.map(({ key }) => key)}}`,
    `{${post.topics}}`,
    `${likes}`,
    `${shares}`,
    `${replies}`,
    `${post.sensitive}`,
    post.postedAt.toISOString(),
    JSON.stringify({ url: post.url }),
  ];
};

async function copy(sql: Sql, posts: readonly Post[]): Promise<void> {
  const chunks = Array.from({ length: posts.length / batchPosts }, (_, i) =>
    posts
      .slice(i * batchPosts, (i + 1) * batchPosts)
      .map((post) => `${valuesOf(post).join("\t")}\n`)
      .join(""),
  );
  await pipeline(
    Readable.from(chunks),
    await sql`copy copied (${sql.unsafe(columns.join(", "))}) from stdin`.writable(),
  );
}

async function insertEach(sql: Sql, posts: readonly Post[]): Promise<void> {
  const text = `insert into inserted (${columns}) values (${columns.map((_, i) => `$${i + 1}`)})
    on conflict (network, id) do update set likes = excluded.likes, shares = excluded.shares, replies = excluded.replies`;
  for (const post of posts) await sql.unsafe(text, valuesOf(post), { prepare: true });
}
