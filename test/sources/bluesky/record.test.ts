import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Post } from "../../../src/model/post.ts";
import { postOf } from "../../../src/sources/bluesky/record.ts";
import { DecodeError } from "../../../src/sources/decode.ts";
import { recordOf, rkeyOf, someone, type Written } from "./records.ts";

const at = new Date("2026-03-10T18:00:21.345Z");
const read = (record: unknown): Post => postOf({ did: someone, rkey: rkeyOf(1), record, at });
const write = (written: Partial<Written>): Post => read(recordOf({ text: "low water", ...written }, at));

const blob = (cid: string) => ({ $type: "blob", ref: { $link: cid }, mimeType: "image/jpeg", size: 1 });
const images = { $type: "app.bsky.embed.images", images: [{ alt: "boats at dawn", image: blob("bafkreiboats") }] };
const quoted = { record: { cid: "bafyrei", uri: `at://${someone}/app.bsky.feed.post/3m22` } };
const quote = { $type: "app.bsky.embed.record", ...quoted };

describe("a record of a post", () => {
  it("becomes a post of an author known by DID, with counters that are unknown and not zero", () => {
    expect(write({ text: "low water at the #Harbour", langs: ["pt-BR", "en"] })).toEqual({
      network: "bluesky",
      id: `at://${someone}/app.bsky.feed.post/${rkeyOf(1)}`,
      author: { id: someone, handle: someone, name: null, followers: null, verified: null, automated: null },
      postedAt: at,
      kind: "original",
      content: "text",
      text: "low water at the #Harbour",
      title: null,
      url: `https://bsky.app/profile/${someone}/post/${rkeyOf(1)}`,
      language: "pt",
      tags: [{ key: "harbour", display: "Harbour" }],
      topics: [],
      sentiment: null,
      location: null,
      community: null,
      client: null,
      sensitive: false,
      media: [],
      counters: { likes: null, shares: null, replies: null, views: null },
      extras: {},
    });
  });

  it("has the tags of its facets, the hidden ones, and those that only its text has, each once", () => {
    const record = {
      ...recordOf({ text: "Hochwasser am #Käsekai 🌊 #boats", tags: ["Tide", "#BOATS", "not a tag!", ""] }, at),
    };
    expect(read(record).tags.map(({ display }) => display)).toEqual(["Käsekai", "boats", "Tide"]);
    const plain = { text: "no facets at all #harbour", createdAt: at.toISOString(), tags: ["tide"] };
    expect(read(plain).tags.map(({ display }) => display)).toEqual(["tide", "harbour"]);
    expect(write({ text: Array.from({ length: 300 }, (_, n) => `#a${n}`).join(" ") }).tags).toHaveLength(50);
  });

  it("is a reply, a quote or neither", () => {
    expect(write({ reply: { parent: {}, root: {} }, embed: quote }).kind).toBe("reply");
    expect(write({ embed: quote }).kind).toBe("quote");
    const both = { $type: "app.bsky.embed.recordWithMedia", record: quoted, media: images };
    expect(write({ embed: both })).toMatchObject({ kind: "quote", content: "image" });
    const list = {
      $type: "app.bsky.embed.record",
      record: { cid: "b", uri: `at://${someone}/app.bsky.graph.list/3m2` },
    };
    expect(write({ embed: list }).kind).toBe("original");
  });

  it("has the media of its embed, with what they show in words", () => {
    expect(write({ embed: images })).toMatchObject({
      content: "image",
      media: [
        {
          kind: "image",
          alt: "boats at dawn",
          url: `https://cdn.bsky.app/img/feed_fullsize/plain/${someone}/bafkreiboats`,
        },
      ],
    });
    const gallery = { $type: "app.bsky.embed.gallery", items: [{ alt: "", image: blob("bafkreione") }] };
    expect(write({ embed: gallery }).media).toHaveLength(1);
    const video = { $type: "app.bsky.embed.video", video: blob("bafkreifilm"), alt: "waves" };
    expect(write({ embed: video })).toMatchObject({ content: "video", media: [{ kind: "video", alt: "waves" }] });
    const card = {
      $type: "app.bsky.embed.external",
      external: { uri: "https://tides.example", title: "", description: "" },
    };
    expect(write({ embed: card })).toMatchObject({ content: "link", media: [] });
    expect(write({ embed: { $type: "com.example.embed.unheard" } })).toMatchObject({ content: "text", media: [] });
    const link = { index: {}, features: [{ $type: "app.bsky.richtext.facet#link", uri: "https://tides.example" }] };
    expect(read({ text: "see", createdAt: "", facets: [link] }).content).toBe("link");
  });

  it("is sensitive where its author says so", () => {
    const labelled = (val: string) =>
      write({ labels: { $type: "com.atproto.label.defs#selfLabels", values: [{ val }] } });
    expect(labelled("nudity").sensitive).toBe(true);
    expect(labelled("!no-unauthenticated").sensitive).toBe(false);
  });

  it.each([
    ["2026-03-10T17:59:00.123456Z", "2026-03-10T17:59:00.123Z"],
    ["2026-03-10T19:59:00+02:00", "2026-03-10T17:59:00.000Z"],
    ["2023-06-01T00:00:00Z", "2023-06-01T00:00:00.000Z"],
    ["2026-03-10T18:05:00Z", at.toISOString()],
    ["2031-01-01T00:00:00Z", at.toISOString()],
    ["2011-04-01T00:00:00Z", "2011-04-01T00:00:00.000Z"],
    ["yesterday", at.toISOString()],
    [1_773_165_621_345, at.toISOString()],
    [null, at.toISOString()],
  ])("written at %s counts at %s", (createdAt, postedAt) => {
    expect(read({ text: "low water", createdAt }).postedAt.toISOString()).toBe(postedAt);
  });

  it.each([
    ["record", 7],
    ["record.text", { createdAt: "" }],
    ["record.text", { text: "x".repeat(3_001) }],
    ["record.facets", { text: "", facets: {} }],
    ["record.facets[0].features", { text: "", facets: [{ index: {} }] }],
    ["record.tag", { text: "", tags: [7] }],
    ["record.embed.images", { text: "", embed: { $type: "app.bsky.embed.images" } }],
    ["label.val", { text: "", labels: { values: [{}] } }],
  ])("that cannot be read is refused with the path %s", (path, record) => {
    expect(() => read(record)).toThrow(path);
    expect(() => read(record)).toThrow(DecodeError);
  });

  it("of a stranger's making is a post or refused, never anything else", () => {
    const part = fc.oneof(fc.jsonValue(), fc.constantFrom(images, quote, [{ features: [{ $type: "x", tag: "y" }] }]));
    const record = fc.record(
      {
        text: fc.oneof(fc.string({ unit: "binary" }), part),
        createdAt: part,
        facets: part,
        tags: part,
        embed: part,
        labels: part,
        langs: part,
        reply: part,
      },
      { requiredKeys: ["text"] },
    );
    fc.assert(
      fc.property(fc.oneof(record, fc.jsonValue()), fc.string(), (value, rkey) => {
        try {
          const post = postOf({ did: someone, rkey, record: value, at });
          expect(post.postedAt.getTime()).toBeLessThanOrEqual(at.getTime());
          expect(post.url).toBe(encodeURI(post.url ?? ""));
        } catch (error) {
          expect(error).toBeInstanceOf(DecodeError);
        }
      }),
    );
  });
});
