import type { Picture } from "../../src/cards/card.ts";
import { surfacesOf } from "../../src/chat/surfaces.ts";
import { type DrivenClock, drivenClock, minuteMs } from "../../src/model/clock.ts";
import type { Channel } from "../../src/model/place.ts";
import type { Subject } from "../../src/model/subject.ts";
import type { Tenant } from "../../src/model/tenant.ts";
import type { NewTracker, Tracker } from "../../src/model/tracker.ts";
import type { JobRequest, Jobs, Services } from "../../src/services.ts";
import { openSources } from "../../src/sources/open.ts";
import type { Connection, Source } from "../../src/sources/source.ts";
import { openDatabase as connect, type Database } from "../../src/store/database.ts";
import { openStore } from "../../src/store/store.ts";
import { ensureWorkspace } from "../../src/store/workspaces.ts";
import { type Line, logBook } from "../backplane/engines.ts";
import { type RecordingSurface, recordingSurface } from "../chat/recording-surface.ts";
import { openDatabase } from "../postgres.ts";
import { samplePost } from "../store/sample-posts.ts";

export const channel: Channel = { surface: "slack", workspace: "slack:T0123", id: "C1" };
export const ann = { id: "U1", name: "Ann" };
export const ben = { id: "U2", name: "Ben" };
export const hashtag = (display: string): Subject => ({ kind: "hashtag", key: display.toLowerCase(), display });

/** What was asked of the jobs, in order. */
export type Asked = JobRequest & { readonly how: "add" | "repeat" | "stop"; readonly ms: number };

/** Services on the real store, and everything round them made by hand. */
export interface Stage {
  readonly services: Services;
  readonly database: Database;
  readonly clock: DrivenClock;
  readonly surface: RecordingSurface;
  readonly asked: Asked[];
  readonly log: Line[];
  readonly ownerUrl: string;
  readonly appUrl: string;
  /** What the next chart is drawn as. */
  picture: Picture;
  /** The tenant of `channel`. */
  readonly tenant: Tenant;
  /** A tracker of `channel` with one shared feed for each of its networks; what happened after it was made is news to it. */
  track(display: string, more?: Partial<NewTracker>): Promise<{ tracker: Tracker; feeds: readonly number[] }>;
  close(): Promise<void>;
}

export const pictureOf = (letter: string): Picture => ({
  light: letter.repeat(64),
  dark: letter.toUpperCase().repeat(64),
  alt: `Picture ${letter}`,
  width: 800,
  height: 450,
});

export async function openStage({
  now,
  sources = [quietSource()],
  workspaces = [channel.workspace],
}: {
  now: Date;
  sources?: readonly Source[];
  workspaces?: readonly string[];
}): Promise<Stage> {
  const opened = await openDatabase();
  const database = connect(opened.appUrl);
  const clock = drivenClock(now);
  const store = openStore(database, clock);
  for (const id of workspaces) await ensureWorkspace(database, { id, surface: "slack", name: id }, clock);
  const surface = recordingSurface();
  const asked: Asked[] = [];
  const { lines, log } = logBook();
  const services: Services = {
    clock,
    log,
    tenant: store.tenant,
    feeds: store.feeds,
    jobs: recordingJobs(asked),
    sources: openSources(sources, { clock, gate: { enter: async () => "ok" }, sleep: async () => {} }),
    usage: store.usages,
    pictures: { draw: async () => stage.picture, sample: async () => stage.picture },
    chat: surfacesOf([surface], async (workspace) => (await store.tenant(workspace).settings.get()).language),
  };
  const stage: Stage = {
    services,
    database,
    clock,
    surface,
    asked,
    log: lines,
    ownerUrl: opened.ownerUrl,
    appUrl: opened.appUrl,
    picture: pictureOf("a"),
    tenant: store.tenant(channel.workspace),
    track: (display, more) => track(services, display, more),
    async close() {
      await database.close();
      await opened.close();
    },
  };
  return stage;
}

function recordingJobs(asked: Asked[]): Jobs {
  return {
    add: async (request, { delayMs = 0 } = {}) => void asked.push({ ...request, how: "add", ms: delayMs }),
    repeat: async (request, everyMs) => void asked.push({ ...request, how: "repeat", ms: everyMs }),
    stop: async (request) => void asked.push({ ...request, how: "stop", ms: 0 }),
  };
}

async function track(services: Services, display: string, more: Partial<NewTracker> = {}) {
  const wish: NewTracker = {
    channel,
    subject: hashtag(display),
    networks: ["bluesky"],
    paceMs: minuteMs,
    sensitivity: "balanced",
    createdBy: ann,
    ...more,
  };
  const { trackers } = services.tenant(wish.channel.workspace);
  const { tracker } = await trackers.create(wish);
  const feeds = await services.feeds.ensureMany(
    wish.networks.map((network) => ({ source: "quiet", network, subject: wish.subject, workspace: null })),
  );
  const ids = feeds.map(({ id }) => id);
  await trackers.setFeeds(tracker.id, ids);
  return { tracker, feeds: ids };
}

/** A source that says nothing but what its connection is given to say. */
export const quietSource = (connection: Connection = {}, more: Partial<Source> = {}): Source => ({
  name: "quiet",
  label: "Quiet",
  networks: [
    { name: "bluesky", label: "Bluesky" },
    { name: "mastodon", label: "Mastodon" },
  ],
  credentials: [],
  quota: [],
  can: {
    subjects: ["hashtag"],
    search: connection.search !== undefined,
    stream: connection.stream !== undefined,
    counts: false,
  },
  terms: { combineMetrics: true },
  paceMs: minuteMs,
  disclosure: "simulated",
  connect: () => connection,
  ...more,
});

let made = 0;

/** `perMinute[i]` posts in the minute `i` after `from`, all of that time observed. */
export async function writeMinutes(
  { services }: Stage,
  feed: number,
  from: Date,
  perMinute: readonly number[],
): Promise<void> {
  const at = (minute: number) => new Date(from.getTime() + minute * minuteMs);
  await services.feeds.write({
    posts: perMinute.flatMap((count, minute) =>
      Array.from({ length: count }, () => ({ post: samplePost(`minute-${++made}`, at(minute)), feeds: [feed] })),
    ),
    at: at(perMinute.length),
    seen: [{ feed, span: { from, to: at(perMinute.length) } }],
  });
}
