import { createReadStream, existsSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { hourMs, minuteMs } from "../../src/model/clock.ts";
import { isWhole } from "../rehearsal.ts";
import { type Installation, openInstallation, type Product } from "./product.ts";
import { visit } from "./visitor.ts";

interface Row {
  readonly postedAt: string;
  readonly hashtags: readonly string[];
}

/** "worldcup 2026-03-03T05" → posts. */
type Hourly = ReadonlyMap<string, number>;

const hourlyOf = (rows: Iterable<Row>): Hourly => {
  const counts = new Map<string, number>();
  for (const { postedAt, hashtags } of rows)
    for (const tag of hashtags) {
      const key = `${tag} ${postedAt.slice(0, 13)}`;
      counts.set(key, (counts.get(key) ?? 0) + 1);
    }
  return counts;
};

const storedHourly = async ({ query }: Installation): Promise<Hourly> => {
  const rows = await query<{ hour: string; posts: number }>(`
    select s.key || to_char(r.at at time zone 'utc', ' YYYY-MM-DD"T"HH24') as hour, sum(r.observed)::int as posts
    from rollup_hours r join feeds f on f.id = r.feed_id join subjects s on s.id = f.subject_id
    where f.source = 'replay' group by 1 having sum(r.observed) <> 0`);
  return new Map(rows.map(({ hour, posts }) => [hour, posts]));
};

/** Incidents by hashtag, with the UTC hour in which each was opened. */
const incidents = ({ query }: Installation) =>
  query<{ tag: string; hour: string }>(`
    select t.display as tag, to_char(i.opened_at at time zone 'utc', 'YYYY-MM-DD"T"HH24') as hour
    from incidents i join trackers t on t.id = i.tracker_id order by i.opened_at`);

const alerts = async ({ url }: Product) =>
  (await visit(url).articles()).filter(({ text, pictures }) => /; usual is /.test(text) && pictures.length > 0);

describe("a small file: three days of two hashtags, and one hour in which one of them bursts", () => {
  const start = new Date("2026-03-01T00:00:00Z").getTime();
  const burst = { startMs: start + 65 * hourMs, posts: 60 };
  const networks = ["bluesky", "mastodon"];

  const postAt = (atMs: number, tag: string, n: number): Row => {
    const id = `${tag}-${atMs}`;
    const post = {
      source: networks[n % 2],
      id,
      url: null,
      postedAt: new Date(atMs).toISOString().replace(".000", ""),
      author: { id: `u${id}`, handle: `u${id}` },
      text: `${id} #${tag}`,
      language: null,
      likes: 1,
      shares: null,
      replies: null,
      views: null,
      isRepost: false,
      hashtags: [tag],
    };
    return post;
  };

  /** Three posts an hour of each, and the burst; oldest first. */
  const rows = ["worldcup", "विश्वकप"].flatMap((tag) =>
    Array.from({ length: 72 * 3 }, (_, n) => postAt(start + n * 20 * minuteMs + tag.length * 1_000, tag, n)),
  );
  for (let n = 0; n < burst.posts; n++) rows.push(postAt(burst.startMs + n * minuteMs + 30_000, "worldcup", n));
  rows.sort((a, b) => a.postedAt.localeCompare(b.postedAt));

  let installation: Installation;
  let product: Product;
  let args: readonly string[];

  beforeAll(async () => {
    installation = openInstallation();
    const lines = rows.map((row) => JSON.stringify(row));
    lines.splice(2, 0, "{", "", JSON.stringify({ ...rows[0], postedAt: "yesterday" }));
    const file = join(installation.dataDir, "posts.jsonl");
    writeFileSync(file, `${lines.join("\n")}\n`);
    args = ["--replay", file, "--speed", "max", "--track", "#WorldCup", "--track", "#विश्वकप"];
    product = await installation.start({ args });
    await product.said(/^Replay finished/mu);
  });
  afterAll(() => installation?.remove());

  const totals = async () => ({
    hourly: await storedHourly(installation),
    incidents: await incidents(installation),
    rest: await installation.query(`
      select (select count(*) from posts) as posts, (select count(*) from authors) as authors,
        (select sum(engagement) from rollup_hours) as engagement, (select jsonb_agg(c.seen order by feed_id) from coverage c) as seen,
        (select count(*) from messages where content ->> 'tone' = 'alert' or content ->> 'title' like '%back to usual') as alerts`),
  });

  test("lines that are no posts are named, left out and counted", () => {
    const output = product.output();
    expect(output).toMatch(/^Line 3 is left out: .*JSON/mu);
    expect(output).toMatch(/^Line 5 is left out: .*postedAt/mu);
    expect(output).toContain(
      `Replaying ${rows.length} posts from 2026-03-01T00:00:07.000Z to 2026-03-03T23:40:08.000Z, 2 hashtags`,
    );
    expect(output).toMatch(new RegExp(`^Replay finished: ${rows.length} posts in .* s, 2 lines left out$`, "mu"));
  });

  test("each hashtag has in each hour what the file has", async () => {
    expect(await storedHourly(installation)).toEqual(hourlyOf(rows));
  });

  test("the burst, and nothing else, raises one alert, in the posts' own time", async () => {
    await expect.poll(() => alerts(product), { timeout: 20_000 }).toHaveLength(1);
    expect(await incidents(installation)).toEqual([{ tag: "WorldCup", hour: "2026-03-03T17" }]);
    const [alert] = await alerts(product);
    expect(alert?.title).toMatch(/^#WorldCup is /);
    expect(alert?.text).toMatch(/Noticed .*17:\d\d/);
    expect(alert?.text).toContain("replayed data");
  });

  test("playing the same file again changes no total and tells nobody again", async () => {
    const before = await totals();
    expect(await product.stop()).toBe(0);
    product = await installation.start({ args });
    await product.said(/^Replay finished/mu);
    expect(await totals()).toEqual(before);
    expect(await product.stop()).toBe(0);
    expect(installation.postgresPid()).toBeNull();
  });
});

const real = fileURLToPath(new URL("../../../shared/data/posts/up2017.jsonl", import.meta.url));
const tracked = ["kejriwal", "काम_दिखता_है"];
/** The whole file takes a minute of two processors. Else it is every post of the tracked hashtags, and each sixth other. */
const extent = isWhole ? "50,869 real posts of an election" : "every sixth real post of an election";
const realName = existsSync(real) ? extent : `${extent} (skipped: no ../shared/data/posts/up2017.jsonl)`;

describe.skipIf(!existsSync(real))(realName, { timeout: 240_000 }, () => {
  let installation: Installation;
  let product: Product;
  const rows: Row[] = [];

  beforeAll(async () => {
    installation = openInstallation();
    const played: string[] = [];
    let number = 0;
    for await (const line of createInterface({ input: createReadStream(real, "utf8") })) {
      const row = JSON.parse(line) as Row;
      if (!isWhole && number++ % 6 !== 0 && !tracked.some((tag) => row.hashtags.includes(tag))) continue;
      rows.push(row);
      played.push(line);
    }
    const file = join(installation.dataDir, "posts.jsonl");
    writeFileSync(file, `${played.join("\n")}\n`);
    const tags = tracked.flatMap((tag) => ["--track", `#${tag}`]);
    product = await installation.start({ args: ["--replay", file, "--speed", "max", ...tags] });
    const count = rows.length.toLocaleString("en");
    await product.said(new RegExp(`^Replay finished: ${count} posts in .* s, 0 lines left out$`, "mu"), 180_000);
  }, 240_000);
  afterAll(() => installation?.remove());

  test("every one of its hashtags has in each hour what the file has", async () => {
    if (isWhole) expect(new Set(rows.flatMap(({ hashtags }) => hashtags)).size).toBe(3_943);
    const [expected, stored] = [hourlyOf(rows), await storedHourly(installation)];
    const different = [...new Set([...expected.keys(), ...stored.keys()])]
      .filter((key) => expected.get(key) !== stored.get(key))
      .map((key) => `${key}: ${stored.get(key)} instead of ${expected.get(key)}`);
    expect(different).toEqual([]);
  });

  test("each of the two bursts that are known of the tracked hashtags raises one alert", async () => {
    expect(await incidents(installation)).toEqual([
      { tag: "kejriwal", hour: "2017-02-22T14" },
      { tag: "काम_दिखता_है", hour: "2017-03-02T06" },
    ]);
    await expect.poll(() => alerts(product), { timeout: 20_000 }).toHaveLength(2);
    expect(await product.stop()).toBe(0);
  });
});
