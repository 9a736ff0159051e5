import { and, eq, isNotNull, isNull, ne } from "drizzle-orm";
import type { Clock } from "../model/clock.ts";
import type { SurfaceName } from "../model/place.ts";
import type { Database } from "./database.ts";
import { followedChannel } from "./followed.ts";
import { asKeeper } from "./keeper.ts";
import { listeners } from "./tenant-tables.ts";
import { workspaces } from "./workspace-table.ts";

/** Makes a tenant known; everything it makes refers to this row. One that had left is back. Whether it is either: of several at once one is told so. */
export async function ensureWorkspace(
  database: Database,
  { id, surface, name }: { id: string; surface: SurfaceName; name: string },
  clock: Clock,
): Promise<boolean> {
  return database.inWorkspace(id, async (db) => {
    const made = await db
      .insert(workspaces)
      .values({ id, surface, name, createdAt: clock.now() })
      .onConflictDoNothing()
      .returning({ id: workspaces.id });
    if (made.length > 0) return true;
    const back = await db
      .update(workspaces)
      .set({ removedAt: null })
      .where(and(eq(workspaces.id, id), isNotNull(workspaces.removedAt)))
      .returning({ id: workspaces.id });
    await db
      .update(workspaces)
      .set({ name })
      .where(and(eq(workspaces.id, id), ne(workspaces.name, name)));
    return back.length > 0;
  });
}

/**
 * Stops what it follows and marks it as one that left: what it made goes after its days, unless it comes back. Whether it stood until
 * now.
 */
export async function leaveWorkspace(database: Database, id: string, clock: Clock): Promise<boolean> {
  return database.inWorkspace(id, async (db, tx) => {
    const left = await db
      .update(workspaces)
      .set({ removedAt: clock.now() })
      .where(and(eq(workspaces.id, id), isNull(workspaces.removedAt)))
      .returning({ id: workspaces.id });
    await db.delete(listeners).where(eq(listeners.workspaceId, id));
    await tx`select pg_notify(${followedChannel}, '')`;
    return left.length > 0;
  });
}

/** Ids of all that stand, of one chat platform. */
export const standingWorkspaces = (database: Database, surface: SurfaceName): Promise<readonly string[]> =>
  asKeeper(database, async (db) => {
    const standing = and(eq(workspaces.surface, surface), isNull(workspaces.removedAt));
    const rows = await db.select({ id: workspaces.id }).from(workspaces).where(standing);
    return rows.map(({ id }) => id);
  });
