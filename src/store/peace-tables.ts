import { sql } from "drizzle-orm";
import { bigint, index, integer, jsonb, pgTable, text, unique } from "drizzle-orm/pg-core";
import type { Quiet } from "../model/peace.ts";
import { at, id, workspaceId } from "./columns.ts";
import { trackers } from "./tenant-tables.ts";

/** How channels hear of alerts. Walled as tenant-tables.ts are. */

/** One row for a channel that is not as usual. */
export const peaces = pgTable(
  "peaces",
  {
    id: id(),
    workspaceId: workspaceId(),
    surface: text().notNull(),
    channelId: text().notNull(),
    quiet: jsonb().$type<Quiet>(),
    perHour: integer(),
    escalateMs: integer(),
    escalateTo: jsonb().$type<{ id: string; name: string } | string>(),
  },
  (t) => [unique().on(t.workspaceId, t.surface, t.channelId)],
);

/** One message for several alerts. */
export const roundups = pgTable(
  "roundups",
  {
    id: id(),
    workspaceId: workspaceId(),
    surface: text().notNull(),
    channelId: text().notNull(),
    kind: text().notNull(),
    fromAt: at().notNull(),
    untilAt: at().notNull(),
    /** When it is looked at next; null = it has its message. */
    dueAt: at(),
    messageId: text(),
    told: integer().notNull().default(0),
  },
  (t) => [
    unique().on(t.workspaceId, t.surface, t.channelId, t.kind, t.untilAt),
    index("roundups_due").on(t.dueAt).where(sql`due_at is not null`),
  ],
);

/** How each alert is told: by a message of its own, or by a roundup. */
export const notices = pgTable(
  "notices",
  {
    id: id(),
    workspaceId: workspaceId(),
    surface: text().notNull(),
    channelId: text().notNull(),
    key: text().notNull(),
    trackerId: bigint({ mode: "number" })
      .notNull()
      .references(() => trackers.id, { onDelete: "cascade" }),
    kind: text().notNull(),
    at: at().notNull(),
    roundupId: bigint({ mode: "number" }).references(() => roundups.id, { onDelete: "cascade" }),
  },
  (t) => [
    unique().on(t.workspaceId, t.key),
    index().on(t.workspaceId, t.surface, t.channelId, t.at),
    index().on(t.roundupId),
  ],
);
