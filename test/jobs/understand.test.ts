import { afterEach, expect, test } from "vitest";
import understand, { understandingCursor } from "../../src/jobs/understand.ts";
import { hourMs, minuteMs } from "../../src/model/clock.ts";
import type { Post } from "../../src/model/post.ts";
import type { Services } from "../../src/services.ts";
import { understandingVersion, understood } from "../../src/text/understood.ts";
import { rollupRows } from "../store/rollup-rows.ts";
import { samplePost } from "../store/sample-posts.ts";
import { openStage, type Stage } from "./services.ts";

const noon = new Date("2026-11-20T12:00:00Z");
const never = new AbortController().signal;

let stage: Stage;
afterEach(() => stage?.close());

const glad = "What a wonderful evening, I love this so much, thank you all!";
const sad = "This is awful. I hate it, the worst day ever";

/** Posts as a version before any model left them, or `more` says. */
async function openWith(posts: readonly Partial<Post>[]) {
  stage = await openStage({ now: noon });
  const { feeds } = await stage.track("worldcup");
  await stage.services.feeds.write({
    posts: posts.map((more, i) => ({
      post: samplePost(`${i}`, new Date(noon.getTime() - (posts.length - i) * minuteMs), more),
      feeds,
    })),
    at: noon,
    seen: [],
  });
  return {
    run: (services: Services = stage.services, signal = never) => understand.run({}, services, signal),
    stored: () =>
      stage.database.sql`
      select language, language_told as told, sentiment, understanding from posts order by key`.then((rows) => [
        ...rows,
      ]),
    hours: () => rollupRows(stage.database, feeds[0] as number, "rollup_hours"),
    minutes: () => rollupRows(stage.database, feeds[0] as number),
  };
}

test("what no version has read is read, and the totals say how it feels", async () => {
  const { run, stored, hours } = await openWith([
    { text: glad },
    { text: sad },
    { text: "こんにちは、今日はいい天気" },
  ]);
  expect(await hours()).toMatchObject([{ observed: 3, negative: 0, neutral: 0, positive: 0 }]);
  await run();
  expect(await stored()).toEqual([
    { language: "en", told: false, sentiment: "positive", understanding: understandingVersion },
    { language: "en", told: false, sentiment: "negative", understanding: understandingVersion },
    { language: "ja", told: false, sentiment: null, understanding: understandingVersion },
  ]);
  expect(await hours()).toMatchObject([{ observed: 3, negative: 1, neutral: 0, positive: 1 }]);
});

test("a feeling that an earlier version read is taken back where this one reads another", async () => {
  const { run, hours, minutes } = await openWith([{ text: glad, sentiment: "negative", understanding: 0 }]);
  expect(await minutes()).toMatchObject([{ negative: 1, positive: 0 }]);
  await run();
  await run();
  for (const rows of [await minutes(), await hours()]) expect(rows).toMatchObject([{ negative: 0, positive: 1 }]);
});

test("a language that the network says stands; one that was read before is read again", async () => {
  const { run, stored } = await openWith([
    { text: glad, language: "fr" },
    { text: glad, language: "fr", languageTold: false, understanding: 0 },
  ]);
  await run();
  expect((await stored()).map(({ language, told }) => [language, told])).toEqual([
    ["fr", true],
    ["en", false],
  ]);
});

test("goes on where it was cut short, and what it did is not done again", async () => {
  const { run, hours } = await openWith(Array.from({ length: 1_200 }, () => ({ text: glad })));
  const keys: number[] = [];
  const killed = (after: number): Services => ({
    ...stage.services,
    feeds: {
      ...stage.services.feeds,
      async reread(posts, cursor) {
        if (keys.length >= after) throw new Error("killed");
        await stage.services.feeds.reread(posts, cursor);
        keys.push(...posts.map(({ key }) => key));
      },
    },
  });
  await expect(run(killed(500))).rejects.toThrow("killed");
  await expect(run(killed(1_000))).rejects.toThrow("killed");
  await run(killed(10_000));
  expect(new Set(keys).size).toBe(1_200);
  expect(keys).toHaveLength(1_200);
  expect((await hours()).reduce((sum, { positive }) => sum + positive, 0)).toBe(1_200);
  expect(await stage.services.feeds.cursor(understandingCursor)).toBe("done");
});

test("ends when it is told to, with what it has", async () => {
  const { run } = await openWith([{ text: glad }]);
  await expect(run(stage.services, AbortSignal.abort())).rejects.toThrow();
  expect(await stage.services.feeds.cursor(understandingCursor)).toBeNull();
});

test("what was read on its way in is not looked at again", async () => {
  stage = await openStage({ now: noon });
  const { feeds } = await stage.track("worldcup");
  const write = (text: string, at: Date) =>
    stage.services.feeds.write({ posts: [{ post: understood(samplePost("1", noon, { text })), feeds }], at, seen: [] });
  await write(glad, noon);
  expect(await stage.services.feeds.readOtherwise(understandingVersion, 0, 10)).toEqual([]);
  expect(await rollupRows(stage.database, feeds[0] as number)).toMatchObject([{ observed: 1, positive: 1 }]);
  // Its author thinks better of it.
  await write(sad, new Date(noon.getTime() + hourMs));
  expect(await rollupRows(stage.database, feeds[0] as number)).toMatchObject([
    { observed: 1, positive: 0, negative: 1 },
  ]);
  // An older reading that comes late changes nothing.
  await write(glad, new Date(noon.getTime() + minuteMs));
  expect(await rollupRows(stage.database, feeds[0] as number)).toMatchObject([
    { observed: 1, positive: 0, negative: 1 },
  ]);
});
