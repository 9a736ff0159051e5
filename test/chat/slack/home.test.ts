import fc from "fast-check";
import { expect, test } from "vitest";
import { homeOf } from "../../../src/chat/slack/home.ts";
import { hostileCasts } from "../../cards/hostile-cast.ts";
import { samplesOf, usualCast } from "../../cards/samples.ts";
import { problemsIn } from "../../slack/block-kit.ts";
import { liveThingsIn } from "../../slack/live-things.ts";
import { hostileCardOf, slackIds } from "../any-card.ts";
import { expectGoldenPayload } from "../golden.ts";

const samples = samplesOf(usualCast);
const text = (words: string) => ({ kind: "text" as const, text: [words] });

test("a card is a Home tab, without its pictures", () => {
  const board = samples.find(({ name }) => name === "board-live")?.card;
  if (!board) throw new Error("the sample is gone");
  const home = homeOf(board);
  expectGoldenPayload("slack", "home-board-live", home);
  expect(home.blocks.map(({ type }) => type)).not.toContain("image");
  expect(JSON.stringify(home)).not.toContain("from 4 to 212");
});

test.each([usualCast, ...hostileCasts.map(([, cast]) => cast)])("every card is a Home tab that Slack takes", (cast) => {
  for (const { card } of samplesOf(cast)) expect(problemsIn("home", homeOf(card))).toEqual([]);
});

test("500 hostile cards are never refused, and nothing in their text comes alive", () => {
  fc.assert(
    fc.property(hostileCardOf(slackIds), (card) => {
      const home = homeOf(card);
      expect(problemsIn("home", home)).toEqual([]);
      expect(liveThingsIn(home)).toMatchObject({ pings: [], dormant: [] });
    }),
    { numRuns: 500 },
  );
}, 60_000);

test("it has up to 100 blocks, and what is over is counted", () => {
  const parts = Array.from({ length: 250 }, (_, i) => text(`Tracker ${i}`));
  const { blocks } = homeOf({ title: "Home", tone: "neutral", summary: "Home", parts });
  expect(blocks).toHaveLength(100);
  expect(JSON.stringify(blocks.at(-1))).toContain("… and 152 more");
});
