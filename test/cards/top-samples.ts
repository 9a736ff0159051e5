import type { Excess } from "../../src/analysis/why.ts";
import { authorCard } from "../../src/cards/author-card.ts";
import { correctedCard } from "../../src/cards/corrected.ts";
import { rankingCard } from "../../src/cards/ranking-card.ts";
import { topPostsCard } from "../../src/cards/top-posts-card.ts";
import { whyCard } from "../../src/cards/why-card.ts";
import { listRemoved, listSaved, wordListsCard } from "../../src/cards/word-lists-card.ts";
import { dayMs, hourMs, minuteMs } from "../../src/model/clock.ts";
import type { Incident } from "../../src/model/incident.ts";
import { type Language, told } from "../../src/model/language.ts";
import type { PostLine, Ranked, RankedBy } from "../../src/model/reader.ts";
import { subjectName } from "../../src/model/subject.ts";
import type { Tracker } from "../../src/model/tracker.ts";
import type { StoredWordList } from "../../src/model/word-list.ts";
import type { Cast, Sample } from "./samples.ts";

const now = new Date("2026-11-20T14:02:00Z");

const labels = new Map([
  ["bluesky", "Bluesky"],
  ["mastodon", "Mastodon"],
]);

/** How the networks of a tracker are called, and what must be said of them. */
export const networksOf = (disclosure: Cast["disclosure"]) => ({
  labels: (networks: readonly string[]) => networks.map((network) => labels.get(network) ?? network),
  disclosure: () => disclosure,
});

const postsOf = ({ person: { name } }: Cast): readonly PostLine[] => {
  const post = (key: number, more: Partial<PostLine>): PostLine => ({
    key: 999_999_999_000_000 + key,
    network: "bluesky",
    id: `${key}`,
    url: `https://example.com/${key}`,
    text: `${name}: what a match, and the referee saw nothing of it`,
    postedAt: new Date(now.getTime() - key * 7 * minuteMs),
    author: name,
    engagement: 12_345 / key,
    views: null,
    sensitive: false,
    location: null,
    language: "en",
    topics: ["sports"],
    sentiment: "negative",
    ...more,
  });
  return [
    post(1, {}),
    post(2, { network: "mastodon", sentiment: "positive", url: null }),
    post(3, { author: null, sentiment: null, engagement: null, views: 48_210 }),
    post(4, { sensitive: true, sentiment: "neutral" }),
    post(5, { engagement: 1 }),
  ];
};

export const sampleLists = ({ person: { name } }: Pick<Cast, "person">): readonly StoredWordList[] => [
  { id: 1, name: name.slice(0, 40), words: [name, "Acme", "road runner", "anvil", "Wile E. Coyote"] },
  { id: 2, name: "Products", words: ["Acme"] },
];

export function topSamples(
  cast: Cast,
  { tracker, incident }: { readonly tracker: Tracker; readonly incident: Incident },
  language: Language,
): Sample[] {
  const { disclosure } = cast;
  const about = { tracker, periodMs: dayMs, labels, disclosure };
  const posts = postsOf(cast);
  const lists = sampleLists(cast);
  const top = (more: object) =>
    topPostsCard({ ...about, posts, only: [], listsOf: null, ...more } as Parameters<typeof topPostsCard>[0], language);
  const ranking = (by: RankedBy, rows: readonly Ranked[]) =>
    rankingCard(
      {
        ...about,
        by,
        listsOf: by === "topics" ? 5_000 : null,
        ranking: { posts: 4_321, known: by === "places" ? 530 : 4_321, rows },
      },
      language,
    );
  return [
    { name: "top-posts", card: top({}), hasNumbers: true },
    { name: "top-posts-filtered", card: top({ only: ["Acme"], listsOf: 5_000 }), hasNumbers: true },
    { name: "top-posts-none", card: top({ posts: [] }), hasNumbers: false },
    ...rankingSamples(cast).map(([by, rows]) => ({
      name: `top-${by}`,
      card: ranking(by, rows),
      hasNumbers: true,
    })),
    { name: "top-people-none", card: ranking("people", []), hasNumbers: false },
    ...authorSamples(cast, posts, language),
    ...whySamples(cast, posts).map(({ name, facts }) => ({
      name,
      card: whyCard({ tracker, incident, ...facts }, networksOf(disclosure), language),
      hasNumbers: true,
    })),
    {
      name: "corrected",
      card: correctedCard(
        { author: cast.person.name, sentiment: "positive", was: "negative" },
        { who: cast.person, undo: 7 },
        language,
      ),
      hasNumbers: false,
    },
    {
      name: "corrected-unknown",
      card: correctedCard({ author: "ana", sentiment: "neutral", was: null }, { who: cast.person, undo: 7 }, language),
      hasNumbers: false,
    },
    { name: "word-lists", card: wordListsCard(lists, language), hasNumbers: false },
    { name: "word-lists-none", card: wordListsCard([], language), hasNumbers: false },
    {
      name: "word-list-saved",
      card: listSaved({ name: "Products", words: ["one", "two"] }, language),
      hasNumbers: false,
    },
    { name: "word-list-removed", card: listRemoved({ name: cast.person.name }, language), hasNumbers: false },
  ];
}

function rankingSamples({ person: { name } }: Cast): readonly (readonly [RankedBy, readonly Ranked[]])[] {
  const row = (name: string, posts: number, of: string | null = null): Ranked => ({
    name,
    of,
    posts,
    share: posts / 4_321,
    engagement: posts * 7,
    negative: Math.round(posts * 0.31),
    positive: Math.round(posts * 0.22),
    read: Math.round(posts * 0.93),
  });
  return [
    [
      "people",
      [
        row(name, 31, "bluesky"),
        { ...row("ana.bsky.social", 12, "mastodon"), engagement: null },
        row("b", 2, "bluesky"),
      ],
    ],
    ["topics", [row("Products", 41), row("sports", 2_040), row("film-and-television", 212)]],
    ["places", [row("DE", 210, "Köln"), row("PT", 94)]],
    ["languages", [row("en", 2_400), row("pt", 811), row("ja", 3)]],
    ["tags", [row("goal", 733), row("東京", 12)]],
  ];
}

function whySamples({ person: { name } }: Cast, posts: readonly PostLine[]) {
  const part = (name: string, share: number, usual: number): Excess => ({ name, of: null, share, now: share, usual });
  return [
    {
      name: "why",
      facts: {
        posts: 532,
        usual: 46.2,
        coverage: 0.83,
        excess: {
          networks: [part("bluesky", 0.71, 0.4), part("mastodon", 0.29, 0.6)],
          authors: [part(name, 0.12, 0)],
          tags: [part("goal", 0.62, 0.05)],
          languages: [part("pt", 0.4, 0.12), part("ja", 0.11, 0)],
          hours: [
            { at: new Date("2026-11-20T13:00:00Z"), share: 0.62 },
            { at: new Date("2026-11-20T14:00:00Z"), share: 0.3 },
          ],
        },
        seed: posts[0] ?? null,
      },
    },
    {
      name: "why-one-author",
      facts: {
        posts: 1,
        usual: 0,
        coverage: 1,
        excess: { networks: [], authors: [part(name, 0.94, 0)], tags: [], languages: [], hours: [] },
        seed: null,
      },
    },
  ] as const;
}

function authorSamples(cast: Cast, posts: readonly PostLine[], language: Language): Sample[] {
  const base = {
    network: "bluesky",
    author: { id: "1", handle: cast.person.name, name: "Ana B", followers: 250_000, verified: true, automated: null },
    count: 214,
    engagement: 31_200,
    posts,
    periodMs: 29 * dayMs,
    subjects: [subjectName(cast.subject), "#cats"],
    labels,
    disclosure: cast.disclosure,
  };
  const many = Array.from({ length: 12 }, (_, i) => ({
    ...(posts[0] as PostLine),
    key: i,
    postedAt: new Date(now.getTime() - i * hourMs),
  }));
  const why = told(() => "250K");
  return [
    {
      name: "author-influencer",
      card: authorCard({ ...base, posts: many, kind: { kind: "influencer", reasons: [why] } }, language),
      hasNumbers: true,
    },
    {
      name: "author-automated",
      card: authorCard({ ...base, kind: { kind: "automated", reasons: [why, why] } }, language),
      hasNumbers: true,
    },
    {
      name: "author-person",
      card: authorCard(
        {
          ...base,
          author: { ...base.author, name: null, followers: null, verified: null },
          kind: { kind: "person", reasons: [] },
        },
        language,
      ),
      hasNumbers: true,
    },
  ];
}
