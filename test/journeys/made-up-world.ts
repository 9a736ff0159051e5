import fill from "../../src/jobs/fill.ts";
import refresh from "../../src/jobs/refresh.ts";
import { type Audience, playStream } from "../../src/jobs/stream.ts";
import type { Batch } from "../../src/model/batch.ts";
import { hourMs, minuteMs, secondMs } from "../../src/model/clock.ts";
import type { Span } from "../../src/model/feed.ts";
import type { Services } from "../../src/services.ts";
import { openSources } from "../../src/sources/open.ts";
import { type Death, Died, mortalFeeds } from "../jobs/mortal.ts";
import { type Life, type MadeUpNetwork, madeUpNetwork } from "../jobs/network.ts";
import { channel, hashtag, quietSource, type Stage } from "../jobs/services.ts";

export const tags = ["always", "sometimes"] as const;
export type Tag = (typeof tags)[number];

/** Crosses an hour. */
export const begin = new Date("2026-11-20T11:57:00Z");
export const endMs = 6 * minuteMs;
/** When somebody begins to look at it. */
const startMs = 10 * secondMs;
/** In one second of so many much happens at a time. */
export const busyEveryMs = 17 * secondMs;
const toBusyMs = (nowMs: number) => busyEveryMs - (nowMs % busyEveryMs);

export interface Play {
  readonly kind: "play";
  readonly death: Death | null;
  /** Real time at each look at the clock: batches are old after 250 ms. */
  readonly msPerLook: number;
  readonly noteEveryMs: number;
  /** After so many events it is told to end; null = it reads to the end. */
  readonly endsAfter: number | null;
  /** After so many events the second subject is followed, or is not any more; null = nothing changes on the way. */
  readonly turnsAfter: number | null;
}
export type Work =
  | Play
  | { readonly kind: "fill"; readonly tag: Tag; readonly death: Death | null }
  | { readonly kind: "refresh"; readonly death: Death | null };
export type Step =
  | Work
  | { readonly kind: "together"; readonly works: readonly Work[] }
  | { readonly kind: "advance"; readonly ms: number; readonly isToBusy: boolean }
  | { readonly kind: "redeliver"; readonly number: number }
  | { readonly kind: "cursor back"; readonly number: number }
  | { readonly kind: "lose" };

export interface Settings {
  readonly lives: readonly Life[];
  readonly rewindMs: number;
  readonly pageSize: number;
  readonly canSearch: boolean;
  /** Whether the second subject is followed from the start. */
  readonly isFollowed: boolean;
}

export interface World {
  readonly network: MadeUpNetwork;
  readonly feedOf: Readonly<Record<Tag, number>>;
  readonly trackerOf: Readonly<Record<Tag, number>>;
  step(step: Step): Promise<void>;
  /** Plays and searches all there is to its end, and nobody dies. */
  readAll(): Promise<void>;
  /** Reads the counters of every post, so late that what is not there is gone. */
  refreshAll(): Promise<void>;
  gaps(tag: Tag, span: Span): Promise<readonly Span[]>;
}

const never = new AbortController().signal;
let worlds = 0;

/** A network of its own on the stage, with a feed and a tracker for each tag. */
export async function openWorld(stage: Stage, { canSearch, ...settings }: Settings): Promise<World> {
  const name = `made-up-${++worlds}`;
  const network = madeUpNetwork({ name, begin, endMs, ...settings });
  const { search, ...others } = network.connection;
  const source = quietSource(canSearch ? { search, ...others } : others, {
    name,
    networks: [{ name, label: name }],
    can: { subjects: ["hashtag"], search: canSearch, stream: true, counts: false, refresh: 7 },
  });
  network.advance(startMs);
  const clock = tickingClock(network);
  const services: Services = {
    ...stage.services,
    clock,
    sources: openSources([source], { clock, gate: { enter: async () => "ok" }, sleep: async () => {} }),
  };
  const made = await Promise.all(tags.map((tag) => follow(services, name, tag)));
  const [always, sometimes] = made;
  if (!always || !sometimes) throw new Error("nothing is followed");
  const feedOf = { always: always.feed, sometimes: sometimes.feed };
  const written: Batch[] = [];
  const cursors: string[] = [];
  let { isFollowed } = settings;

  const onWritten = (batch: Batch) => {
    written.push(batch);
    if (batch.cursor?.name === `stream:${name}`) cursors.push(batch.cursor.value);
  };
  const mortal = (death: Death | null, ending = new AbortController()): Services => ({
    ...services,
    feeds: mortalFeeds(services.feeds, death, { onWritten, onDeath: () => ending.abort() }),
  });
  const audience = ({ turnsAfter }: Play, onEvent: (events: number) => void): Audience => {
    let [ids, events] = [idsOf(), -1];
    return {
      // Asked once before the first event, and at each event.
      feeds() {
        onEvent(++events);
        if (events === turnsAfter) {
          isFollowed = !isFollowed;
          ids = idsOf();
        }
        return ids;
      },
      match: ({ tags: of }) => ids.filter((id) => of.some(({ key }) => feedOf[key as Tag] === id)),
    };
  };
  const idsOf = () => (isFollowed ? [always.feed, sometimes.feed] : [always.feed]);
  const play = async (work: Play) => {
    const ending = new AbortController();
    const mine = mortal(work.death, ending);
    let elapsedMs = 0;
    await playStream(
      {
        source,
        audience: audience(work, (events) => events === work.endsAfter && ending.abort()),
        from: null,
        cursor: await mine.feeds.cursor(`stream:${name}`),
        silenceMaxMs: 2 * secondMs,
        noteEveryMs: work.noteEveryMs,
        elapsedMs: () => (elapsedMs += work.msPerLook),
      },
      mine,
      ending.signal,
    );
  };
  const work = async (of: Work) => {
    try {
      if (of.kind === "play") await play(of);
      if (of.kind === "fill") await fill.run(fillOf(of.tag), mortal(of.death), never);
      if (of.kind === "refresh") await refresh.run({ source: name }, mortal(of.death), never);
    } catch (error) {
      if (!(error instanceof Died)) throw error;
    }
  };
  const fillOf = (tag: Tag) => ({ feed: feedOf[tag], network: name, after: "stream" }) as const;
  const step = async (of: Step): Promise<void> => {
    if (of.kind === "advance")
      return network.advance(of.isToBusy ? toBusyMs(network.nowMs()) + (of.ms % secondMs) : of.ms);
    if (of.kind === "lose") return network.lose();
    if (of.kind === "redeliver") {
      const batch = written[of.number % Math.max(written.length, 1)];
      return void (batch && (await services.feeds.write(batch)));
    }
    if (of.kind === "cursor back") {
      const value = cursors[of.number % Math.max(cursors.length, 1)];
      if (value) await stage.database.sql`update cursors set value = ${value} where name = ${`stream:${name}`}`;
      return;
    }
    // Two that play at a time follow the same: what one has heard of the other has.
    if (of.kind === "together")
      return void (await Promise.all(of.works.map((w) => work(w.kind === "play" ? { ...w, turnsAfter: null } : w))));
    await work(of);
  };

  return {
    network,
    feedOf,
    trackerOf: { always: always.tracker, sometimes: sometimes.tracker },
    step,
    async readAll() {
      network.advance(endMs);
      clock.advance(minuteMs);
      isFollowed = true;
      await play(undisturbed);
      if (canSearch) for (const tag of tags) await fill.run(fillOf(tag), services, never);
    },
    async refreshAll() {
      clock.advance(8 * hourMs);
      await refresh.run({ source: name }, services, never);
    },
    gaps: (tag, { from, to }) => services.feeds.gaps(feedOf[tag], from, to),
  };
}

const undisturbed: Play = {
  kind: "play",
  death: null,
  msPerLook: 1,
  noteEveryMs: 0,
  endsAfter: null,
  turnsAfter: null,
};

async function follow({ feeds, tenant }: Services, network: string, tag: Tag) {
  const subject = hashtag(tag);
  const feed = await feeds.ensure({ source: network, network, subject, workspace: null });
  const { trackers } = tenant(channel.workspace);
  const wish = {
    channel: { ...channel, id: `${network}-${tag}` },
    subject,
    networks: [network],
    paceMs: minuteMs,
    sensitivity: "balanced",
    createdBy: { id: "U1", name: "Ann" },
  } as const;
  const { tracker } = await trackers.create(wish);
  await trackers.setFeeds(tracker.id, [feed.id]);
  return { feed: feed.id, tracker: tracker.id };
}

/** The network's time, and never the same twice. */
function tickingClock(network: MadeUpNetwork) {
  let lastMs = 0;
  let aheadMs = 0;
  return {
    advance: (ms: number) => {
      aheadMs += ms;
    },
    now() {
      lastMs = Math.max(lastMs + 1, begin.getTime() + network.nowMs() + aheadMs);
      return new Date(lastMs);
    },
  };
}
