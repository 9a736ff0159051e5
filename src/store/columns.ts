import { bigint, jsonb, text, timestamp } from "drizzle-orm/pg-core";
import { workspaces } from "./workspace-table.ts";

/** Columns that most tables of a workspace have. */

export const id = () => bigint({ mode: "number" }).primaryKey().generatedAlwaysAsIdentity();
export const at = () => timestamp({ withTimezone: true, mode: "date" });
export const person = () => jsonb().$type<{ id: string; name: string }>();
export const workspaceId = () =>
  text()
    .notNull()
    .references(() => workspaces.id, { onDelete: "cascade" });
