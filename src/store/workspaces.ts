import type { Clock } from "../model/clock.ts";
import type { SurfaceName } from "../model/place.ts";
import type { Database } from "./database.ts";
import { workspaces } from "./tenant-tables.ts";

/** Makes a tenant known; everything it makes refers to this row. One that had left is back. */
export async function ensureWorkspace(
  database: Database,
  { id, surface, name }: { id: string; surface: SurfaceName; name: string },
  clock: Clock,
): Promise<void> {
  await database.inWorkspace(id, async (db) => {
    await db
      .insert(workspaces)
      .values({ id, surface, name, createdAt: clock.now() })
      .onConflictDoUpdate({ target: workspaces.id, set: { name, removedAt: null } });
  });
}
