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
  expect(topics).toEqual([]);
  const { language: _, sentiment: __, topics: ___, location: ____, ...same } = post;
  expect(rest).toEqual(same);
});

test("its title is read with it", () => {
  expect(understood(samplePost("1", at, { title: "I love this wonderful game", text: "" })).sentiment).toBe("positive");
});

test("what it is about is read out of title and text, and anew each time", () => {
  const post = samplePost("1", at, { title: "Election night", text: "the parliament is hung", topics: ["travel"] });
  expect(understood(post).topics).toEqual(["politics"]);
  expect(understood({ ...post, title: null, text: "so be it" }).topics).toEqual([]);
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

test("a name alone is read: the city, where it lies, and the network's own words for it", () => {
  const { location } = understood(samplePost("1", at, { location: { name: "📍 Lisboa" } }));
  expect(location).toEqual({
    name: "📍 Lisboa",
    city: "Lisbon",
    region: "Lisbon",
    country: "PT",
    latitude: 38.72,
    longitude: -9.13,
    isRead: true,
  });
});

test("a name that is no one place stays a name", () => {
  const location = { name: "somewhere over the rainbow" };
  expect(meaningOf(samplePost("1", at, { location })).location).toEqual(location);
});

test("what was read out of a name before is read anew, or taken back", () => {
  const before = { city: "Elsewhere", country: "ZZ", latitude: 1, longitude: 2, isRead: true } as const;
  const read = (name: string) => meaningOf(samplePost("1", at, { location: { name, ...before } })).location;
  expect(read("Paris, TX")).toMatchObject({ name: "Paris, TX", city: "Paris", country: "US", isRead: true });
  expect(read("home")).toEqual({ name: "home" });
});
