import { afterAll, beforeAll, expect, test } from "vitest";
import author from "../../src/commands/author.ts";
import { readOptions } from "../../src/commands/grammar.ts";
import { dayMs, hourMs } from "../../src/model/clock.ts";
import { UserError } from "../../src/model/errors.ts";
import { ann, channel, openStage, type Stage } from "../jobs/services.ts";
import { sampleAuthor, samplePost, unknownCounters } from "../store/sample-posts.ts";

const noon = new Date("2026-11-20T12:00:00Z");
const ana = { ...sampleAuthor("ana", 250_000), handle: "Ana.example", name: "Ana B", verified: true };
let stage: Stage;

beforeAll(async () => {
  stage = await openStage({ now: noon });
  const cats = await stage.track("cats");
  const elsewhere = await stage.track("secret", { channel: { ...channel, id: "C2" } });
  const post = (id: string, ms: number, text: string) =>
    samplePost(id, new Date(noon.getTime() - ms), {
      author: ana,
      text,
      sentiment: "positive",
      topics: ["travel"],
      counters: { ...unknownCounters, likes: 3 },
    });
  const bot = (i: number) =>
    samplePost(`bot${i}`, new Date(noon.getTime() - (i + 1) * hourMs), {
      author: { ...sampleAuthor("tides"), handle: "tide_bot" },
      text: "High tide soon",
    });
  await stage.services.feeds.write({
    posts: [
      ...Array.from({ length: 12 }, (_, i) => ({
        post: post(`${i}`, i * dayMs + hourMs, `trip ${i}`),
        feeds: cats.feeds,
      })),
      ...Array.from({ length: 30 }, (_, i) => ({ post: bot(i), feeds: cats.feeds })),
      {
        post: samplePost("z", noon, { author: { ...sampleAuthor("z"), handle: "elsewhere" } }),
        feeds: elsewhere.feeds,
      },
    ],
    at: noon,
    seen: [],
  });
});
afterAll(() => stage.close());

const ask = async (line: string) => {
  const options = readOptions(author, line) as { handle: string; on: string | null };
  const { card } = await author.run({ options, where: { channel }, who: ann }, stage.services);
  return card?.("en");
};

test("says who somebody is, with the reason, what they post about and how it feels", async () => {
  const card = await ask("@ana.EXAMPLE");
  expect(card?.title).toBe("@Ana.example on Bluesky");
  expect(JSON.stringify(card?.parts[0])).toMatch(/Influencer.*250K followers.*Ana B/u);
  expect(card?.parts[1]).toMatchObject({ facts: [{ value: "250K" }, { value: "12" }, { value: "36" }] });
  expect(JSON.stringify(card?.parts)).toContain("Mostly about: Travel");
  expect(JSON.stringify(card?.parts)).toContain("100% positive");
});

test("a name that says bot and a habit make somebody likely automated, and say why", async () => {
  const card = await ask("tide_bot");
  expect(JSON.stringify(card?.parts[0])).toMatch(/Likely automated.*100%/u);
});

test("knows nobody who posted about what other channels track", async () => {
  await expect(ask("@elsewhere")).rejects.toThrow(UserError);
  await expect(ask("@nobody")).rejects.toThrow(UserError);
  await expect(ask("@")).rejects.toThrow(UserError);
});
