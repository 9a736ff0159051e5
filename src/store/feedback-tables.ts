import { bigint, index, jsonb, pgTable, text, timestamp, unique } from "drizzle-orm/pg-core";
import { incidents, trackers, workspaces } from "./tenant-tables.ts";

/** What people say of alerts. Walled as tenant-tables.ts are. */

const workspaceId = () =>
  text()
    .notNull()
    .references(() => workspaces.id, { onDelete: "cascade" });

/** Each person's last word on an alert. */
export const feedback = pgTable(
  "feedback",
  {
    workspaceId: workspaceId(),
    incidentId: bigint({ mode: "number" })
      .notNull()
      .references(() => incidents.id, { onDelete: "cascade" }),
    personId: text().notNull(),
    who: jsonb().$type<{ id: string; name: string }>().notNull(),
    verdict: text().notNull(),
    at: timestamp({ withTimezone: true, mode: "date" }).notNull(),
  },
  (t) => [unique().on(t.incidentId, t.personId), index().on(t.workspaceId)],
);

export const exclusions = pgTable(
  "exclusions",
  {
    id: bigint({ mode: "number" }).primaryKey().generatedAlwaysAsIdentity(),
    workspaceId: workspaceId(),
    trackerId: bigint({ mode: "number" })
      .notNull()
      .references(() => trackers.id, { onDelete: "cascade" }),
    kind: text().notNull(),
    name: text().notNull(),
    /** Of an author the network; "" of what has none. */
    of: text().notNull(),
  },
  (t) => [unique().on(t.trackerId, t.kind, t.name, t.of)],
);
