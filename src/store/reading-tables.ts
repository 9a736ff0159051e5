import { jsonb, pgTable, smallint, text, unique } from "drizzle-orm/pg-core";
import { at, id, workspaceId } from "./columns.ts";

/** How a workspace reads posts where it knows better than the models. Walled. */

/** What an author means who says this again. */
export const corrections = pgTable(
  "corrections",
  {
    id: id(),
    workspaceId: workspaceId(),
    network: text().notNull(),
    authorId: text().notNull(),
    /** Where to look for them: their bit in the sketch, as in feed_posts. */
    authorBit: smallint().notNull(),
    /** What they said, as the digest of SQL's phrase_key. */
    phrase: text().notNull(),
    sentiment: text().notNull(),
    correctedBy: jsonb().$type<{ id: string; name: string }>().notNull(),
    correctedAt: at().notNull(),
  },
  (t) => [unique("corrections_once").on(t.workspaceId, t.network, t.authorId, t.phrase)],
);

/** Topics of its own. */
export const wordLists = pgTable(
  "word_lists",
  {
    id: id(),
    workspaceId: workspaceId(),
    name: text().notNull(),
    words: text().array().notNull(),
    changedBy: jsonb().$type<{ id: string; name: string }>().notNull(),
    changedAt: at().notNull(),
  },
  (t) => [unique("word_lists_once").on(t.workspaceId, t.name)],
);
