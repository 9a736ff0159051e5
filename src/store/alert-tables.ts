import { sql } from "drizzle-orm";
import { bigint, boolean, index, integer, jsonb, pgTable, text, unique, uniqueIndex } from "drizzle-orm/pg-core";
import type { AlarmFacts } from "../model/alarm.ts";
import { at, id, workspaceId } from "./columns.ts";
import { trackers } from "./tenant-tables.ts";

/** What trackers told. Walled as tenant-tables.ts are. */

export const incidents = pgTable(
  "incidents",
  {
    id: id(),
    workspaceId: workspaceId(),
    trackerId: bigint({ mode: "number" })
      .notNull()
      .references(() => trackers.id, { onDelete: "cascade" }),
    phase: text().notNull(),
    sensitivity: text().notNull(),
    openedAt: at().notNull(),
    movedAt: at().notNull(),
    endedAt: at(),
    networks: text().array().notNull(),
    first: jsonb().notNull(),
    peak: jsonb().notNull(),
    lastHour: integer().notNull(),
    authors: integer(),
    silent: boolean().notNull(),
    messageId: text(),
    /** Where the message is; null = in the tracker's channel. */
    messageChannelId: text(),
    /** The highest that people were told of by a message of its own; null = nobody yet. */
    announced: jsonb(),
    /** When somebody is named because nobody is on it; null = not at all, or done. */
    escalateAt: at(),
    acknowledged: jsonb().$type<{ who: { id: string; name: string }; at: string }>(),
  },
  (t) => [
    uniqueIndex("incidents_one_open").on(t.trackerId).where(sql`ended_at is null`),
    index().on(t.workspaceId, t.trackerId, t.openedAt),
    index("incidents_escalate").on(t.escalateAt).where(sql`escalate_at is not null`),
  ],
);

/** One row for each firing of a rule; of the kinds that last there is one open at a time. */
export const alarms = pgTable(
  "alarms",
  {
    id: id(),
    workspaceId: workspaceId(),
    trackerId: bigint({ mode: "number" })
      .notNull()
      .references(() => trackers.id, { onDelete: "cascade" }),
    kind: text().notNull(),
    key: text().notNull(),
    at: at().notNull(),
    endedAt: at(),
    facts: jsonb().$type<AlarmFacts>().notNull(),
    silent: boolean().notNull(),
    messageId: text(),
    /** Where the message is; null = in the tracker's channel. */
    messageChannelId: text(),
  },
  (t) => [
    unique().on(t.trackerId, t.kind, t.key),
    uniqueIndex("alarms_one_open").on(t.trackerId, t.kind).where(sql`ended_at is null`),
    index().on(t.workspaceId, t.trackerId, t.at),
  ],
);
