import { sql } from "drizzle-orm";
import {
  bigint,
  boolean,
  check,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
  unique,
  uniqueIndex,
} from "drizzle-orm/pg-core";
import type { AlertRules } from "../model/alert-rules.ts";
import type { Schedule } from "../model/schedule.ts";
import { feeds, subjects } from "./collected-tables.ts";
import { at, id, workspaceId } from "./columns.ts";

/** What workspaces made. Every table here carries workspace_id and is walled by FORCEd row-level security. */

/** Of a workspace that only its organisation's installation serves, there is a row without tokens. */
export const installations = pgTable(
  "installations",
  {
    id: id(),
    workspaceId: workspaceId(),
    surface: text().notNull(),
    /** Never a token in clear: sealed before it comes here. null = served by its organisation's, or revoked. */
    sealed: text(),
    scopes: text().array().notNull(),
    installedBy: text().notNull(),
    installedAt: at().notNull(),
    revokedAt: at(),
    teamId: text(),
    teamName: text(),
    enterpriseId: text(),
    enterpriseName: text(),
    /** Whether the whole organisation has it. */
    orgWide: boolean().notNull().default(false),
    botUserId: text(),
    botId: text(),
    /** Of tokens that rotate. */
    expiresAt: at(),
  },
  (t) => [
    unique().on(t.workspaceId, t.surface),
    index().on(t.enterpriseId),
    check("installations_revoked_hold_no_token", sql`revoked_at is null or sealed is null`),
  ],
);

export const trackers = pgTable(
  "trackers",
  {
    id: id(),
    workspaceId: workspaceId(),
    surface: text().notNull(),
    channelId: text().notNull(),
    subjectId: bigint({ mode: "number" })
      .notNull()
      .references(() => subjects.id),
    /** As this channel typed it; subjects.display is the first typing of all. */
    display: text().notNull(),
    networks: text().array().notNull(),
    paceMs: integer().notNull(),
    sensitivity: text().notNull(),
    alerts: boolean().notNull().default(true),
    /** What differs from the usual ones (alert-rules.ts). */
    rules: jsonb().$type<Partial<AlertRules>>().notNull().default({}),
    mutedUntil: at(),
    endsAt: at(),
    /** It is said in its channel that it ended. */
    endToldAt: at(),
    pausedAt: at(),
    filter: jsonb().$type<Record<string, unknown>>().notNull().default({}),
    createdBy: jsonb().$type<{ id: string; name: string }>().notNull(),
    createdAt: at().notNull(),
    messageId: text(),
    removedAt: at(),
  },
  (t) => [uniqueIndex("trackers_one_per_channel").on(t.workspaceId, t.channelId, t.subjectId)],
);

/** Which trackers listen to which feed. Each workspace sees its own; what collects for everybody must know whom to tell. */
export const listeners = pgTable(
  "listeners",
  {
    feedId: bigint({ mode: "number" })
      .notNull()
      .references(() => feeds.id, { onDelete: "cascade" }),
    trackerId: bigint({ mode: "number" })
      .notNull()
      .references(() => trackers.id, { onDelete: "cascade" }),
    workspaceId: text().notNull(),
    /** How often this tracker wants the feed read; the smallest of all is its pace. */
    paceMs: integer().notNull(),
  },
  (t) => [unique().on(t.feedId, t.trackerId), index().on(t.trackerId)],
);

/** One row per message that must go out once: `key` is claimed before it is sent. */
export const deliveries = pgTable(
  "deliveries",
  {
    id: id(),
    workspaceId: workspaceId(),
    key: text().notNull(),
    state: text().notNull(),
    surface: text(),
    channelId: text(),
    messageId: text(),
    claimedAt: at().notNull(),
    sentAt: at(),
    attempts: integer().notNull().default(1),
    problem: text(),
  },
  (t) => [unique().on(t.workspaceId, t.key)],
);

export const boards = pgTable(
  "boards",
  {
    id: id(),
    workspaceId: workspaceId(),
    trackerId: bigint({ mode: "number" })
      .notNull()
      .references(() => trackers.id, { onDelete: "cascade" }),
    surface: text().notNull(),
    channelId: text().notNull(),
    periodMs: integer().notNull(),
    messageId: text(),
    shown: text(),
    createdBy: jsonb().$type<{ id: string; name: string }>().notNull(),
    endsAt: at().notNull(),
    endedAt: at(),
  },
  (t) => [uniqueIndex("boards_one_live").on(t.trackerId, t.channelId).where(sql`ended_at is null`)],
);

/** Wall-clock summaries; `lastOn` is the local date of the last one, so a day is never sent twice. */
export const digests = pgTable(
  "digests",
  {
    id: id(),
    workspaceId: workspaceId(),
    surface: text().notNull(),
    /** Of a personal one the id of the person. */
    channelId: text().notNull(),
    isPersonal: boolean().notNull().default(false),
    schedule: jsonb().$type<Schedule>().notNull(),
    /** null = all that the channel tracks by then. */
    trackerIds: bigint({ mode: "number" }).array(),
    quiet: text().notNull(),
    createdBy: jsonb().$type<{ id: string; name: string }>().notNull(),
    since: at().notNull(),
    lastOn: text(),
    nextAt: at(),
    stoppedAt: at(),
  },
  (t) => [
    uniqueIndex("digests_one_per_channel").on(t.workspaceId, t.surface, t.channelId).where(sql`stopped_at is null`),
    index("digests_next").on(t.nextAt).where(sql`stopped_at is null`),
  ],
);

/** Who brings which posts into which thread. */
export const relays = pgTable(
  "relays",
  {
    id: id(),
    workspaceId: workspaceId(),
    trackerId: bigint({ mode: "number" })
      .notNull()
      .references(() => trackers.id, { onDelete: "cascade" }),
    surface: text().notNull(),
    channelId: text().notNull(),
    mode: text().notNull(),
    maxPerHour: integer().notNull(),
    createdBy: jsonb().$type<{ id: string; name: string }>().notNull(),
    since: at().notNull(),
    messageId: text(),
    /** Batches up to this one are out. */
    sentBatch: integer().notNull().default(0),
    toldTo: at().notNull(),
    lookedAt: at(),
    nextAt: at().notNull(),
    stoppedAt: at(),
  },
  (t) => [
    uniqueIndex("relays_one_per_tracker").on(t.trackerId).where(sql`stopped_at is null`),
    index("relays_next").on(t.nextAt).where(sql`stopped_at is null`),
  ],
);

/** Which posts a relay met: each once, so that none is shown twice. Kept as long as it might be met again. */
export const relayPosts = pgTable(
  "relay_posts",
  {
    relayId: bigint({ mode: "number" })
      .notNull()
      .references(() => relays.id, { onDelete: "cascade" }),
    workspaceId: text().notNull(),
    postKey: bigint({ mode: "number" }).notNull(),
    /** In which hour it was met. */
    hour: at().notNull(),
    /** In which message it stands; null = in none: the hour was full, or it is a twin. */
    batch: integer(),
    /** The shown post that says the same. */
    twinOf: bigint({ mode: "number" }),
    /** What it is known by, with a space between. */
    marks: text().notNull().default(""),
  },
  (t) => [primaryKey({ columns: [t.relayId, t.postKey] }), index().on(t.relayId, t.hour)],
);

/** Who changed what, and what it was before: the audit log, and what Undo reads. */
export const changes = pgTable(
  "changes",
  {
    id: id(),
    workspaceId: workspaceId(),
    kind: text().notNull(),
    about: bigint({ mode: "number" }).notNull(),
    who: jsonb().$type<{ id: string; name: string }>().notNull(),
    at: at().notNull(),
    before: jsonb().$type<Record<string, unknown>>().notNull(),
    undoneAt: at(),
    undoneBy: jsonb().$type<{ id: string; name: string }>(),
  },
  (t) => [index().on(t.workspaceId, t.at)],
);

/** The playground's channel: what Slack and Discord keep for us there, we keep ourselves here. */
export const messages = pgTable(
  "messages",
  {
    id: id(),
    workspaceId: workspaceId(),
    channelId: text().notNull(),
    /** null = Groundswell itself. */
    author: jsonb().$type<{ id: string; name: string }>(),
    /** null = everybody; otherwise the one person who sees it. */
    onlyFor: text(),
    /** A card, or { "said": text } for what a person typed. */
    content: jsonb().notNull(),
    postedAt: at().notNull(),
    editedAt: at(),
  },
  (t) => [index().on(t.workspaceId, t.channelId, t.id)],
);
