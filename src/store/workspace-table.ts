import { jsonb, pgTable, text, timestamp } from "drizzle-orm/pg-core";

/** The tenants. Every table that names one is walled by FORCEd row-level security. */
export const workspaces = pgTable("workspaces", {
  /** "playground", "slack:T0123", "discord:8123". */
  id: text().primaryKey(),
  surface: text().notNull(),
  name: text().notNull(),
  settings: jsonb().$type<Record<string, unknown>>().notNull().default({}),
  createdAt: timestamp({ withTimezone: true, mode: "date" }).notNull(),
  removedAt: timestamp({ withTimezone: true, mode: "date" }),
});
