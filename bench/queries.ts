import { deepStrictEqual } from "node:assert/strict";
import postgres, { type Sql } from "postgres";
import { drivenClock, hourMs } from "../src/model/clock.ts";
import type { PostFilter, Reader, Scope } from "../src/model/reader.ts";
import { openDatabase } from "../src/store/database.ts";
import { reader } from "../src/store/reader.ts";
import { type Bench, type Figure, median } from "./bench.ts";
import { end, openStoredPosts, start, subjectCount, workspace } from "./stored-posts.ts";

const rounds = 15;
/** Asked before it is timed: plans are made, and the code of both sides is compiled. */
const warmUpMs = 500;
/** Some questions take the posts minutes to answer; those are asked once, the others again until this time is over. */
const rawPatienceMs = 5_000;

/**
 * A week of ten million posts (or of BENCH_POSTS), asked through the product's own readers as it ships them, beside the same
 * question asked of the posts one by one. Every answer is compared before it is timed.
 */
const bench: Bench = {
  name: "queries",
  async run() {
    const posts = Number(process.env["BENCH_POSTS"] ?? 10_000_000);
    const server = await openStoredPosts(posts);
    const database = openDatabase(server.appUrl);
    // As well as it can: one plan for each question, and memory to join in.
    const connection = { work_mem: "1GB", plan_cache_mode: "force_custom_plan" };
    const raw = postgres(server.ownerUrl, { max: 1, onnotice: () => {}, connection });
    try {
      return await measure(reader(database, workspace, drivenClock(end)), raw, posts);
    } finally {
      await raw.end();
      await database.close();
      await server.stop();
    }
  },
};

export default bench;

/** One question: what the product says, and what the posts themselves say. */
interface Question {
  readonly metric: string;
  readonly limitMs?: number;
  readonly ask: () => Promise<unknown>;
  readonly raw: () => Promise<unknown>;
}

async function measure(ask: Reader, sql: Sql, posts: number): Promise<Figure[]> {
  const size = `${(posts / 1e6).toLocaleString("en")} M posts`;
  const scopes = await scopesOf(sql);
  const figures: Figure[] = [];
  for (const question of questions(ask, sql, scopes)) {
    process.stderr.write(`… ${question.metric}\n`);
    for (const warmAt = performance.now() + warmUpMs; performance.now() < warmAt; ) await question.ask();
    const asked: number[] = [];
    const raw: number[] = [];
    for (let round = 0; round < rounds; round++) {
      const [answer, askMs] = await timed(question.ask);
      asked.push(askMs);
      if (raw.reduce((sum, ms) => sum + ms, 0) > rawPatienceMs) continue;
      const [expected, rawMs] = await timed(question.raw);
      raw.push(rawMs);
      deepStrictEqual(answer, expected);
    }
    const value = median(asked);
    const figure = { bench: "queries", metric: `${question.metric}, ${size}`, value, unit: "ms" };
    figures.push({ ...figure, against: "the same asked of the posts one by one", ratio: value / median(raw) });
    const { limitMs } = question;
    if (limitMs !== undefined)
      figures.push({ ...figure, against: `the limit of ${limitMs} ms`, ratio: value / limitMs });
  }
  return figures;
}

async function timed<T>(work: () => Promise<T>): Promise<[T, number]> {
  const began = performance.now();
  const answer = await work();
  return [answer, performance.now() - began];
}

interface Subject {
  readonly scope: Scope;
  readonly posts: number;
  readonly name: string;
}

interface Scopes {
  /** The one most is said about, the one nearest to 100,000 posts, and one as most are. */
  readonly hottest: Subject;
  readonly hot: Subject;
  readonly usual: Subject;
  readonly all: Scope;
}

async function scopesOf(sql: Sql): Promise<Scopes> {
  const rows = await sql<{ id: string; display: string; posts: number }[]>`
    select t.id, t.display, sum(r.observed)::int as posts
    from trackers t join listeners l on l.tracker_id = t.id join rollup_hours r on r.feed_id = l.feed_id
    group by t.id order by posts desc`;
  const week = { from: start, to: end };
  const subjects = rows.map(({ id, posts, display }) => ({
    scope: { ...week, trackers: [Number(id)] },
    posts,
    name: display,
  }));
  const nearest = (posts: number) =>
    subjects.toSorted((a, b) => Math.abs(a.posts - posts) - Math.abs(b.posts - posts))[0] as Subject;
  return {
    hottest: subjects[0] as Subject,
    hot: nearest(100_000),
    usual: subjects[subjectCount / 2] as Subject,
    all: { ...week, trackers: rows.map(({ id }) => Number(id)) },
  };
}

function questions(ask: Reader, sql: Sql, { hottest, hot, usual, all }: Scopes): Question[] {
  const count = (subject: Subject) => `${subject.posts.toLocaleString("en")} posts`;
  const hourly = async (scope: Scope) => (await ask.series(scope, hourMs)).points;
  const chart = (metric: string, scope: Scope, limitMs: number): Question => ({
    metric: `hourly chart of 7 days, ${metric}`,
    limitMs,
    ask: () => hourly(scope),
    raw: () => rawSeries(sql, scope),
  });
  const filtered = (metric: string, filter: PostFilter): Question => ({
    metric: `the same, only ${metric}`,
    limitMs: 300,
    ask: () => hourly({ ...hot.scope, filter }),
    raw: () => rawSeries(sql, { ...hot.scope, filter }),
  });
  const total = (metric: string, scope: Scope): Question => ({
    metric: `totals of 7 days, ${metric}`,
    ask: async () => {
      const { posts, engagement, networks } = await ask.totals(scope);
      return { posts, engagement, networks: networks.map(({ network, posts }) => [network, posts]) };
    },
    raw: () => rawTotals(sql, scope),
  });
  const twoNetworks = { ...hot.scope, networks: ["bluesky", "reddit"] };
  return [
    chart(`one subject (${count(usual)})`, usual.scope, 5),
    chart(`one subject (${count(hot)})`, hot.scope, 5),
    chart(`the hottest subject (${count(hottest)})`, hottest.scope, 5),
    chart(`two networks of one subject (${count(hot)})`, twoNetworks, 5),
    filtered("posts in English", { languages: ["en"] }),
    filtered("originals and replies that are positive", { kinds: ["original", "reply"], sentiments: ["positive"] }),
    chart(`all ${subjectCount.toLocaleString("en")} subjects`, all, 250),
    total(`one subject (${count(hot)})`, hot.scope),
    total(`all ${subjectCount.toLocaleString("en")} subjects`, all),
    {
      metric: `top posts of 7 days out of ${hot.posts.toLocaleString("en")}`,
      limitMs: 300,
      ask: async () => (await ask.topPosts(hot.scope, 10)).map(({ id, engagement }) => [id, engagement]),
      raw: () => rawTop(sql, hot.scope),
    },
  ];
}

async function feedsOf(sql: Sql, { trackers, networks }: Scope): Promise<readonly number[]> {
  const feeds = await sql<{ id: string }[]>`
    select distinct f.id from listeners l join feeds f on f.id = l.feed_id
    where l.tracker_id = any(${[...trackers]}) ${networks ? sql`and f.network = any(${[...networks]})` : sql``}`;
  return feeds.map(({ id }) => Number(id));
}

/** Every post that the feeds brought in the time of the scope. */
const rawPosts = (
  sql: Sql,
  { from, to, filter: { languages, kinds, sentiments } = {} }: Scope,
  feeds: readonly number[],
) => sql`
  from feed_posts fp join posts p on p.key = fp.post_key
  where fp.feed_id = any(${[...feeds]}::int8[]) and fp.posted_at >= ${from} and fp.posted_at < ${to}
    ${languages ? sql`and p.language in ${sql([...languages])}` : sql``}
    ${kinds ? sql`and p.kind in ${sql([...kinds])}` : sql``}
    ${sentiments ? sql`and p.sentiment in ${sql([...sentiments])}` : sql``}`;

const engagement = (sql: Sql) => sql`sum(p.likes::int8 + p.shares + p.replies)::float8 as engagement`;

async function rawSeries(sql: Sql, scope: Scope) {
  const feeds = await feedsOf(sql, scope);
  const rows = await sql<{ at: Date; posts: number; engagement: number }[]>`
    select date_bin('1 hour', p.posted_at, 'epoch') as at, count(*)::int as posts, ${engagement(sql)}
    ${rawPosts(sql, scope, feeds)} group by 1`;
  const byTime = new Map(rows.map((row) => [row.at.getTime(), row]));
  return Array.from({ length: (scope.to.getTime() - scope.from.getTime()) / hourMs }, (_, i) => {
    const at = new Date(scope.from.getTime() + i * hourMs);
    return byTime.get(at.getTime()) ?? { at, posts: 0, engagement: 0 };
  });
}

async function rawTotals(sql: Sql, scope: Scope) {
  const feeds = await feedsOf(sql, scope);
  const rows = await sql<{ network: string; posts: number; engagement: number }[]>`
    select p.network, count(*)::int as posts, ${engagement(sql)} ${rawPosts(sql, scope, feeds)} group by 1 order by 1`;
  return {
    posts: rows.reduce((sum, { posts }) => sum + posts, 0),
    engagement: rows.reduce((sum, { engagement }) => sum + engagement, 0),
    networks: rows.map(({ network, posts }) => [network, posts]),
  };
}

async function rawTop(sql: Sql, scope: Scope) {
  const feeds = await feedsOf(sql, scope);
  const rows = await sql<{ id: string; engagement: number }[]>`
    select p.id, (p.likes::int8 + p.shares + p.replies)::float8 as engagement ${rawPosts(sql, scope, feeds)}
    order by 2 desc, p.posted_at desc, p.key limit 10`;
  return rows.map(({ id, engagement }) => [id, engagement]);
}
