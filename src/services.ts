import type { Card, Form } from "./cards/card.ts";
import type { Pictures } from "./charts/pictures.ts";
import type { Surfaces } from "./chat/surfaces.ts";
import type { Clock } from "./model/clock.ts";
import type { Feeds } from "./model/feeds.ts";
import type { Said } from "./model/language.ts";
import type { MessageRef, Person, Place } from "./model/place.ts";
import type { Schedule } from "./model/schedule.ts";
import type { Tenant } from "./model/tenant.ts";
import type { Sensitivity } from "./model/tracker.ts";
import type { Usages } from "./model/usage.ts";
import type { OpenSources } from "./sources/open.ts";

/** What commands, actions, jobs, web and cli may use. Built once in start.ts. */
export interface Services {
  readonly clock: Clock;
  readonly log: Log;
  tenant(workspace: string): Tenant;
  readonly feeds: Feeds;
  readonly jobs: Jobs;
  readonly sources: OpenSources;
  /** What was asked of the networks. */
  readonly usage: Pick<Usages, "since">;
  readonly pictures: Pictures;
  readonly chat: Surfaces;
}

/** Names and inputs of every job. Written by hand and proved equal to src/jobs/ by a type test, so services and jobs form no cycle. */
export interface JobInputs {
  /** Makes feeds, listeners and schedules match what a tracker wants. */
  follow: { workspace: string; tracker: number };
  /** Reads what is new in one feed. */
  collect: { feed: number; network: string };
  /** Reads what a stream did not tell about one feed. */
  fill: { feed: number; network: string; after: "follow" | "stream" };
  /** Reads the counters of young posts again. */
  refresh: { source: string };
  /** Judges what is new in one feed, and moves incidents on. */
  detect: { feed: number };
  /** Posts or edits the message of one incident. */
  incident: { workspace: string; incident: number };
  /** Looks whether a rule of one tracker holds: those about how much is posted soon, those about posts and people now and then. */
  alarms: { workspace: string; tracker: number; about: "pace" | "posts" };
  /** Posts or edits the message of one alarm. */
  alarm: { workspace: string; alarm: number };
  /** Tells linked workspaces how an incident stands here, and here how it stands with them. */
  share: { workspace: string; incident: number };
  /** Edits one live board; posts it, in `thread` if given, where it never was. */
  board: { workspace: string; board: number; thread?: string };
  /** Looks which relays of all workspaces have news. */
  relays: Record<string, never>;
  /** Brings the posts of one relay into its thread; where it was stopped, its message says so. */
  relay: { workspace: string; relay: number };
  /** Names somebody where nobody is on an incident by then. */
  escalate: { workspace: string; incident: number };
  /** Posts or edits the message that tells several alerts together. */
  roundup: { workspace: string; roundup: number };
  /** Says that a tracker's end has come. */
  end: { workspace: string; tracker: number };
  /** Looks what else of all workspaces has its time. */
  due: Record<string, never>;
  /** Looks which digests of all workspaces are due. */
  digests: Record<string, never>;
  /** Sends one digest, if it is due. */
  digest: { workspace: string; digest: number };
  /** Reads what a digest would say now into a message that is there already. */
  "digest-now": {
    workspace: string;
    trackers: readonly number[];
    every: Schedule["every"];
    zone: string;
    message: MessageRef;
    askedBy: Person;
  };
  /** Edits the "Tracking …" card with the first numbers; with `mends` it posts it, in `thread` if given, where it was never noted. */
  welcome: { workspace: string; tracker: number; looks: number; mends?: true; thread?: string };
  /** Draws a chart into a message that is there already. */
  chart: { workspace: string; tracker: number; chart: string; periodMs: number; message: MessageRef; askedBy: Person };
  /** Looks into a message that is there already how a tracker's last 30 days would have gone. */
  preview: {
    workspace: string;
    tracker: number;
    sensitivity: Sensitivity;
    message: MessageRef;
    askedBy: Person;
  };
  /** Says in the message about a rule that was moved what that would have meant for the last 30 days. */
  tuned: {
    workspace: string;
    tracker: number;
    before: Sensitivity;
    after: Sensitivity;
    change: number;
    message: MessageRef;
  };
  /** Draws a chart of invented numbers into a message that is there already. */
  sample: { workspace: string; chart: string; message: MessageRef };
  /** Reads stored posts anew that an older version of text/ read. */
  understand: Record<string, never>;
  /** Drops what is past its time. */
  purge: Record<string, never>;
}

export type JobRequest = {
  [N in keyof JobInputs]: { readonly name: N; readonly input: JobInputs[N] };
}[keyof JobInputs];

/** What a command or an action answers. */
export interface Reply {
  /** What all see is said in the workspace's language, what is for one person in theirs. */
  readonly card?: Said<Card>;
  readonly visible: "channel" | "only-you";
  /** Replace the message whose control was pressed, instead of posting a new one. */
  readonly replace?: boolean;
  /** Where the card belongs, if not where it was asked for. */
  readonly where?: Place;
  readonly form?: Said<Form>;
  /** Told where the card went, once it is posted; the slow part goes on there. */
  readonly follow?: (message: MessageRef) => JobRequest;
  /** Called with the posted message, e.g. to remember it on the tracker. */
  readonly posted?: (message: MessageRef) => Promise<void>;
  /** Where it must not be lost, nor come twice, though this process dies while it is posted: its name, and what puts it right later. */
  readonly once?: { readonly name: string; readonly mend: JobRequest };
  /** What else is said, each in a message of its own. */
  readonly also?: readonly Reply[];
}

export interface Jobs {
  add(request: JobRequest, options?: { delayMs?: number }): Promise<void>;
  /** Repeats it every `everyMs`, spread over the period by its key so that schedules do not herd. Same key = replaced. */
  repeat(request: JobRequest, everyMs: number): Promise<void>;
  stop(request: JobRequest): Promise<void>;
}

export interface Log {
  info(facts: Readonly<Record<string, unknown>>, message: string): void;
  warn(facts: Readonly<Record<string, unknown>>, message: string): void;
  error(facts: Readonly<Record<string, unknown>>, message: string): void;
}
