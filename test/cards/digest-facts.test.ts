import { expect, test } from "vitest";
import { stretchesUpTo } from "../../src/analysis/digest.ts";
import { digestCard } from "../../src/cards/digest-card.ts";
import { digestFacts } from "../../src/cards/digest-facts.ts";

const networks = { labels: (names: readonly string[]) => names, disclosure: () => null };
const asked = { picture: null, zone: "UTC", channel: "C1", sent: { kind: "preview" } } as const;

test("a digest that is wanted late in the evening is of that day, and goes no further than now", () => {
  const at = new Date("2026-11-21T23:37:00Z");
  const reading = { stretches: stretchesUpTo(at, "day"), subjects: [], top: [], feedback: [], at };
  const facts = digestFacts(reading, networks, asked, "en");
  expect(facts.period).toEqual({ from: new Date("2026-11-21T00:00:00Z"), to: at });
  expect(digestCard(facts, "en").title).toBe("Daily digest: Saturday 21 November");
});

test("the posts of a digest have their figures in words, or none where the network gives none", () => {
  const at = new Date("2026-11-21T12:00:00Z");
  const post = {
    network: "bluesky",
    id: "1",
    url: null,
    text: "x",
    postedAt: at,
    author: null,
    engagement: 1_204,
    views: null,
    sensitive: true,
    location: null,
    key: 1,
    language: null,
    topics: [],
    sentiment: null,
  };
  const top = [post, { ...post, engagement: null }];
  const { posts } = digestFacts(
    { stretches: stretchesUpTo(at, "day"), subjects: [], top, feedback: [], at },
    networks,
    asked,
    "fr",
  );
  expect(posts.map(({ figures, sensitive }) => [figures.replace(/\s/gu, " "), sensitive])).toEqual([
    ["1 204 interactions", true],
    ["", true],
  ]);
});
