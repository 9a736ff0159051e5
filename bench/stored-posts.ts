import { chmodSync, existsSync, mkdirSync, rmSync, statfsSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import postgres, { type Sql } from "postgres";
import { dayMs } from "../src/model/clock.ts";
import { minutesKeptMs } from "../src/model/retention.ts";
import { listedBitsMax } from "../src/store/collected-tables.ts";
import { type Embedded, startEmbedded } from "../src/store/embedded.ts";
import { migrate } from "../src/store/migrate.ts";
import { sketchPosition } from "../src/store/sketch.ts";

/** The week that is asked about ends here. */
export const end = new Date("2026-01-10T00:00:00Z");
export const weekMs = 7 * dayMs;
export const start = new Date(end.getTime() - weekMs);
export const workspace = "slack:bench";
export const subjectCount = 1_000;

const networks = ["bluesky", "mastodon", "youtube", "reddit", "x", "tiktok"] as const;
const authorCount = 500_000;
const chunkPosts = 250_000;
/** What ten million take, with indexes, rollups and Postgres' own log, with room to spare. */
const bytesPerPost = 2_000;
/** Raised when what is generated becomes something else. */
const version = 2;

const say = (line: string) => void process.stderr.write(`${line}\n`);

/** A server with this many posts of a week in it; they are made once and kept in BENCH_CACHE (default: the folder for temporary files). */
export async function openStoredPosts(posts: number): Promise<Embedded> {
  const parent = process.env["BENCH_CACHE"] ?? tmpdir();
  const dataDir = join(parent, `groundswell-bench-queries-${version}-${posts}`);
  const done = join(dataDir, "complete");
  if (!existsSync(done)) {
    mkdirSync(parent, { recursive: true });
    const free = statfsSync(parent);
    const needed = posts * bytesPerPost;
    if (free.bavail * free.bsize < needed)
      throw new Error(
        `${parent} has not the ${Math.ceil(needed / 1e9)} GB free that are needed: set BENCH_CACHE, or BENCH_POSTS to fewer`,
      );
    rmSync(dataDir, { recursive: true, force: true });
    mkdirSync(dataDir);
    // Started by root, Postgres runs as another user, who has to get in.
    chmodSync(dataDir, 0o711);
    await generate(dataDir, posts);
    writeFileSync(done, "");
  }
  const server = await startEmbedded({ dataDir, log: say });
  await migrate(server.ownerUrl, { log: say });
  return server;
}

const haste = {
  fsync: "off",
  full_page_writes: "off",
  synchronous_commit: "off",
  max_wal_size: "8GB",
  shared_buffers: "1GB",
  work_mem: "512MB",
  maintenance_work_mem: "512MB",
};

async function generate(dataDir: string, posts: number): Promise<void> {
  say(`Making ${posts.toLocaleString("en")} posts in ${dataDir}, once`);
  const server = await startEmbedded({ dataDir, log: say, settings: haste });
  try {
    await migrate(server.ownerUrl);
    const sql = postgres(server.ownerUrl, { max: 1, onnotice: () => {} });
    await fill(sql, posts).finally(() => sql.end());
  } finally {
    await server.stop();
  }
}

async function fill(sql: Sql, posts: number): Promise<void> {
  await makeSubjects(sql);
  await makeAuthors(sql);
  await makePosts(sql, posts);
  await makeRollups(sql);
  await sql`drop table bench_feeds, bench_authors`;
  say("… vacuum");
  await sql`vacuum (freeze, analyze)`;
  await sql`checkpoint`;
}

/** Every subject is tracked in one workspace, on every network; a tenth of the feeds was blind for twenty minutes each day. */
async function makeSubjects(sql: Sql): Promise<void> {
  await sql`insert into workspaces (id, surface, name, created_at) values (${workspace}, 'slack', 'Bench', ${start})`;
  await sql`
    insert into subjects (kind, key, display)
    select 'hashtag', 'subject' || rank, 'Subject' || rank from generate_series(1, ${subjectCount}::int) rank order by rank`;
  await sql`
    insert into feeds (source, network, subject_id)
    select network, network, s.id from unnest(${[...networks]}::text[]) network cross join subjects s order by s.id, network`;
  await sql`
    insert into trackers (workspace_id, surface, channel_id, subject_id, display, networks, pace_ms, sensitivity, created_by, created_at)
    select ${workspace}, 'slack', 'C' || id % 50, id, display, ${[...networks]}::text[], 60000, 'balanced', '{}', ${start} from subjects order by id`;
  await sql`
    insert into listeners (feed_id, tracker_id, workspace_id, pace_ms)
    select f.id, t.id, ${workspace}, 60000 from feeds f join trackers t on t.subject_id = f.subject_id`;
  await sql`
    insert into coverage (feed_id, seen, last_seen_at)
    select id, tstzmultirange(tstzrange(${start}, ${end})) - case when id % 10 = 0 then (
      select range_agg(tstzrange(at, at + interval '20 minutes'))
      from generate_series(${start}::timestamptz + interval '90 minutes', ${end}::timestamptz - interval '1 hour', interval '1 day') at
    ) else '{}' end, ${end}
    from feeds`;
  await sql`
    create unlogged table bench_feeds as
    select s.id as rank, f.network, f.id as feed_id from feeds f join subjects s on s.id = f.subject_id`;
}

async function makeAuthors(sql: Sql): Promise<void> {
  await sql`create unlogged table bench_authors (number int primary key, network text not null, id text not null, bit smallint not null)`;
  const lines = function* () {
    for (let n = 0; n < authorCount; n++) {
      const network = networks[Math.floor(7 ** (((n * 7_919) % 1_000) / 1_000)) - 1] ?? networks[0];
      const id = `did:plc:${String(n).padStart(24, "0")}`;
      yield `${n}\t${network}\t${id}\t${sketchPosition(network, id)}\n`;
    }
  };
  await pipeline(Readable.from(lines()), await sql`copy bench_authors from stdin`.writable());
  await sql`
    insert into authors (network, id, handle, followers, influencer, seen_at)
    select network, id, 'user' || number, number, number > 100000, ${end} from bench_authors`;
  await sql`analyze bench_authors`;
}

/** A number in [0, 1) that post `n` always has; `salt` makes others of it. */
const chance = (salt: number): string => `((hashint8extended(n, ${salt}) & 4294967295) / 4294967296.0::float8)`;

/** Of rank r there are about 1/r as many as of the first: a tenth of all posts is about the first subject. */
async function makePosts(sql: Sql, posts: number): Promise<void> {
  for (let from = 1; from <= posts; from += chunkPosts) {
    const to = Math.min(from + chunkPosts - 1, posts);
    const drawn = `
      select n, a.network, a.id as author_id, a.bit, floor(power(${subjectCount + 1}, ${chance(1)}))::int as rank,
        timestamptz '${start.toISOString()}' + (n - 1) * interval '${(weekMs * 1_000) / posts} microseconds' as posted_at
      from generate_series(${from}::int8, ${to}::int8) n
      join bench_authors a on a.number = floor(${authorCount} * ${chance(2)})::int`;
    await sql.unsafe(`
      with drawn as materialized (${drawn}),
      stored as (
        insert into posts (key, network, id, author_id, posted_at, kind, content, language, sentiment, text, tags, topics, likes, shares, replies, seen_at)
        overriding system value
        select n, network, 'at://' || author_id || '/app.bsky.feed.post/' || n, author_id, posted_at,
          (array['original', 'original', 'reply', 'repost', 'quote'])[1 + floor(5 * ${chance(3)})::int], 'text',
          (array['en', 'en', 'es', 'pt', 'ja', 'ar', null])[1 + floor(7 * ${chance(4)})::int],
          (array['positive', 'neutral', 'negative'])[1 + floor(3 * ${chance(5)})::int],
          'Post ' || n || ' says about as much on #subject' || rank || ' as people say: some eighty letters',
          array['subject' || rank], array['sports'], floor(power(5000, power(${chance(6)}, 4)))::int - 1,
          floor(20 * power(${chance(7)}, 6))::int, floor(10 * power(${chance(8)}, 6))::int, timestamptz '${end.toISOString()}'
        from drawn order by n
      )
      insert into feed_posts (feed_id, posted_at, post_key, author_bit)
      select f.feed_id, d.posted_at, d.n, d.bit from drawn d join bench_feeds f using (rank, network) order by d.n`);
    say(`… ${to.toLocaleString("en")} posts`);
  }
  await sql`select setval(pg_get_serial_sequence('posts', 'key'), ${posts})`;
  await sql`analyze posts`;
  await sql`analyze feed_posts`;
}

/** As the writer would have left them: of every post, in the minute and the hour it was posted, in the order of time. */
async function makeRollups(sql: Sql): Promise<void> {
  const sums = `count(*) as observed, sum(likes::int8 + shares + replies) as engagement,
    count(*) filter (where sentiment = 'negative') as negative, count(*) filter (where sentiment = 'neutral') as neutral, count(*) filter (where sentiment = 'positive') as positive`;
  for (let fromMs = start.getTime(); fromMs < end.getTime(); fromMs += dayMs) {
    const within = `fp.posted_at >= '${new Date(fromMs).toISOString()}' and fp.posted_at < '${new Date(fromMs + dayMs).toISOString()}'`;
    await sql.unsafe(`
      insert into rollup_hours (feed_id, at, observed, engagement, negative, neutral, positive, author_bits, authors)
      select feed_id, at, observed, engagement, negative, neutral, positive,
        case when cardinality(bits) > ${listedBitsMax} then '{}' else bits end,
        case when cardinality(bits) > ${listedBitsMax} then (select author_sketch(bit, 1) from unnest(bits) bit) end
      from (
        select fp.feed_id, date_bin('1 hour', fp.posted_at, 'epoch') as at, ${sums}, array_agg(fp.author_bit) as bits
        from feed_posts fp join posts p on p.key = fp.post_key where ${within} group by 1, 2
      ) hour
      order by at, feed_id`);
    say(`… hours of ${new Date(fromMs).toISOString().slice(0, 10)}`);
  }
  await sql.unsafe(`
    insert into rollup_minutes (feed_id, at, observed, engagement, negative, neutral, positive)
    select fp.feed_id, date_bin('1 minute', fp.posted_at, 'epoch') as at, ${sums}
    from feed_posts fp join posts p on p.key = fp.post_key
    where fp.posted_at >= '${new Date(end.getTime() - minutesKeptMs).toISOString()}' group by 1, 2 order by 2, 1`);
}
