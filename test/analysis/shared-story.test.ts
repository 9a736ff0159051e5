import { expect, test } from "vitest";
import { type StoryPost, sharedStory } from "../../src/analysis/shared-story.ts";
import { plainLink } from "../../src/jobs/shared-story.ts";

const long = "the referee has admitted that he saw nothing of it";
const post = (network: string, more: Partial<StoryPost> = {}): StoryPost => ({
  network,
  links: [],
  said: "short",
  text: "Short!",
  ...more,
});

test("a link that posts of several networks share is one story, told with those that have most of it first", () => {
  const links = ["https://example.com/a"];
  const posts = [post("bluesky", { links }), post("mastodon", { links }), post("mastodon", { links }), post("reddit")];
  expect(sharedStory(posts)).toEqual({ networks: ["mastodon", "bluesky"], posts: 3, link: links[0], text: null });
});

test("on one network, or by too few posts, nothing is a story", () => {
  const links = ["https://example.com/a"];
  expect(sharedStory([post("bluesky", { links }), post("bluesky", { links }), post("bluesky", { links })])).toBeNull();
  expect(sharedStory([post("bluesky", { links }), post("mastodon", { links })])).toBeNull();
  expect(sharedStory([])).toBeNull();
});

test("where no link is shared it is the text, if it is long enough to be no chance", () => {
  const said = { said: long, text: "The referee has admitted…" };
  const posts = [post("bluesky", said), post("mastodon", said), post("mastodon", said)];
  expect(sharedStory(posts)).toMatchObject({ link: null, text: said.text, posts: 3 });
  expect(sharedStory([post("bluesky"), post("mastodon"), post("reddit")])).toBeNull();
});

test("a link is the same however it was shared, and a front page is none", () => {
  expect(plainLink("https://www.Example.com/news/?utm_source=x&id=7#top")).toBe("https://example.com/news?id=7");
  expect(plainLink("http://example.com/news")).toBe("https://example.com/news");
  expect(plainLink("https://example.com/")).toBeNull();
});
