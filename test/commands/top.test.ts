import { afterAll, beforeAll, expect, test } from "vitest";
import type { Card, Part } from "../../src/cards/card.ts";
import { readOptions } from "../../src/commands/grammar.ts";
import top from "../../src/commands/top.ts";
import { hourMs } from "../../src/model/clock.ts";
import { UserError } from "../../src/model/errors.ts";
import type { Post } from "../../src/model/post.ts";
import type { Tracker } from "../../src/model/tracker.ts";
import { ann, channel, openStage, type Stage } from "../jobs/services.ts";
import { sampleAuthor, samplePost, unknownCounters } from "../store/sample-posts.ts";

const noon = new Date("2026-11-20T12:00:00Z");
let stage: Stage;
let tracker: Tracker;

beforeAll(async () => {
  stage = await openStage({ now: noon });
  const tracked = await stage.track("cats");
  ({ tracker } = tracked);
  const post = (id: string, likes: number, more: Partial<Post>): Post =>
    samplePost(id, new Date(noon.getTime() - hourMs), {
      counters: { ...unknownCounters, likes },
      tags: [{ key: "cats", display: "Cats" }],
      author: sampleAuthor(id),
      ...more,
    });
  const posts = [
    post("a", 5, { text: "sad about Acme", sentiment: "negative", topics: ["business-and-finance"], language: "en" }),
    post("b", 9, { text: "glad", sentiment: "positive", topics: ["sports"], language: "de" }),
    post("c", 2, { text: "fell", topics: ["sports"], tags: [{ key: "dogs", display: "Dogs" }] }),
    post("d", 1, { text: "by nobody", author: null, location: { name: "Köln", city: "Köln", country: "DE" } }),
  ];
  await stage.services.feeds.write({
    posts: posts.map((p) => ({ post: p, feeds: tracked.feeds })),
    at: noon,
    seen: [],
  });
  await stage.tenant.wordLists.save(null, { name: "Rivals", words: ["acme"] }, ann);
});
afterAll(() => stage.close());

const ask = async (line: string, where = channel): Promise<Card> => {
  const options = readOptions(top, line) as Parameters<typeof top.run>[0]["options"];
  const { card } = await top.run({ options, where: { channel: where }, who: ann }, stage.services);
  if (!card) throw new Error("there is no card");
  return card("en");
};
const part = <K extends Part["kind"]>(card: Card, kind: K) =>
  card.parts.find((one): one is Extract<Part, { kind: K }> => one.kind === kind);
const texts = (card: Card) => part(card, "posts")?.posts.map(({ text }) => text);
const rows = (card: Card) => part(card, "table")?.rows.map((row) => row.slice(0, 2));

test("the posts that moved people most come first, each with how it feels", async () => {
  const card = await ask("#cats");
  expect(texts(card)).toEqual(["glad", "sad about Acme", "fell", "by nobody"]);
  expect(part(card, "posts")?.posts.map(({ figures }) => figures)).toEqual([
    "9 interactions · positive",
    "5 interactions · negative",
    "2 interactions",
    "1 interaction",
  ]);
});

test("a menu offers to read each otherwise, but none that nobody is known to have written", async () => {
  const control = part(await ask("#cats"), "actions")?.controls[0];
  const labels = control?.kind === "menu" ? control.choices.map(({ label }) => label) : [];
  expect(labels).toEqual([
    "1. @handle-b: negative",
    "1. @handle-b: neutral",
    "2. @handle-a: neutral",
    "2. @handle-a: positive",
    "3. @handle-c: negative",
    "3. @handle-c: neutral",
    "3. @handle-c: positive",
  ]);
});

test("by a sentiment, a topic in any language, the beginning of one, or a list of the workspace's own", async () => {
  expect(texts(await ask("#cats only:negative"))).toEqual(["sad about Acme"]);
  expect(texts(await ask("#cats only:sport"))).toEqual(["glad", "fell"]);
  expect(texts(await ask("#cats only:Deportes,positive"))).toEqual(["glad"]);
  expect(texts(await ask("#cats only:rivals"))).toEqual(["sad about Acme"]);
  expect(texts(await ask("#cats only:rivals,positive"))).toBeUndefined();
  await expect(ask("#cats only:nonsense")).rejects.toThrow(UserError);
});

test("people, topics with the workspace's own, places, languages and other hashtags are counted", async () => {
  expect(rows(await ask("#cats people"))).toEqual([
    ["@handle-b", "1"],
    ["@handle-a", "1"],
    ["@handle-c", "1"],
  ]);
  expect(rows(await ask("#cats topics"))).toEqual([
    ["Sports", "2"],
    ["Business & finance", "1"],
    ["Rivals", "1"],
  ]);
  expect(rows(await ask("#cats places"))).toEqual([["Köln, Germany", "1"]]);
  expect(rows(await ask("#cats languages"))).toEqual([
    ["German", "1"],
    ["English", "1"],
  ]);
  expect(rows(await ask("#cats tags"))).toEqual([["#dogs", "1"]]);
});

test("whoever is named can be asked about", async () => {
  const controls = part(await ask("#cats people"), "actions")?.controls;
  expect(controls?.map((control) => control.kind === "button" && control.value)).toEqual([
    "/author @handle-b on:bluesky",
    "/author @handle-a on:bluesky",
    "/author @handle-c on:bluesky",
  ]);
});

test("what is not tracked in the channel is refused, and a quiet hashtag says that it is", async () => {
  await expect(ask("#cats", { ...channel, id: "C2" })).rejects.toThrow(UserError);
  await stage.track("quiet");
  expect((await ask("#quiet")).summary).toBe("No such post in this time.");
  expect((await ask("#quiet people")).parts).toMatchObject([{ text: ["None is known in this time."] }, {}]);
  expect(tracker.subject.key).toBe("cats");
});

test("a list of its own that every post has is all of them, also where no post has a topic of ours", async () => {
  const { feeds } = await stage.track("plain");
  const plain = Array.from({ length: 3 }, (_, i) =>
    samplePost(`plain${i}`, new Date(noon.getTime() - hourMs), { text: "acme again" }),
  );
  await stage.services.feeds.write({ posts: plain.map((post) => ({ post, feeds })), at: noon, seen: [] });
  expect(part(await ask("#plain topics"), "table")?.rows.map((row) => row.slice(0, 3))).toEqual([
    ["Rivals", "3", "100%"],
  ]);
});
