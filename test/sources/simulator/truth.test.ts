import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, expect, it } from "vitest";
import { dayMs } from "../../../src/model/clock.ts";
import type { Post } from "../../../src/model/post.ts";
import { topicLines, topics } from "../../../src/sources/simulator/phrases/topics.ts";
import { phrasebooks, toneOfStory } from "../../../src/sources/simulator/phrases.ts";
import { type Language, languages, regions } from "../../../src/sources/simulator/regions.ts";
import { simulatorDefaults } from "../../../src/sources/simulator/settings.ts";
import { createSimulator } from "../../../src/sources/simulator.ts";
import { hashtagsOf } from "../../../src/text/hashtags.ts";
import { meaningOf } from "../../../src/text/understood.ts";
import { handClock, hashtag, readAll } from "../reading.ts";

const now = "2026-03-16T00:00:00Z";

let posts: readonly Post[];

beforeAll(async () => {
  const source = createSimulator(simulatorDefaults);
  const since = new Date(new Date(now).getTime() - 7 * dayMs);
  const pages = ["Harbour", "Kites", "提灯", "काग़ज़"].flatMap((display) =>
    source.networks.map(({ name }) =>
      readAll(source, handClock(now), { network: name, subject: hashtag(display), since }),
    ),
  );
  posts = (await Promise.all(pages)).flatMap((reading) => reading.posts);
});

/** A line up to where something is filled in, long enough to be told from others. */
const beginningOf = (line: string): string | null => {
  const longest = line.split(/\{\w+\}/u).reduce((best, part) => (part.length > best.length ? part : best), "");
  return longest.length >= 6 ? longest : null;
};

const holdsOneOf = (text: string, lines: readonly string[]): boolean =>
  lines.some((line) => {
    const part = beginningOf(line);
    return part !== null && text.includes(part);
  });

const feelings = ["negative", "neutral", "positive"] as const;
const stories = Object.keys(toneOfStory) as (keyof typeof toneOfStory)[];

it("labels each post with the feeling, the language and the topic of the line it was given", () => {
  const wrong: unknown[] = [];
  let checked = 0;
  for (const { text, extras } of posts) {
    const language = extras["truthLanguage"] as Language;
    const book = phrasebooks[language];
    const about = topics.filter((topic) => holdsOneOf(text, topicLines[language][topic]));
    const felt = feelings.filter((tone) => {
      const told = stories.filter((story) => toneOfStory[story] === tone).flatMap((story) => book.stories[story]);
      return holdsOneOf(text, [...book.lines[tone], ...told]);
    });
    const found = about.length > 0 ? [about.join(), "neutral"] : ["", felt.join()];
    const isTold = about.length > 0 || felt.length === 1;
    if (isTold && found.join() !== [extras["truthTopic"] ?? "", extras["truthSentiment"]].join())
      wrong.push({ text, extras });
    if (isTold) checked++;
  }
  expect(wrong).toEqual([]);
  expect(checked).toBeGreaterThan(posts.length * 0.8);
});

it("has posts about every topic, and most about none", () => {
  const labelled = posts.flatMap(({ extras }) => extras["truthTopic"] ?? []);
  expect(new Set(labelled)).toEqual(new Set(topics));
  expect(labelled.length).toBeGreaterThan(posts.length / 50);
  expect(labelled.length).toBeLessThan(posts.length / 4);
});

it("labels a post with the country its author lives in, whether the network shows the place or not", () => {
  const countries = new Set(regions.flatMap(({ cities }) => cities.map(({ location }) => location.country)));
  const wrong = posts.filter(({ location, extras }) => {
    const country = extras["truthPlace"];
    return !countries.has(String(country)) || (location?.country !== undefined && location.country !== country);
  });
  expect(wrong).toEqual([]);
  expect(posts.some(({ location }) => location === null)).toBe(true);
});

it("says the language in the label where the network does not, and the same where it does", () => {
  const labels = new Set(posts.map(({ extras }) => extras["truthLanguage"]));
  expect([...labels].every((label) => languages.some((language) => language === label))).toBe(true);
  expect(posts.filter(({ language, extras }) => language !== null && language !== extras["truthLanguage"])).toEqual([]);
  expect(posts.some(({ language }) => language === null)).toBe(true);
});

it("has lines about topics from which the hashtag can still be read, in every language", () => {
  for (const lines of Object.values(topicLines).flatMap((byTopic) => Object.values(byTopic).flat()))
    expect(hashtagsOf(lines.replace("{tag}", "#Harbour")).map(({ key }) => key)).toEqual(["harbour"]);
});

it("has its posts understood alike whatever the labels say", () => {
  const liar = { truthSentiment: "negative", truthLanguage: "xx", truthPlace: "XX", truthTopic: "lies" };
  for (const post of posts.slice(0, 500))
    expect(meaningOf(Object.assign({}, post, { extras: liar }))).toEqual(meaningOf(post));
});

it("keeps its labels to itself: nothing else in the product names them, so nothing reads or shows them", () => {
  const src = join(import.meta.dirname, "../../../src");
  const naming = readdirSync(src, { recursive: true, encoding: "utf8" })
    .filter((file) => /\.(tsx?|js)$/.test(file))
    .filter((file) => /truth(Sentiment|Language|Place|Topic)/.test(readFileSync(join(src, file), "utf8")));
  expect(naming).toEqual(["sources/simulator/truth.ts"]);
});
