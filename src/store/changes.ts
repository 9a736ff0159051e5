import { and, desc, eq, isNull } from "drizzle-orm";
import type { Change, ChangeKind, Changes } from "../model/change.ts";
import type { Clock } from "../model/clock.ts";
import type { Database } from "./database.ts";
import { changes } from "./tenant-tables.ts";

export function changesOf(database: Database, workspace: string, clock: Clock): Changes {
  const own = eq(changes.workspaceId, workspace);
  const toChange = (row: typeof changes.$inferSelect): Change => ({
    id: row.id,
    kind: row.kind as ChangeKind,
    who: row.who,
    at: row.at,
    about: row.about,
    before: row.before,
    undoneAt: row.undoneAt,
  });
  return {
    record: (change) =>
      database.inWorkspace(workspace, async (db) => {
        const [row] = await db
          .insert(changes)
          .values({ ...change, workspaceId: workspace, at: clock.now() })
          .returning();
        if (!row) throw new Error("the change was not stored");
        return toChange(row);
      }),
    get: (id) =>
      database.inWorkspace(workspace, async (db) => {
        const [row] = await db
          .select()
          .from(changes)
          .where(and(own, eq(changes.id, id)));
        return row ? toChange(row) : null;
      }),
    latest: (kind, about) =>
      database.inWorkspace(workspace, async (db) => {
        const [row] = await db
          .select()
          .from(changes)
          .where(and(own, eq(changes.kind, kind), eq(changes.about, about), isNull(changes.undoneAt)))
          .orderBy(desc(changes.id))
          .limit(1);
        return row ? toChange(row) : null;
      }),
    undone: (id, who) =>
      database.inWorkspace(workspace, async (db) => {
        const rows = await db
          .update(changes)
          .set({ undoneAt: clock.now(), undoneBy: who })
          .where(and(own, eq(changes.id, id), isNull(changes.undoneAt)))
          .returning({ id: changes.id });
        return rows.length === 1;
      }),
  };
}
