import { and, asc, eq } from "drizzle-orm";
import type { Clock } from "../model/clock.ts";
import type { StoredWordList, WordLists } from "../model/word-list.ts";
import type { Database } from "./database.ts";
import { wordLists } from "./reading-tables.ts";

export function wordListsOf(database: Database, workspace: string, clock: Clock): WordLists {
  const own = eq(wordLists.workspaceId, workspace);
  const toList = ({ id, name, words }: typeof wordLists.$inferSelect): StoredWordList => ({ id, name, words });
  return {
    list: () =>
      database.inWorkspace(workspace, async (db) =>
        (await db.select().from(wordLists).where(own).orderBy(asc(wordLists.name))).map(toList),
      ),
    save: (id, { name, words }, who) =>
      database.inWorkspace(workspace, async (db) => {
        const said = { name, words: [...words], changedBy: who, changedAt: clock.now() };
        const [changed] =
          id === null
            ? []
            : await db
                .update(wordLists)
                .set(said)
                .where(and(own, eq(wordLists.id, id)))
                .returning();
        const [row] = changed
          ? [changed]
          : await db
              .insert(wordLists)
              .values({ ...said, workspaceId: workspace })
              .returning();
        if (!row) throw new Error("the list was not stored");
        return toList(row);
      }),
    remove: (id) =>
      database.inWorkspace(workspace, async (db) => {
        const [row] = await db
          .delete(wordLists)
          .where(and(own, eq(wordLists.id, id)))
          .returning();
        return row ? toList(row) : null;
      }),
  };
}
