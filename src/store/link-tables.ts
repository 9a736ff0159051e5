import { sql } from "drizzle-orm";
import { bigint, check, index, jsonb, pgTable, text, unique, uniqueIndex } from "drizzle-orm/pg-core";
import { incidents } from "./alert-tables.ts";
import { at, id, person, workspaceId } from "./columns.ts";
import { workspaces } from "./workspace-table.ts";

/** What two workspaces agreed to share, and what came of it. Walled by FORCEd row-level security (drizzle/0006_links.sql). */

/** Seen by its two sides only. Its times are Postgres' own: a code lives as long where the product's clock is a replay's. */
export const links = pgTable(
  "links",
  {
    id: id(),
    /** The side that made the code. */
    workspaceId: workspaceId(),
    surface: text().notNull(),
    name: text().notNull(),
    createdBy: person().notNull(),
    createdAt: at().notNull().default(sql`now()`),
    codeHash: text().notNull(),
    /** The side that typed it; null = nobody did. */
    partnerId: text().references(() => workspaces.id, { onDelete: "cascade" }),
    partnerSurface: text(),
    partnerName: text(),
    redeemedBy: person(),
    redeemedAt: at(),
    /** When the partner said yes, and when the maker did after it. */
    acceptedAt: at(),
    confirmedAt: at(),
    /** What is not confirmed by then is nothing any more. */
    expiresAt: at().notNull(),
  },
  (t) => [
    unique().on(t.codeHash),
    index().on(t.workspaceId),
    index().on(t.partnerId),
    uniqueIndex("links_once")
      .on(sql`least(workspace_id, partner_id)`, sql`greatest(workspace_id, partner_id)`)
      .where(sql`confirmed_at is not null`),
    check("links_join_two", sql`partner_id <> workspace_id`),
    check("links_accepted_by_partner", sql`accepted_at is null or partner_id is not null`),
    check("links_confirmed_by_both", sql`confirmed_at is null or accepted_at is not null`),
  ],
);

/** What a linked workspace says of its own incident of the same subject: kept by, and as, the one that it is shown to. */
export const echoes = pgTable(
  "echoes",
  {
    workspaceId: workspaceId(),
    incidentId: bigint({ mode: "number" })
      .notNull()
      .references(() => incidents.id, { onDelete: "cascade" }),
    linkId: bigint({ mode: "number" })
      .notNull()
      .references(() => links.id, { onDelete: "cascade" }),
    acknowledged: jsonb().$type<{ by: string; at: string }>(),
    muted: jsonb().$type<{ by: string; until: string }>(),
  },
  (t) => [unique().on(t.incidentId, t.linkId), index().on(t.linkId)],
);
