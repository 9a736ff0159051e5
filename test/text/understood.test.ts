import { expect, test } from "vitest";
import { meaningOf, understandingVersion, understood } from "../../src/text/understood.ts";
import { samplePost } from "../store/sample-posts.ts";

const at = new Date("2026-11-20T12:00:00Z");

test("a post gets its meaning, and keeps everything else", () => {
  const post = samplePost("1", at, { text: "What a wonderful evening, I love this" });
  const { language, languageTold, sentiment, topics, location, understanding, ...rest } = understood(post);
  expect({ language, languageTold, sentiment, location, understanding }).toEqual({
    language: "en",
    languageTold: false,
    sentiment: "positive",
    location: null,
    understanding: understandingVersion,
  });
  expect(topics).toEqual(expect.any(Array));
  const { language: _, sentiment: __, topics: ___, location: ____, ...same } = post;
  expect(rest).toEqual(same);
});

test("its title is read with it", () => {
  expect(understood(samplePost("1", at, { title: "I love this wonderful game", text: "" })).sentiment).toBe("positive");
});

test("the network's word on the language stands, and says by what rules to read", () => {
  const post = samplePost("1", at, { text: "I love this wonderful game", language: "ja" });
  expect(understood(post)).toMatchObject({ language: "ja", languageTold: true, sentiment: null });
});

test("read again, it means the same", () => {
  const post = understood(samplePost("1", at, { text: "Das ist wirklich ein wunderbarer Abend gewesen" }));
  expect(understood(post)).toEqual(post);
});

test("coordinates of the network stand", () => {
  const location = { name: "Somewhere", latitude: 1, longitude: 2 };
  expect(meaningOf(samplePost("1", at, { location })).location).toEqual(location);
});
