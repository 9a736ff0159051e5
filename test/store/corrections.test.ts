import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { drivenClock, hourMs, minuteMs } from "../../src/model/clock.ts";
import { type Correction, type Corrections, correctionsMax, type Incorrigible } from "../../src/model/correction.ts";
import type { Feed } from "../../src/model/feed.ts";
import type { Post } from "../../src/model/post.ts";
import type { Reader, Scope } from "../../src/model/reader.ts";
import { changesOf } from "../../src/store/changes.ts";
import { correctionsOf } from "../../src/store/corrections.ts";
import { openDatabase as connect, type Database } from "../../src/store/database.ts";
import { feeds as feedsOf, type StoredFeeds } from "../../src/store/feeds.ts";
import { reader } from "../../src/store/reader.ts";
import { openDatabase } from "../postgres.ts";
import { sampleAuthor, samplePost } from "./sample-posts.ts";
import { sampleTracker } from "./sample-tracker.ts";

const noon = new Date("2026-03-01T12:00:00Z");
const who = { id: "U1", name: "Ann" };
const clock = drivenClock(noon);

let test: Awaited<ReturnType<typeof openDatabase>>;
let database: Database;
let feeds: StoredFeeds;
let count = 0;

beforeAll(async () => {
  test = await openDatabase();
  database = connect(test.appUrl);
  feeds = feedsOf(database, clock);
});
afterAll(async () => {
  await database.close();
  await test.close();
});

interface Trial {
  readonly tracker: number;
  readonly reader: Reader;
  readonly corrections: Corrections;
  readonly scope: Scope;
}

/** A feed that a tracker of each workspace listens to. */
async function newTrials(...workspaces: readonly string[]): Promise<[Feed, ...Trial[]]> {
  const key = `subject${++count}`;
  const subject = { kind: "hashtag", key, display: key } as const;
  const feed = await feeds.ensure({ source: "bluesky", network: "bluesky", subject, workspace: null });
  const trials: Trial[] = [];
  for (const workspace of workspaces) {
    const tracker = await sampleTracker(database, workspace, [feed.id]);
    const scope = { trackers: [tracker], from: new Date(noon.getTime() - hourMs), to: noon };
    trials.push({
      tracker,
      scope,
      reader: reader(database, workspace, clock),
      corrections: correctionsOf(database, workspace, clock),
    });
  }
  return [feed, ...trials];
}

const write = (feed: Feed, posts: readonly Post[]) =>
  feeds.write({
    posts: posts.map((post) => ({ post, feeds: [feed.id] })),
    at: noon,
    seen: [{ feed: feed.id, span: { from: new Date(noon.getTime() - hourMs), to: noon } }],
  });

const post = (text: string, more: Partial<Post> = {}) =>
  samplePost(`${++count}`, new Date(noon.getTime() - (1 + (count % 50)) * minuteMs), {
    author: sampleAuthor("ann"),
    sentiment: "negative",
    text,
    ...more,
  });

const keyOf = async ({ reader, scope }: Trial, text: string): Promise<number> =>
  (await reader.topPosts(scope, 50)).find((line) => line.text === text)?.key ?? 0;

const made = (answer: Correction | Incorrigible): Correction => {
  if (typeof answer === "string") throw new Error(`was not corrected: ${answer}`);
  return answer;
};

const feelings = async ({ reader, scope }: Trial) => {
  const { sentiment } = await reader.totals(scope);
  return [sentiment.negative, sentiment.neutral, sentiment.positive, sentiment.observed];
};

describe("a correction", () => {
  it("holds for what the same author says so again, however it is linked, addressed and marked, and for nobody else", async () => {
    const [feed, trial] = (await newTrials("slack:A")) as [Feed, Trial];
    await write(feed, [
      post("That drop is SICK!!"),
      post("@bob that drop is sick https://example.com/a"),
      post("That drop is sick", { author: sampleAuthor("bob") }),
      post("That drop is sick and I am not well"),
    ]);
    const key = await keyOf(trial, "That drop is SICK!!");
    const correction = await trial.corrections.correct(key, { tracker: trial.tracker, sentiment: "positive", who });
    expect(correction).toMatchObject({ author: "handle-ann", sentiment: "positive", was: "negative", before: null });
    expect(await feelings(trial)).toEqual([2, 0, 2, 4]);
    await write(feed, [post("that drop, is... sick"), post("that drop is sick?", { sentiment: null })]);
    expect(await feelings(trial)).toEqual([2, 0, 4, 6]);
    const positive = { ...trial.scope, filter: { sentiments: ["positive"] as const } };
    const lines = await trial.reader.topPosts(positive, 50);
    expect(lines.map(({ author, sentiment }) => [author, sentiment])).toEqual(
      Array.from({ length: 4 }, () => ["handle-ann", "positive"]),
    );
    const { points } = await trial.reader.series(positive, hourMs);
    expect(points.reduce((sum, { posts }) => sum + (posts ?? 0), 0)).toBe(4);
    const ranked = await trial.reader.ranking(trial.scope, { by: "people", count: 10 });
    expect(ranked.rows.map(({ name, positive, negative }) => [name, positive, negative])).toEqual([
      ["handle-ann", 4, 1],
      ["handle-bob", 0, 1],
    ]);
  });

  it("is one workspace's own", async () => {
    const [feed, ours, theirs] = (await newTrials("slack:A", "slack:B")) as [Feed, Trial, Trial];
    await write(feed, [post("this is bad, in the good way")]);
    const key = await keyOf(ours, "this is bad, in the good way");
    await ours.corrections.correct(key, { tracker: ours.tracker, sentiment: "positive", who });
    expect(await feelings(ours)).toEqual([0, 0, 1, 1]);
    expect(await feelings(theirs)).toEqual([1, 0, 0, 1]);
    expect((await theirs.reader.topPosts(theirs.scope, 1))[0]?.sentiment).toBe("negative");
  });

  it("can be replaced, and taken back to what was before", async () => {
    const [feed, trial] = (await newTrials("slack:A")) as [Feed, Trial];
    await write(feed, [post("wicked")]);
    const key = await keyOf(trial, "wicked");
    const to = (sentiment: "neutral" | "positive") =>
      trial.corrections.correct(key, { tracker: trial.tracker, sentiment, who });
    const [first, second] = [made(await to("positive")), made(await to("neutral"))];
    expect(second).toMatchObject({ was: "positive", before: "positive" });
    expect(await feelings(trial)).toEqual([0, 1, 0, 1]);
    const changes = changesOf(database, "slack:A", clock);
    expect(await trial.corrections.isReplaced(first.id, first.change)).toBe(true);
    expect(await trial.corrections.restore(first.id, first)).toBe(false);
    expect(await feelings(trial)).toEqual([0, 1, 0, 1]);
    expect(await trial.corrections.isReplaced(second.id, second.change)).toBe(false);
    expect(await changes.undone(second.change, who)).toBe(true);
    expect(await trial.corrections.restore(second.id, second)).toBe(true);
    expect(await feelings(trial)).toEqual([0, 0, 1, 1]);
    expect(await trial.corrections.restore(first.id, first)).toBe(true);
    expect(await feelings(trial)).toEqual([1, 0, 0, 1]);
    expect(await trial.corrections.restore(first.id, first)).toBe(false);
  });

  it("replaces what was said at the same moment, and knows that it does", async () => {
    const [feed, trial] = (await newTrials("slack:A")) as [Feed, Trial];
    const texts = Array.from({ length: 8 }, (_, i) => `twice at once ${i}`);
    await write(
      feed,
      texts.map((text) => post(text)),
    );
    for (const text of texts) {
      const key = await keyOf(trial, text);
      const to = (sentiment: "neutral" | "positive") =>
        trial.corrections.correct(key, { tracker: trial.tracker, sentiment, who });
      const both = (await Promise.all([to("neutral"), to("positive")])).map(made);
      const [first, second] = both.sort((a, b) => a.change - b.change);
      expect([first?.before, second?.before], text).toEqual([null, first?.sentiment]);
    }
  });

  it("keeps nothing of what was said but a digest, however long it was", async () => {
    const [feed, trial] = (await newTrials("slack:Digest")) as [Feed, Trial];
    const long = String.fromCodePoint(...Array.from({ length: 3_000 }, (_, i) => 0x4e00 + i));
    await write(feed, [post(long), post(`「${long}」`), post(`${long}不`), post("short")]);
    for (const text of [long, "short"]) {
      const key = await keyOf(trial, text);
      made(await trial.corrections.correct(key, { tracker: trial.tracker, sentiment: "positive", who }));
    }
    expect(await feelings(trial)).toEqual([1, 0, 3, 4]);
    const rows = await database.inWorkspace("slack:Digest", (_, sql) => sql`select * from corrections c`);
    expect(rows).toHaveLength(2);
    for (const row of rows) expect(row["phrase"]).toMatch(/^[0-9a-f]{64}$/u);
  });

  it.each([
    ["great 😀", ["GREAT… 😀!", "¡great, 😀!"], ["great 😡", "great"]],
    ["🔥", ["🔥!!", "@bob 🔥"], ["❄"]],
    ["I <3 it", ["i <3 it."], ["I 3 it"]],
    ["「すごい！」", ["すごい。", "すごい？！", "@bob、すごい"], ["すごく"]],
    ["“wicked” — it’s", ["wicked: it's", "«wicked» – it‘s", "wicked　it\u00a0s"], ["wicked its"]],
    ["ÜBEL", ["übel"], ["ubel"]],
  ])("of %s holds for the same words, marked otherwise, and not without its symbols", async (said, same, others) => {
    const [feed, trial] = (await newTrials("slack:Marks")) as [Feed, Trial];
    await write(
      feed,
      [said, ...same, ...others].map((text) => post(text, { author: sampleAuthor(said) })),
    );
    const key = await keyOf(trial, said);
    made(await trial.corrections.correct(key, { tracker: trial.tracker, sentiment: "positive", who }));
    const positive = { ...trial.scope, filter: { sentiments: ["positive"] as const } };
    const lines = await trial.reader.topPosts(positive, 50);
    expect(lines.map(({ text }) => text).sort()).toEqual([said, ...same].sort());
  });

  it("needs a post of the tracker, an author, and words", async () => {
    const [feed, ours, theirs] = (await newTrials("slack:A", "slack:B")) as [Feed, Trial, Trial];
    await write(feed, [post("said by nobody", { author: null }), post("https://example.com fine"), post("@bob … !?")]);
    const correct = (key: number, trial = ours, tracker = trial.tracker) =>
      trial.corrections.correct(key, { tracker, sentiment: "positive", who });
    expect(await correct(await keyOf(ours, "said by nobody"))).toBe("nameless");
    expect(await correct(await keyOf(ours, "@bob … !?"))).toBe("wordless");
    expect(await correct(999_999_999)).toBe("unknown");
    const key = await keyOf(ours, "https://example.com fine");
    expect(await correct(key, theirs, ours.tracker)).toBe("unknown");
    expect(await correct(key)).toMatchObject({ sentiment: "positive" });
  });

  it("is one of so many that a workspace may have", async () => {
    const [feed, trial] = (await newTrials("slack:Full")) as [Feed, Trial];
    await write(feed, [post("one too many")]);
    await database.inWorkspace("slack:Full", async (_, sql) => {
      await sql`
        insert into corrections (workspace_id, network, author_id, author_bit, phrase, sentiment, corrected_by, corrected_at)
        select 'slack:Full', 'bluesky', n::text, 0, 'x', 'neutral', '{"id":"U1","name":"Ann"}', now() from generate_series(1, ${correctionsMax}) n`;
    });
    const key = await keyOf(trial, "one too many");
    expect(await trial.corrections.correct(key, { tracker: trial.tracker, sentiment: "positive", who })).toBe("full");
  });
});
