import { expect, test } from "vitest";
import type { PostText } from "../../src/model/reader.ts";
import { postsOfLists, rankedLists } from "../../src/text/own-topics.ts";

const post = (key: number, text: string, more: Partial<PostText> = {}): PostText => ({
  key,
  text,
  engagement: null,
  sentiment: null,
  ...more,
});
const lists = [
  { name: "Rivals", words: ["acme", "road runner"] },
  { name: "Colours", words: ["red"] },
  { name: "Nothing", words: ["unsaid"] },
];

test("each list has the posts with a word of it, with what they moved and how they feel", async () => {
  const texts = [
    post(1, "Acme is red", { engagement: 3, sentiment: "negative" }),
    post(2, "a ROAD runner", { engagement: 4, sentiment: "positive" }),
    post(3, "redder than ever"),
    post(4, "nothing of it"),
  ];
  expect(await rankedLists(lists, texts)).toEqual([
    { name: "Rivals", of: null, posts: 2, share: 0.5, engagement: 7, negative: 1, positive: 1, read: 2 },
    { name: "Colours", of: null, posts: 1, share: 0.25, engagement: 3, negative: 1, positive: 0, read: 1 },
  ]);
  expect((await postsOfLists(lists, texts)).map(({ key }) => key)).toEqual([1, 2]);
  expect(await rankedLists(lists, [])).toEqual([]);
});

test("others get their turn while many texts are read", async () => {
  const many = Array.from({ length: 2_000 }, (_, i) => post(i, "acme"));
  let turns = 0;
  const others = setInterval(() => turns++, 0);
  expect((await postsOfLists(lists, many)).length).toBe(2_000);
  clearInterval(others);
  expect(turns).toBeGreaterThan(0);
});
