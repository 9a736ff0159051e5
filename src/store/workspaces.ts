import { and, eq, isNull } from "drizzle-orm";
import type { Clock } from "../model/clock.ts";
import type { SurfaceName } from "../model/place.ts";
import type { Database } from "./database.ts";
import { followedChannel } from "./followed.ts";
import { asKeeper } from "./keeper.ts";
import { listeners, workspaces } from "./tenant-tables.ts";

/** Makes a tenant known; everything it makes refers to this row. One that had left is back. Whether it is either. */
export async function ensureWorkspace(
  database: Database,
  { id, surface, name }: { id: string; surface: SurfaceName; name: string },
  clock: Clock,
): Promise<boolean> {
  return database.inWorkspace(id, async (db) => {
    const [known] = await db.select().from(workspaces).where(eq(workspaces.id, id));
    await db
      .insert(workspaces)
      .values({ id, surface, name, createdAt: clock.now() })
      .onConflictDoUpdate({ target: workspaces.id, set: { name, removedAt: null } });
    return !known || known.removedAt !== null;
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
