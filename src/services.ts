import type { Card, Picture } from "./cards/card.ts";
import type { Problem } from "./chat/surface.ts";
import type { Boards } from "./model/board.ts";
import type { Changes } from "./model/change.ts";
import type { Clock } from "./model/clock.ts";
import type { Deliveries } from "./model/delivery.ts";
import type { Feed, Span } from "./model/feed.ts";
import type { Incidents, Sighting } from "./model/incident.ts";
import type { Channel, MessageRef, Person, Place } from "./model/place.ts";
import type { Post } from "./model/post.ts";
import type { Reader } from "./model/reader.ts";
import type { Subject } from "./model/subject.ts";
import type { Trackers } from "./model/tracker.ts";
import type { Connection, Source } from "./sources/source.ts";

/** What commands, actions, jobs, web and cli may use. Built once in main.ts. */
export interface Services {
  readonly clock: Clock;
  readonly log: Log;
  tenant(workspace: string): Tenant;
  readonly feeds: Feeds;
  readonly jobs: Jobs;
  readonly sources: Sources;
  readonly pictures: Pictures;
  readonly chat: Chat;
}

/** Everything one workspace made. Nothing in it can reach another workspace's rows: Postgres sees to that too. */
export interface Tenant {
  readonly workspace: string;
  readonly trackers: Trackers;
  readonly incidents: Incidents;
  readonly boards: Boards;
  readonly changes: Changes;
  readonly reader: Reader;
  readonly deliveries: Deliveries;
}

/** What is collected once for everybody. */
export interface Feeds {
  ensure(feed: Omit<Feed, "id">): Promise<Feed>;
  get(id: number): Promise<Feed | null>;
  /** Those at least one active tracker needs. */
  active(): Promise<readonly Feed[]>;
  /** Which trackers of which workspaces listen to it: ids only. */
  listeners(feed: number): Promise<readonly { workspace: string; tracker: number }[]>;
  cursor(feed: number): Promise<string | null>;
  write(batch: Batch): Promise<Written>;
  /** Posts per `stepMs` for a detector, from `from` up to the end of what was observed; null where blind. */
  counts(feed: number, from: Date, stepMs: number): Promise<readonly { at: Date; count: number | null }[]>;
  detector(feed: number): Promise<unknown>;
  saveDetector(feed: number, state: unknown): Promise<void>;
}

/** What one read of a network brought: everything in it is committed together, or nothing is. */
export interface Batch {
  readonly posts: readonly { readonly post: Post; readonly feeds: readonly number[] }[];
  /** When it was observed: engagement gained counts here. */
  readonly at: Date;
  readonly seen: readonly { readonly feed: number; readonly span: Span }[];
  /** Where to go on, saved in the same transaction. `name` is "feed:12" or "stream:bluesky". */
  readonly cursor?: { readonly name: string; readonly value: string };
}

export interface Written {
  readonly added: number;
  readonly updated: number;
}

/** Names and inputs of every job. Written by hand and proved equal to src/jobs/ by a type test, so services and jobs form no cycle. */
export interface JobInputs {
  collect: { feed: number };
  detect: { feed: number };
  incident: { workspace: string; incident: number };
  board: { workspace: string; board: number };
  welcome: { workspace: string; tracker: number };
  purge: Record<string, never>;
}

export type JobRequest = {
  [N in keyof JobInputs]: { readonly name: N; readonly input: JobInputs[N] };
}[keyof JobInputs];

export interface Jobs {
  add(request: JobRequest, options?: { delayMs?: number }): Promise<void>;
  /** Repeats it every `everyMs`, spread over the period by its key so that schedules do not herd. Same key = replaced. */
  repeat(request: JobRequest, everyMs: number): Promise<void>;
  stop(request: JobRequest): Promise<void>;
}

/** The sources that are switched on, already guarded by quota, retry and time-out. */
export interface Sources {
  readonly all: readonly Source[];
  /** Which network comes from which source, in the order cards name them. */
  readonly networks: readonly { readonly name: string; readonly label: string; readonly source: Source }[];
  connection(source: string): Connection;
}

/** Drawn images, shared by all processes for as long as they live. */
export interface Pictures {
  /** Draws the named chart in a worker thread, or gives back the equal one that is there. Theme light and dark are separate pictures. */
  draw(request: DrawRequest): Promise<Picture>;
}

export interface DrawRequest {
  readonly workspace: string;
  readonly chart: string;
  readonly trackers: readonly number[];
  readonly from: Date;
  readonly to: Date;
  readonly networks?: readonly string[];
  readonly subject: string;
  readonly disclosure: string | null;
  /** Marks a moment, e.g. the spike. */
  readonly mark?: { readonly at: Date; readonly label: string };
}

/** Every surface behind one set of verbs; which one answers is told by the channel. */
export interface Chat {
  post(where: Place, card: Card): Promise<MessageRef>;
  update(message: MessageRef, card: Card): Promise<MessageRef>;
  whisper(where: Place, who: Person, card: Card): Promise<void>;
  mayManage(where: Place, who: Person): Promise<boolean>;
  check(where: Place): Promise<readonly Problem[]>;
  editPaceMs(channel: Channel): number;
}

export interface Log {
  info(facts: Readonly<Record<string, unknown>>, message: string): void;
  warn(facts: Readonly<Record<string, unknown>>, message: string): void;
  error(facts: Readonly<Record<string, unknown>>, message: string): void;
}

export type { Sighting, Subject };
