import { bigint, index, pgTable, text, unique } from "drizzle-orm/pg-core";
import { incidents } from "./alert-tables.ts";
import { at, id, person, workspaceId } from "./columns.ts";
import { trackers } from "./tenant-tables.ts";

/** What people say of alerts. Walled as tenant-tables.ts are. */

/** Each person's last word on an alert. */
export const feedback = pgTable(
  "feedback",
  {
    workspaceId: workspaceId(),
    incidentId: bigint({ mode: "number" })
      .notNull()
      .references(() => incidents.id, { onDelete: "cascade" }),
    personId: text().notNull(),
    who: person().notNull(),
    verdict: text().notNull(),
    at: at().notNull(),
  },
  (t) => [unique().on(t.incidentId, t.personId), index().on(t.workspaceId)],
);

export const exclusions = pgTable(
  "exclusions",
  {
    id: id(),
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
