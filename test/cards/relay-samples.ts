import { relayCard, relayMoreCard, relayPostsCard, relaysCard } from "../../src/cards/relay-card.ts";
import type { Language } from "../../src/model/language.ts";
import type { PostLine } from "../../src/model/reader.ts";
import { batchMax, type Relay, relayModes } from "../../src/model/relay.ts";
import type { Tracker } from "../../src/model/tracker.ts";
import type { Cast, Sample } from "./samples.ts";

const now = new Date("2026-11-20T14:02:00Z");

/** Not stored: without what only the store knows. */
export const sampleRelay = ({ person }: Cast) =>
  ({ mode: "each", maxPerHour: 10, createdBy: person, since: now, toldTo: now }) as const;

const labels = new Map([
  ["bluesky", "Bluesky"],
  ["mastodon", "Mastodon"],
]);

const postOf = ({ person: { name } }: Cast, key: number, more: Partial<PostLine> = {}): PostLine => ({
  key,
  network: "bluesky",
  id: `${key}`,
  url: `https://example.com/${key}`,
  text: `${name}: the gates are open, come in`,
  postedAt: new Date(now.getTime() - key * 6_000),
  author: name,
  engagement: 12,
  views: null,
  sensitive: false,
  location: null,
  language: "en",
  topics: [],
  sentiment: "positive",
  ...more,
});

const relayOf = (cast: Cast, tracker: Tracker): Relay => ({
  ...sampleRelay(cast),
  id: 999_999_999_999_999,
  tracker: tracker.id,
  channel: tracker.channel,
  message: null,
  sentBatch: 0,
  lookedAt: null,
  nextAt: now,
  stoppedAt: null,
});

/** Those of somebody's own page. */
export const sampleRelays = (cast: Cast, tracker: Tracker) =>
  Array.from({ length: 6 }, (_, i) => ({
    relay: { ...relayOf(cast, tracker), id: i + 1, mode: relayModes[i % relayModes.length] ?? "each" },
    tracker,
  }));

export function relaySamples(cast: Cast, tracker: Tracker, language: Language): Sample[] {
  const relay = relayOf(cast, tracker);
  const facts = { relay, tracker, disclosure: cast.disclosure };
  const stopped = { ...facts, relay: { ...relay, stoppedAt: now } };
  const posts = [
    postOf(cast, 1),
    postOf(cast, 2, { network: "mastodon", sensitive: true, sentiment: null }),
    postOf(cast, 3, { author: null, engagement: null, views: 48_210, url: null }),
  ];
  const many = Array.from({ length: batchMax }, (_, i) => postOf(cast, i + 1));
  const also = new Map([[1, ["mastodon"]]]);
  const best = postOf(cast, 4, { engagement: 12_345 });
  const mode = (mode: Relay["mode"]) => ({ ...facts, relay: { ...relay, mode } });
  return [
    { name: "relay", card: relayCard(facts, language), hasNumbers: false },
    { name: "relay-top", card: relayCard(mode("top"), language), hasNumbers: false },
    { name: "relay-stopped", card: relayCard(stopped, language), hasNumbers: false },
    { name: "relay-untracked", card: relayCard(stopped, language, "untracked"), hasNumbers: false },
    { name: "relay-posts", card: relayPostsCard({ ...facts, posts, also, labels }, language), hasNumbers: true },
    {
      name: "relay-best",
      card: relayPostsCard({ ...mode("top"), posts: many, also: new Map(), labels }, language),
      hasNumbers: true,
    },
    {
      name: "relay-viral",
      card: relayPostsCard({ ...mode("viral"), posts: [best], also, labels }, language),
      hasNumbers: true,
    },
    { name: "relay-more", card: relayMoreCard({ ...facts, count: 132, best, labels }, language), hasNumbers: true },
    {
      name: "relay-more-gone",
      card: relayMoreCard({ ...facts, count: 1, best: null, labels }, language),
      hasNumbers: true,
    },
    {
      name: "relays",
      card: relaysCard([facts, mode("viral")], language),
      hasNumbers: false,
    },
    { name: "relays-none", card: relaysCard([], language), hasNumbers: false },
  ];
}
