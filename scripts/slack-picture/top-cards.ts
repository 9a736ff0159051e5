import { kindOfAuthor } from "../../src/analysis/author-kind.ts";
import { authorCard } from "../../src/cards/author-card.ts";
import type { Card } from "../../src/cards/card.ts";
import { rankingCard } from "../../src/cards/ranking-card.ts";
import { topPostsCard } from "../../src/cards/top-posts-card.ts";
import { dayMs, minuteMs } from "../../src/model/clock.ts";
import type { PostLine, Ranked } from "../../src/model/reader.ts";
import type { Tracker } from "../../src/model/tracker.ts";

const labels = new Map([
  ["bluesky", "Bluesky"],
  ["mastodon", "Mastodon"],
]);

const mara = {
  id: "1",
  handle: "mara.bsky.social",
  name: "Mara Lind",
  followers: 48_200,
  verified: true,
  automated: null,
} as const;

function postsAt(now: Date): readonly PostLine[] {
  const post = (minutes: number, author: string, text: string, more: Partial<PostLine>): PostLine => ({
    key: minutes,
    network: "bluesky",
    id: `${minutes}`,
    url: `https://example.com/${minutes}`,
    text,
    postedAt: new Date(now.getTime() - minutes * minuteMs),
    author,
    engagement: 0,
    views: null,
    sensitive: false,
    location: null,
    language: "en",
    topics: ["sports"],
    sentiment: "neutral",
    ...more,
  });
  return [
    post(41, mara.handle, "What a final minute. I have no voice left and I would do it all again #WorldCup", {
      engagement: 4_812,
      sentiment: "positive",
    }),
    post(52, "leon_v", "That was never a penalty. Never. #WorldCup", {
      network: "mastodon",
      engagement: 1_930,
      sentiment: "negative",
    }),
    post(18, "stadium.watch", "Gates open at 16:00, trains run every four minutes #WorldCup", { engagement: 644 }),
  ];
}

/** What /top and /author show of the same day as the other pictures. */
export function topCards(tracker: Tracker, now: Date): Readonly<Record<"top" | "people" | "author", Card>> {
  const about = { tracker, periodMs: dayMs, labels, disclosure: "simulated" } as const;
  const posts = postsAt(now);
  const [first] = posts;
  const theirs = first
    ? Array.from({ length: 37 }, (_, i) => ({
        ...first,
        key: i,
        topics: i % 4 === 0 ? ["sports", "travel"] : ["sports"],
        sentiment: i % 3 === 0 ? ("positive" as const) : ("neutral" as const),
        ...(i === 0 ? {} : { engagement: 90 + 7 * i, text: "Half-time thoughts, and the queue for coffee #WorldCup" }),
        postedAt: new Date(now.getTime() - (41 + 300 * i) * minuteMs),
      }))
    : [];
  const row = (
    name: string,
    of: string,
    posts: number,
    engagement: number,
    feels: readonly [number, number],
  ): Ranked => ({
    name,
    of,
    posts,
    share: posts / 2_489,
    engagement,
    negative: feels[1],
    positive: feels[0],
    read: posts,
  });
  return {
    top: topPostsCard({ ...about, posts, only: [], listsOf: null }, "en"),
    people: rankingCard(
      {
        ...about,
        by: "people",
        listsOf: null,
        ranking: {
          posts: 2_489,
          known: 2_489,
          rows: [
            row(mara.handle, "bluesky", 6, 5_240, [4, 0]),
            row("leon_v", "mastodon", 11, 2_377, [1, 8]),
            row("stadium.watch", "bluesky", 14, 1_105, [1, 0]),
          ],
        },
      },
      "en",
    ),
    author: authorCard(
      {
        ...about,
        network: "bluesky",
        author: mara,
        count: theirs.length,
        engagement: theirs.reduce((sum, { engagement }) => sum + (engagement ?? 0), 0),
        posts: theirs,
        kind: kindOfAuthor(mara, null),
        periodMs: 29 * dayMs,
        subjects: ["#WorldCup"],
      },
      "en",
    ),
  };
}
