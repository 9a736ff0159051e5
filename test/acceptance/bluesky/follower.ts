import { setTimeout as sleep } from "node:timers/promises";
import { type Locks, type Streams, startStreams } from "../../../src/jobs/streams.ts";
import { type DrivenClock, dayMs, drivenClock, minuteMs } from "../../../src/model/clock.ts";
import type { Services } from "../../../src/services.ts";
import type { BlueskySettings } from "../../../src/sources/bluesky/settings.ts";
import { createBluesky } from "../../../src/sources/bluesky.ts";
import { openSources } from "../../../src/sources/open.ts";
import { hashtagKey } from "../../../src/text/hashtags.ts";
import { ann, channel, openStage, type Stage } from "../../jobs/services.ts";

/** Those who follow hashtags: our source on the network given, and the real store. */
export interface Follower {
  readonly services: Services;
  /** Goes as real time does, and can be sent ahead. */
  readonly clock: DrivenClock;
  readonly stage: Stage;
  follow(display: string): Promise<Followed>;
  /** Plays the stream as a process of the product does, until it is stopped or the follower leaves. */
  play(): Streams;
  leave(): Promise<void>;
}

/** What is stored of one hashtag. */
export interface Followed {
  readonly feed: number;
  /** The addresses of the posts, in order. */
  posts(): Promise<readonly string[]>;
  /** How many posts the totals tell of. */
  counted(): Promise<number>;
  stored(uri: string): Promise<StoredPost | null>;
  /** How many posts' worth of likes, shares and replies the totals tell of. */
  engagement(): Promise<number>;
}

export interface StoredPost {
  readonly text: string;
  readonly kind: string;
  readonly language: string | null;
  readonly tags: readonly string[];
  readonly likes: number | null;
  readonly shares: number | null;
  readonly replies: number | null;
  readonly followers: number | null;
}

/** Nobody else plays. */
const alone: Locks = { withLock: (_name, run) => run(new AbortController().signal) };
/** A pause after a failure is as long as it must be for the other side to be there again. */
const timing = { pauseMs: 50, longestPauseMs: 500, noteEveryMs: 100, gatherMs: 20 };

export async function openFollower(settings: BlueskySettings): Promise<Follower> {
  const stage = await openStage({ now: new Date() });
  const clock = drivenClock(new Date(), { rate: 1 });
  const source = createBluesky(settings);
  const services: Services = {
    ...stage.services,
    clock,
    sources: openSources([source], {
      clock,
      gate: { enter: async () => "ok" },
      sleep: (ms, signal) => sleep(Math.min(ms, 50), undefined, { signal }),
    }),
  };
  const players: Streams[] = [];
  return {
    services,
    clock,
    stage,
    follow: (display) => follow({ services, stage }, display),
    play() {
      const player = startStreams(services, alone, timing);
      players.push(player);
      return player;
    },
    async leave() {
      for (const player of players) await player.stop();
      await stage.close();
    },
  };
}

async function follow({ services, stage }: Pick<Follower, "services" | "stage">, display: string): Promise<Followed> {
  const { trackers } = stage.tenant;
  const subject = { kind: "hashtag", key: hashtagKey(display), display } as const;
  const wish = { channel, subject, networks: ["bluesky"], paceMs: minuteMs, sensitivity: "balanced" } as const;
  const { tracker } = await trackers.create({ ...wish, createdBy: ann });
  const feed = await services.feeds.ensure({ source: "bluesky", network: "bluesky", subject, workspace: null });
  await trackers.setFeeds(tracker.id, [feed.id]);
  const { sql } = stage.database;
  const totals = () => {
    const now = services.clock.now().getTime();
    const scope = { trackers: [tracker.id], from: new Date(now - dayMs), to: new Date(now + minuteMs) };
    return stage.tenant.reader.totals(scope);
  };
  return {
    feed: feed.id,
    async posts() {
      const rows = await sql<{ id: string }[]>`
        select p.id from feed_posts fp join posts p on p.key = fp.post_key
        where fp.feed_id = ${feed.id} and p.gone_at is null order by p.id`;
      return rows.map(({ id }) => id);
    },
    counted: async () => (await totals()).posts,
    engagement: async () => (await totals()).engagement,
    async stored(uri) {
      const [row] = await sql<StoredPost[]>`
        select p.text, p.kind, p.language, p.tags, p.likes, p.shares, p.replies, a.followers
        from posts p left join authors a on a.network = p.network and a.id = p.author_id
        where p.id = ${uri} and p.gone_at is null`;
      return row ?? null;
    },
  };
}
