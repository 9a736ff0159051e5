import type { Card } from "../../src/cards/card.ts";
import { relayCard, relayPostsCard } from "../../src/cards/relay-card.ts";
import { hourMs, minuteMs } from "../../src/model/clock.ts";
import type { PostLine } from "../../src/model/reader.ts";
import { postsPerHour, type Relay } from "../../src/model/relay.ts";
import type { Tracker } from "../../src/model/tracker.ts";

const labels = new Map([
  ["bluesky", "Bluesky"],
  ["mastodon", "Mastodon"],
]);

/** What /follow brings: its message, and some posts in its thread. */
export function followCards(tracker: Tracker, now: Date): Readonly<Record<"follow" | "followed", Card>> {
  const relay: Relay = {
    id: 3,
    tracker: tracker.id,
    channel: tracker.channel,
    mode: "each",
    maxPerHour: postsPerHour.usual,
    createdBy: tracker.createdBy,
    since: new Date(now.getTime() - hourMs),
    message: null,
    sentBatch: 0,
    toldTo: now,
    lookedAt: now,
    nextAt: now,
    stoppedAt: null,
  };
  const post = (key: number, author: string, text: string, more: Partial<PostLine> = {}): PostLine => ({
    key,
    network: "bluesky",
    id: `${key}`,
    url: `https://example.com/${key}`,
    text,
    postedAt: new Date(now.getTime() - key * minuteMs),
    author,
    engagement: null,
    views: null,
    sensitive: false,
    location: null,
    language: "en",
    topics: ["sports"],
    sentiment: null,
    ...more,
  });
  const posts = [
    post(3, "stadium.watch", "Gates are open at the north stand, no queue at all #WorldCup", { sentiment: "positive" }),
    post(2, "leon_v", "Third bus in a row that does not stop. We will miss the start #WorldCup", {
      network: "mastodon",
      sentiment: "negative",
    }),
    post(1, "night.owl", "Not for everybody", { sensitive: true }),
  ];
  const facts = { relay, tracker, disclosure: "simulated" } as const;
  return {
    follow: relayCard(facts, "en"),
    followed: relayPostsCard({ ...facts, posts, also: new Map([[3, ["mastodon"]]]), labels }, "en"),
  };
}
