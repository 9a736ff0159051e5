import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import alarmJob from "../../src/jobs/alarm.ts";
import alarmsJob from "../../src/jobs/alarms.ts";
import { type AlertRules, usualRules } from "../../src/model/alert-rules.ts";
import { dayMs, hourMs, minuteMs } from "../../src/model/clock.ts";
import type { Post } from "../../src/model/post.ts";
import type { Tracker } from "../../src/model/tracker.ts";
import { sampleAuthor, samplePost } from "../store/sample-posts.ts";
import { channel, openStage, type Stage } from "./services.ts";

const noon = new Date("2026-11-20T12:00:00Z");
const never = new AbortController().signal;

let stage: Stage;
let tracker: Tracker;
let feed: number;
let made = 0;

beforeAll(async () => {
  stage = await openStage({ now: noon });
});
afterAll(() => stage.close());
/** Tracked since nine days, all of them observed; a hundred posts by as many people, each with a few reactions. */
beforeEach(async () => {
  stage.asked.length = 0;
  stage.surface.shown.length = 0;
  const tracked = await stage.track(`posts${++made}`);
  [feed = 0] = tracked.feeds;
  tracker = tracked.tracker;
  await stage.database.inWorkspace(
    channel.workspace,
    (_, sql) =>
      sql`update trackers set created_at = ${new Date(noon.getTime() - 9 * dayMs).toISOString()} where id = ${tracker.id}`,
  );
  await write(
    ...Array.from({ length: 100 }, (_, i) =>
      of(`p${i}`, ago((26 + i) * hourMs), { reactions: i % 10, followers: 100 }),
    ),
  );
});

const ago = (ms: number) => new Date(noon.getTime() - ms);

interface Written {
  readonly reactions?: number;
  readonly followers?: number;
  readonly more?: Partial<Post>;
}

/** By an author of the same name. */
const of = (author: string, at: Date, { reactions = 0, followers = 0, more = {} }: Written = {}): Post =>
  samplePost(`${made}-${author}-${at.getTime()}`, at, {
    author: sampleAuthor(`${made}-${author}`, followers),
    counters: { likes: reactions, shares: 0, replies: 0, views: null },
    ...more,
  });

const write = (...posts: readonly Post[]) =>
  stage.services.feeds.write({
    posts: posts.map((post) => ({ post, feeds: [feed] })),
    at: noon,
    seen: [{ feed, span: { from: ago(31 * dayMs), to: noon } }],
  });

const look = () =>
  alarmsJob.run({ workspace: channel.workspace, tracker: tracker.id, about: "posts" }, stage.services, never);
const told = () => stage.tenant.alarms.since(tracker.id, new Date(0));

describe("a viral post", () => {
  test("is told once, with the post and what is usual, and another only when it surpasses that twice", async () => {
    await write(of("zoe", ago(hourMs), { reactions: 400 }));
    await look();
    await look();
    const facts = { kind: "viral", network: "bluesky", engagement: 400, usual: 8, of: "subject" };
    expect(await told()).toMatchObject([{ facts, endedAt: noon }]);
    const [alarm] = await told();
    expect(stage.asked.filter(({ ms }) => ms === 0)).toMatchObject([{ name: "alarm", input: { alarm: alarm?.id } }]);
    await alarmJob.run({ workspace: channel.workspace, alarm: alarm?.id ?? 0 }, stage.services, never);
    const [posted] = stage.surface.shown;
    expect(posted?.card.summary).toBe(
      `A post about #posts${made} goes viral: 400 interactions on one post; nine of ten posts get less than 8 → 50×`,
    );
    expect(posted?.card.parts).toContainEqual(
      expect.objectContaining({ kind: "posts", posts: [expect.objectContaining({ author: `handle-${made}-zoe` })] }),
    );
    await write(of("yan", ago(minuteMs), { reactions: 700 }));
    await look();
    expect(await told()).toHaveLength(1);
    await write(of("xia", ago(minuteMs), { reactions: 800 }));
    await look();
    expect(await told()).toHaveLength(2);
  });

  test("is none by somebody whose posts usually move as much", async () => {
    const loud = Array.from({ length: 6 }, (_, i) => of("loud", ago((30 + i) * hourMs), { reactions: 90 }));
    await write(...loud, of("loud", ago(hourMs), { reactions: 400 }));
    await look();
    expect(await told()).toEqual([]);
    await write(of("loud", ago(minuteMs), { reactions: 900 }));
    await look();
    expect(await told()).toMatchObject([{ facts: { usual: 90, of: "author" } }]);
  });

  test("is none that was there before the tracker, nor one of the days before", async () => {
    await write(of("old", ago(25 * hourMs), { reactions: 4_000 }));
    await look();
    await stage.database.inWorkspace(
      channel.workspace,
      (_, sql) => sql`update trackers set created_at = ${ago(hourMs).toISOString()} where id = ${tracker.id}`,
    );
    await write(of("early", ago(2 * hourMs), { reactions: 9_000 }));
    await look();
    expect(await told()).toEqual([]);
  });
});

describe("somebody widely followed", () => {
  test("is told once when they join, with their first post", async () => {
    await write(of("star", ago(2 * hourMs), { followers: 48_000 }), of("star", ago(hourMs), { followers: 48_000 }));
    await look();
    await write(of("star", ago(minuteMs), { followers: 48_000 }));
    await look();
    expect(await told()).toMatchObject([{ kind: "influencer", facts: { followers: 48_000, days: 30 } }]);
    const [alarm] = await told();
    await alarmJob.run({ workspace: channel.workspace, alarm: alarm?.id ?? 0 }, stage.services, never);
    expect(stage.surface.shown[0]?.card.summary).toBe(
      `Somebody widely followed joins #posts${made}: @handle-${made}-star, 48,000 followers: the first post about it in 30 days`,
    );
  });

  test("is no news who wrote about it before, who is a program, or who passed somebody else's on", async () => {
    await write(
      of("known", ago(20 * dayMs), { followers: 48_000 }),
      of("known", ago(hourMs), { followers: 48_000 }),
      of("robot", ago(hourMs), {
        followers: 48_000,
        more: { author: { ...sampleAuthor("r", 48_000), automated: true } },
      }),
      of("sharer", ago(hourMs), { followers: 48_000, more: { kind: "repost" } }),
    );
    await look();
    expect(await told()).toEqual([]);
  });

  test("is not told where it is not known who wrote before", async () => {
    const fresh = await stage.track(`fresh${made}`);
    await stage.services.feeds.write({
      posts: [{ post: of("new", ago(minuteMs), { followers: 90_000 }), feeds: [...fresh.feeds] }],
      at: noon,
      seen: [{ feed: fresh.feeds[0] ?? 0, span: { from: ago(3 * dayMs), to: noon } }],
    });
    tracker = fresh.tracker;
    await stage.database.inWorkspace(
      channel.workspace,
      (_, sql) => sql`update trackers set created_at = ${ago(3 * dayMs).toISOString()} where id = ${tracker.id}`,
    );
    await look();
    expect(await told()).toEqual([]);
  });
});

const set = (off: AlertRules["off"]) =>
  stage.tenant.trackers.change(tracker.id, { rules: { ...usualRules, off: ["viral", "influencer", ...off] } });
/** One post by each of so many people, a minute apart, up to then. */
const crowd = (name: string, to: Date, count: number, more: Partial<Post>) =>
  Array.from({ length: count }, (_, i) => of(`${name}${i}`, new Date(to.getTime() - (i + 1) * minuteMs), { more }));
const day = (n: number) => ago(n * dayMs);

describe("a hashtag that is new beside it", () => {
  const tagged = (...keys: readonly string[]) => ({ tags: keys.map((key) => ({ key, display: key })) });
  beforeEach(async () => {
    for (let n = 1; n <= 7; n++) await write(...crowd(`d${n}`, day(n), 40, tagged("match")));
    await write(...crowd("now", noon, 40, tagged("match")), ...crowd("new", noon, 20, tagged("match", "blackout")));
  });

  test("is told once where it was switched on", async () => {
    await set([]);
    await look();
    await look();
    const facts = { kind: "hashtag", tag: "blackout", posts: 20, of: 60, authors: 20, usual: 0 };
    expect((await told()).map((alarm) => alarm.facts)).toEqual([facts]);
  });

  test("is not told as long as nobody asks for it, nor what only goes round", async () => {
    await look();
    expect(await told()).toEqual([]);
    await set([]);
    await write(
      ...crowd("more", noon, 100, tagged("match")),
      ...crowd("still", noon, 100, tagged("match")),
      ...crowd("again", noon, 90, { ...tagged("match", "shared"), kind: "repost" }),
    );
    await look();
    expect(await told()).toEqual([]);
  });
});

describe("feelings", () => {
  const felt = (negative: boolean): Partial<Post> => ({ sentiment: negative ? "negative" : "neutral", language: "en" });
  beforeEach(async () => {
    for (let n = 1; n <= 7; n++)
      await write(...crowd(`d${n}`, day(n), 48, felt(false)), ...crowd(`n${n}`, day(n), 12, felt(true)));
    await set(["hashtag"]);
  });

  test("that turn negative are told once, and are over when they are as usual", async () => {
    await write(...crowd("a", noon, 40, felt(false)), ...crowd("b", noon, 50, felt(true)));
    await look();
    await look();
    const facts = { kind: "sentiment", read: 90, hours: 1 };
    expect(await told()).toMatchObject([{ kind: "sentiment", endedAt: null, facts }]);
    await write(...crowd("c", noon, 59, felt(false)));
    await look();
    expect(await told()).toMatchObject([{ endedAt: null }]);
    await write(
      ...crowd("e", noon, 59, felt(false)),
      ...crowd("f", noon, 59, felt(false)),
      ...crowd("g", noon, 59, felt(false)),
    );
    await look();
    expect(await told()).toMatchObject([{ endedAt: noon, facts: { ...facts, read: 326 } }]);
    await look();
    expect(await told()).toHaveLength(1);
  });

  test("of one person, or of posts that nobody can read, turn nothing", async () => {
    const one = { author: sampleAuthor(`${made}-one`, 10) };
    await write(...crowd("a", noon, 40, felt(false)), ...crowd("b", noon, 59, { ...felt(true), ...one }));
    await look();
    await write(...crowd("c", noon, 59, { sentiment: null }));
    await look();
    expect(await told()).toEqual([]);
  });
});
