import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { newDetector } from "../../src/analysis/detector.ts";
import { advance } from "../../src/analysis/spikes.ts";
import { bucketOf, minuteMs } from "../../src/model/clock.ts";

/** Real posts around an Indian election, with holes where a search gave no more. They are not in the repository. */
const file = join(import.meta.dirname, "../../../shared/data/posts/up2017.jsonl");

describe.skipIf(!existsSync(file))("in real posts (needs the file, which is not published)", () => {
  let posts: { postedAt: string; hashtags: string[] }[] = [];
  beforeAll(() => {
    posts = readFileSync(file, "utf8")
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line));
  });

  /** Posts per minute from the file's first post to its last, all observed. */
  function minutesOf(tag: string): { at: Date; count: number }[] {
    const from = bucketOf(new Date(posts[0]?.postedAt ?? 0), minuteMs).getTime();
    const to = new Date(posts.at(-1)?.postedAt ?? 0).getTime();
    const counts = new Array<number>(Math.floor((to - from) / minuteMs) + 1).fill(0);
    for (const { postedAt, hashtags } of posts) {
      const minute = Math.floor((new Date(postedAt).getTime() - from) / minuteMs);
      if (hashtags.includes(tag)) counts[minute] = (counts[minute] ?? 0) + 1;
    }
    return counts.map((count, i) => ({ at: new Date(from + i * minuteMs), count }));
  }

  test.each([
    ["kejriwal", "2017-02-22T14"],
    ["काम_दिखता_है", "2017-03-02T06"],
    ["amarsingh", "2017-02-21T17"],
    ["bjpsebetibachao", "2017-02-18T18"],
    ["संगम_किनारे_राहुल_अखिलेश", "2017-02-21T09"],
    ["shivajimaharaj", "2017-02-19T09"],
    ["donkeys", "2017-02-20T15"],
    ["upkoyesaathpasandhai", "2017-02-21T09"],
  ])("#%s raises exactly one alert, in the hour of its burst %s", (tag, hour) => {
    const alerts = advance(newDetector(), minutesOf(tag)).filter((judgement) => judgement.alerts.includes("balanced"));
    expect(alerts.map(({ at }) => at.toISOString().slice(0, 13))).toEqual([hour]);
  });
});
