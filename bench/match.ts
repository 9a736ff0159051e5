import { mayHoldHashtag } from "../src/sources/bluesky/prefilter.ts";
import { hashtagKey, hashtagsOf, tagsOf } from "../src/text/hashtags.ts";
import { createMatcher, type Matcher } from "../src/text/match.ts";
import { type Bench, type Figure, median } from "./bench.ts";
import { hashtag, hashtagCount, jetstreamPosts } from "./jetstream-posts.ts";
import { peer } from "./peer.ts";
import { cpuMs, inTurns, turnMs } from "./turns.ts";

const subjectCount = 100_000;
const eventCount = 20_000;
const turnEvents = 500;
const rounds = 11;

/** Twitter's, of 3 August 2013: https://blog.x.com/engineering/en_us/a/2013/new-tweets-per-second-record-and-how */
const recordPerSecond = 143_199;

interface Event {
  readonly commit?: { readonly record?: Record };
}

interface Record {
  readonly text: string;
  readonly facets?: readonly { readonly features: readonly { readonly $type: string; readonly tag?: string }[] }[];
  readonly tags?: readonly string[];
}

/** What is done with an event, as the socket gives it and as a string; how many subjects it matches. */
type Way = (frame: Buffer, line: string) => number;

/** A third of all hashtags is followed, the most used ones as likely as the others. */
const isFollowed = (rank: number): boolean => rank % (hashtagCount / subjectCount) === 0;

/** Parsing, all three readings of hashtags and the look-up, as a stream does them, beside parsing the same events and nothing else. */
const bench: Bench = {
  name: "match",
  async run() {
    const { lines: written, hits, telling, meanBytes } = jetstreamPosts(eventCount, isFollowed);
    const frames = written.map((line) => Buffer.from(line));
    const lines = frames.map((frame) => frame.toString());
    const ways = waysOf(followed());
    for (const way of [ways.match, ways.frameMatch, ways.filtered]) {
      const found = frames.reduce((sum, frame, index) => sum + way(frame, lines[index] ?? ""), 0);
      if (found !== hits)
        throw new Error(`${found} of ${hits} followed hashtags were found: the bench measures something else`);
    }
    const passed = frames.filter(mayHoldHashtag).length;
    return [...figures(await timesOf(ways, frames, lines), meanBytes, passed, telling), ...(await besidePeer(lines))];
  },
};

export default bench;

/** Reading the hashtags of texts alone, beside the library whose rules ours follow. */
async function besidePeer(lines: readonly string[]): Promise<Figure[]> {
  const library = (await peer("twitter-text")) as { extractHashtags(text: string): string[] } | null;
  if (!library) return [];
  const texts = lines.flatMap((line) => (JSON.parse(line) as Event).commit?.record?.text ?? []);
  const times: readonly [number[], number[]] = [[], []];
  for (let round = -2; round < rounds; round++) {
    const ours = cpuMs(() => texts.forEach((text) => void hashtagsOf(text)));
    const theirs = cpuMs(() => texts.forEach((text) => void library.extractHashtags(text)));
    if (round < 0) continue;
    times[0].push(ours);
    times[1].push(theirs);
  }
  const [ours, theirs] = [median(times[0]), median(times[1])];
  return [
    {
      bench: "match",
      metric: "hashtags read out of texts alone",
      value: (texts.length * 1_000) / ours,
      unit: "texts per CPU second",
      against: "twitter-text 3.1.0, extractHashtags",
      ratio: theirs / ours,
    },
  ];
}

const waysOf = (matcher: Matcher) =>
  ({
    parse: (_, line) => (JSON.parse(line) === null ? 1 : 0),
    match: (_, line) => matchOne(matcher, JSON.parse(line)),
    frameParse: (frame) => (JSON.parse(frame.toString()) === null ? 1 : 0),
    frameMatch: (frame) => matchOne(matcher, JSON.parse(frame.toString())),
    filtered: (frame) => (mayHoldHashtag(frame) ? matchOne(matcher, JSON.parse(frame.toString())) : 0),
  }) satisfies { readonly [name: string]: Way };

type Ways = ReturnType<typeof waysOf>;

function followed(): Matcher {
  const matcher = createMatcher();
  for (let rank = 0, id = 0; rank < hashtagCount; rank++) {
    const display = hashtag(rank);
    if (isFollowed(rank)) matcher.add("bluesky", { kind: "hashtag", key: hashtagKey(display), display }, id++);
  }
  return matcher;
}

/** How many subjects one event matches. */
function matchOne(matcher: Matcher, event: Event): number {
  const record = event.commit?.record;
  if (!record) return 0;
  const { text } = record;
  return matcher.match({ network: "bluesky", author: null, title: null, text, tags: tagsOf(namedIn(record), text) })
    .length;
}

const none: readonly string[] = [];

/** Hashtags of facets, and hidden ones. */
function namedIn({ facets, tags }: Record): readonly string[] {
  if (!facets) return tags ?? none;
  const named: string[] = [];
  for (const { features } of facets)
    for (const { $type, tag } of features)
      if ($type === "app.bsky.richtext.facet#tag" && tag !== undefined) named.push(tag);
  return tags ? named.concat(tags) : named;
}

/** Milliseconds of processor time for all events. */
const timesOf = (
  ways: Ways,
  frames: readonly Buffer[],
  lines: readonly string[],
): Promise<{ readonly [way in keyof Ways]: number }> =>
  inTurns(
    Object.keys(ways) as (keyof Ways)[],
    (name, from, to) => turnMs((index) => ways[name](frames[index] as Buffer, lines[index] as string), from, to),
    { items: eventCount, each: turnEvents, rounds },
  );

function figures(
  ms: { readonly [way in keyof Ways]: number },
  meanBytes: number,
  passed: number,
  telling: number,
): Figure[] {
  const perSecond = (way: keyof Ways) => (eventCount * 1_000) / ms[way];
  const figure = (metric: string, way: keyof Ways, against: string, ratio: number): Figure => ({
    bench: "match",
    metric: `${metric}, ${subjectCount} subjects, ${Math.round(meanBytes)} B an event`,
    value: perSecond(way),
    unit: "events per CPU second",
    against,
    ratio,
  });
  const record = `${recordPerSecond} posts/s, Twitter's record of 2013`;
  const ofString = "parse and match, from a string";
  const ofFrame = "parse and match, from a Buffer";
  const filtered = "prefilter, then parse and match, from a Buffer";
  return [
    figure(ofString, "match", "JSON.parse of the same strings alone", ms.parse / ms.match),
    figure(ofString, "match", record, perSecond("match") / recordPerSecond),
    figure(ofFrame, "frameMatch", "toString and JSON.parse of the same Buffers alone", ms.frameParse / ms.frameMatch),
    figure(ofFrame, "frameMatch", record, perSecond("frameMatch") / recordPerSecond),
    figure(filtered, "filtered", "toString and JSON.parse of the same Buffers alone", ms.frameParse / ms.filtered),
    figure(filtered, "filtered", "JSON.parse alone, of strings", ms.parse / ms.filtered),
    figure(filtered, "filtered", "the same without the prefilter", ms.frameMatch / ms.filtered),
    figure(filtered, "filtered", record, perSecond("filtered") / recordPerSecond),
    {
      bench: "match",
      metric: "events that the prefilter lets through",
      value: (100 * passed) / eventCount,
      unit: "%",
      against: "events with a hashtag, deletes and news of accounts",
      ratio: passed / telling,
    },
  ];
}
