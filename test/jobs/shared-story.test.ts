import { afterAll, beforeAll, expect, test } from "vitest";
import { storyOf } from "../../src/jobs/shared-story.ts";
import { hourMs, minuteMs } from "../../src/model/clock.ts";
import { sampleAuthor, samplePost } from "../store/sample-posts.ts";
import { sampleIncident } from "../store/sample-tenants.ts";
import { openStage, type Stage } from "./services.ts";

const noon = new Date("2026-11-20T12:00:00Z");
let stage: Stage;
let made = 0;

beforeAll(async () => {
  stage = await openStage({ now: noon });
});
afterAll(() => stage.close());

/** An incident with a post of each text on each network, minutes ago. */
async function story(texts: Readonly<Record<string, readonly string[]>>, networks = Object.keys(texts)) {
  const { tracker, feeds } = await stage.track(`story${++made}`, { networks });
  const posts = networks.flatMap((network, n) =>
    (texts[network] ?? []).map((text, i) => {
      const id = `${made}-${network}-${i}`;
      const at = new Date(noon.getTime() - (i + 1) * minuteMs);
      return { post: samplePost(id, at, { network, text, author: sampleAuthor(id) }), feeds: [feeds[n] ?? 0] };
    }),
  );
  const seen = feeds.map((feed) => ({ feed, span: { from: new Date(noon.getTime() - hourMs), to: noon } }));
  await stage.services.feeds.write({ posts, at: noon, seen });
  const incident = { ...sampleIncident(tracker.id), openedAt: noon, movedAt: noon };
  const { incident: opened } = await stage.tenant.incidents.open(incident);
  return storyOf(opened, tracker, stage.services);
}

test("the same link on two networks is one story, however it was shared", async () => {
  const told = await story({
    bluesky: ["Look at this https://www.example.com/news/42?utm_source=b", "nothing"],
    mastodon: ["Oh no: https://example.com/news/42/", "Again https://example.com/news/42"],
  });
  expect(told).toEqual({
    networks: ["mastodon", "bluesky"],
    posts: 3,
    link: "https://example.com/news/42",
    text: null,
  });
});

test("the same text is, with other marks and another name before it; a tracker of one network has no such story", async () => {
  const text = "the bridge is closed until further notice tonight";
  const texts = { bluesky: [`@ann ${text}!`, text], mastodon: [text.toUpperCase()] };
  expect(await story(texts)).toMatchObject({ networks: ["bluesky", "mastodon"], posts: 3, link: null });
  expect(await story({ bluesky: [...texts.bluesky, text] })).toBeNull();
});
