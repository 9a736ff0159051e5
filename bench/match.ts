import type { Tag } from "../src/model/post.ts";
import { hashtagKey, hashtagsOf, mergeTags, tagOf } from "../src/text/hashtags.ts";
import { createMatcher, type Matcher } from "../src/text/match.ts";
import { type Bench, median } from "./bench.ts";
import { hashtag, hashtagCount, jetstreamPosts } from "./jetstream-posts.ts";

const subjectCount = 100_000;
const eventCount = 20_000;
const turnEvents = 500;
const rounds = 5;

/** Twitter's, of 3 August 2013: https://blog.x.com/engineering/en_us/a/2013/new-tweets-per-second-record-and-how */
const recordPerSecond = 143_199;

interface Event {
  readonly commit: {
    readonly record: {
      readonly text: string;
      readonly facets?: readonly { readonly features: readonly { readonly tag?: string }[] }[];
    };
  };
}

/** A third of all hashtags is followed, the most used ones as likely as the others. */
const isFollowed = (rank: number): boolean => rank % (hashtagCount / subjectCount) === 0;

/** Both hashtag readings and the look-up, as a stream does them on every event, beside parsing the same events and nothing else. */
const bench: Bench = {
  name: "match",
  async run() {
    const { lines, hits, meanBytes } = jetstreamPosts(eventCount, isFollowed);
    const matcher = followed();
    const match = (line: string) => matchOne(matcher, line);
    const found = lines.reduce((sum, line) => sum + match(line), 0);
    if (found !== hits)
      throw new Error(`${found} of ${hits} followed hashtags were found: the bench measures something else`);
    inTurns(lines, match);
    const times = Array.from({ length: rounds }, () => inTurns(lines, match));
    const value = median(times.map(({ matchMs }) => (eventCount * 1_000) / matchMs));
    const metric = `parse and match, ${subjectCount} subjects, ${Math.round(meanBytes)} B an event`;
    const figure = { bench: "match", metric, value, unit: "events/s" };
    return [
      {
        ...figure,
        against: "JSON.parse of the same events alone",
        ratio: median(times.map(({ parseMs, matchMs }) => parseMs / matchMs)),
      },
      { ...figure, against: `${recordPerSecond} posts/s, Twitter's record of 2013`, ratio: value / recordPerSecond },
    ];
  },
};

export default bench;

function followed(): Matcher {
  const matcher = createMatcher();
  for (let rank = 0, id = 0; rank < hashtagCount; rank++) {
    const display = hashtag(rank);
    if (isFollowed(rank)) matcher.add("bluesky", { kind: "hashtag", key: hashtagKey(display), display }, id++);
  }
  return matcher;
}

/** How many subjects one event matches. */
function matchOne(matcher: Matcher, line: string): number {
  const { text, facets = [] } = (JSON.parse(line) as Event).commit.record;
  const named: Tag[] = [];
  for (const { features } of facets) for (const { tag } of features) if (tag !== undefined) named.push(tagOf(tag));
  const tags = mergeTags(named, hashtagsOf(text));
  return matcher.match({ network: "bluesky", author: null, title: null, text, tags }).length;
}

/** One round over all events, in short turns, so that whatever else the machine does slows both alike. */
function inTurns(lines: readonly string[], match: (line: string) => number): { parseMs: number; matchMs: number } {
  const spent = { parseMs: 0, matchMs: 0 };
  const parseTurn = (turn: readonly string[]) => {
    const startedMs = performance.now();
    for (const line of turn) JSON.parse(line);
    spent.parseMs += performance.now() - startedMs;
  };
  const matchTurn = (turn: readonly string[]) => {
    const startedMs = performance.now();
    for (const line of turn) match(line);
    spent.matchMs += performance.now() - startedMs;
  };
  for (let from = 0; from < lines.length; from += turnEvents) {
    const turn = lines.slice(from, from + turnEvents);
    const order = (from / turnEvents) % 2 === 0 ? [parseTurn, matchTurn] : [matchTurn, parseTurn];
    for (const take of order) take(turn);
  }
  return spent;
}
