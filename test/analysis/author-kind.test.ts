import { join } from "node:path";
import fc from "fast-check";
import { expect, it, test } from "vitest";
import { type Habits, kindOfAuthor } from "../../src/analysis/author-kind.ts";
import type { Author } from "../../src/model/author.ts";
import { languages } from "../../src/model/language.ts";
import { readSketches } from "../../training/authors.ts";

const someone: Author = { id: "1", handle: "lena", name: null, followers: 120, verified: null, automated: null };
const seldom: Habits = { posts: 40, equalTexts: 0, equalMinutes: 0.1, medianGapMs: 30_000_000 };
const repeating = { ...seldom, equalTexts: 0.5 };
const punctual = { ...seldom, equalMinutes: 0.6 };
const busy = { ...seldom, posts: 2_160 };
const quick = { ...seldom, posts: 200, medianGapMs: 60_000 };

const kindOf = (author: Partial<Author>, habits: Habits | null = null) =>
  kindOfAuthor({ ...someone, ...author }, habits).kind;
const reasonsOf = (author: Partial<Author>, habits: Habits | null = null) =>
  kindOfAuthor({ ...someone, ...author }, habits).reasons.map(({ en }) => en);

test("somebody of whom nothing else is known is a person, for no reason", () => {
  expect(kindOfAuthor(someone, null)).toEqual({ kind: "person", reasons: [] });
  expect(kindOfAuthor({ ...someone, automated: false, verified: false, followers: null }, seldom).kind).toBe("person");
});

test("many followers make an influencer, fewer where the account is verified", () => {
  expect(reasonsOf({ followers: 12_000 })).toEqual(["12,000 followers"]);
  expect(reasonsOf({ followers: 1_000, verified: true })).toEqual(["1,000 followers", "verified by its network"]);
  expect(kindOf({ followers: 9_999 })).toBe("person");
  expect(kindOf({ followers: 999, verified: true })).toBe("verified");
});

test("the network's own word is enough, whoever it is", () => {
  expect(reasonsOf({ automated: true })).toEqual(["marked as automated on its network"]);
  expect(kindOf({ automated: true, followers: 90_000, verified: true }, seldom)).toBe("automated");
});

test.each([
  ["repeating itself", repeating, "50% of its posts say the same as another"],
  ["keeping to minutes", punctual, "60% of its posts come at the same minutes of the hour"],
  ["writing day and night", busy, "2,160 posts in 30 days"],
  ["writing quickly", quick, "half of its posts come within 1 minute of the one before"],
])("%s alone makes no program of anybody, but of one that is called so", (_, habits, reason) => {
  expect(kindOf({}, habits)).toBe("person");
  expect(reasonsOf({ handle: "weatherbot" }, habits)).toEqual(["its name says “bot”", reason]);
});

test("two habits do, but not of somebody verified or widely followed", () => {
  const both = { ...repeating, equalMinutes: 0.9 };
  expect(kindOf({}, both)).toBe("automated");
  expect(reasonsOf({}, both)).toHaveLength(2);
  expect(kindOf({ verified: true }, both)).toBe("verified");
  expect(kindOf({ followers: 50_000 }, both)).toBe("influencer");
  expect(kindOf({ followers: 50_000, name: "Tide Bot" }, both)).toBe("automated");
});

test("writing much and writing quickly are one habit", () => {
  expect(kindOf({}, { ...busy, medianGapMs: 1_000 })).toBe("person");
});

test("few posts say nothing of habits, nor does what is not known", () => {
  const few = { posts: 19, equalTexts: 1, equalMinutes: 1, medianGapMs: 1_000 };
  expect(kindOf({ handle: "weatherbot" }, few)).toBe("person");
  const unknown = { posts: 500, equalTexts: null, equalMinutes: null, medianGapMs: null };
  expect(kindOf({ handle: "weatherbot" }, unknown)).toBe("person");
});

test("a name alone proves nothing", () => {
  expect(kindOf({ handle: "weatherbot" }, seldom)).toBe("person");
  expect(kindOf({ handle: "weatherbot" })).toBe("person");
});

test.each(["bot", "tide_bot", "TideBot", "tidebot42", "tide-bot.bsky.social", "tidebot@bots.example", "bot_of_tides"])(
  "%s is called so",
  (handle) => {
    expect(kindOf({ handle }, punctual)).toBe("automated");
  },
);

test.each(["rosie_abbot", "m.talbot", "bottle", "robotics_club", "sabotage", "robot", "lena@bot.example"])(
  "%s is not",
  (handle) => {
    expect(kindOf({ handle }, punctual)).toBe("person");
  },
);

test("names in other scripts say it too", () => {
  expect(kindOf({ name: "天気ボット" }, punctual)).toBe("automated");
  expect(kindOf({ name: "погодный бот" }, punctual)).toBe("automated");
});

test("every reason has words in every language", () => {
  const habits = [repeating, punctual, busy, quick].map((one) => ({ ...someone, handle: "tidebot", habits: one }));
  const all = [
    ...habits.flatMap(({ habits: one, ...author }) => kindOfAuthor(author, one).reasons),
    ...kindOfAuthor({ ...someone, automated: true }, null).reasons,
    ...kindOfAuthor({ ...someone, followers: 20_000, verified: true }, null).reasons,
  ];
  for (const said of all) {
    expect(Object.keys(said)).toEqual([...languages]);
    expect(Object.values(said).join()).not.toMatch(/undefined|NaN|,,/u);
    expect(new Set(Object.values(said)).size).toBeGreaterThan(3);
  }
});

test("of our own sketches no person is taken for a program, and most programs are found", () => {
  const sketches = readSketches(join(import.meta.dirname, "../../training/words"));
  const said = sketches.map(({ kind, author, habits }) => ({ kind, said: kindOfAuthor(author, habits).kind }));
  const programs = said.filter(({ kind }) => kind === "automated");
  expect(sketches.length).toBeGreaterThanOrEqual(120);
  expect(said.filter((one) => one.said === "automated" && one.kind !== "automated")).toEqual([]);
  expect(programs.filter((one) => one.said === "automated").length / programs.length).toBeGreaterThan(0.8);
  expect(said.filter((one) => one.kind !== "automated" && one.said !== one.kind)).toEqual([]);
});

it("has an answer for any author", () => {
  const share = fc.option(fc.double({ min: 0, max: 1, noNaN: true }));
  const habits = fc.record({
    posts: fc.nat(),
    equalTexts: share,
    equalMinutes: share,
    medianGapMs: fc.option(fc.nat()),
  });
  const author = fc.record({
    id: fc.string(),
    handle: fc.oneof(fc.string({ unit: "binary" }), fc.constant("bot".repeat(100_000))),
    name: fc.option(fc.string({ unit: "binary" })),
    followers: fc.option(fc.nat()),
    verified: fc.option(fc.boolean()),
    automated: fc.option(fc.boolean()),
  });
  fc.assert(
    fc.property(author, fc.option(habits), (one, seen) => {
      const { kind, reasons } = kindOfAuthor(one, seen);
      expect(reasons.length === 0).toBe(kind === "person");
    }),
  );
});
