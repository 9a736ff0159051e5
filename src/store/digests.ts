import { and, asc, eq, inArray, isNotNull, isNull, sql } from "drizzle-orm";
import type { Digest, Digests } from "../model/digest.ts";
import type { Channel, SurfaceName } from "../model/place.ts";
import { asCollector } from "./collector.ts";
import type { Database } from "./database.ts";
import { digests, trackers } from "./tenant-tables.ts";

/** What is looked at in one go. */
const dueMax = 500;

export function digestsOf(database: Database, workspace: string): Digests {
  const { own, standing, at, toDigest } = rowsOf(workspace);
  return {
    put: (wish) => database.inWorkspace(workspace, (db) => put(db, workspace, wish)),
    get: (id) =>
      database.inWorkspace(workspace, async (db) => {
        const [row] = await db
          .select()
          .from(digests)
          .where(and(own, eq(digests.id, id)));
        return row ? toDigest(row) : null;
      }),
    of: (channel) =>
      database.inWorkspace(workspace, async (db) => {
        const [row] = await db.select().from(digests).where(at(channel));
        return row ? toDigest(row) : null;
      }),
    list: () =>
      database.inWorkspace(workspace, async (db) => {
        const rows = await db.select().from(digests).where(standing).orderBy(asc(digests.id));
        return rows.map(toDigest);
      }),
    change: (id, change) => database.inWorkspace(workspace, (db) => changeOne(db, workspace, id, change)),
    lookAgain: (id, next) =>
      database.inWorkspace(workspace, async (db) => {
        await db
          .update(digests)
          .set(next)
          .where(and(standing, eq(digests.id, id), isNotNull(digests.nextAt)));
      }),
  };
}

type Drizzle = Database["drizzle"];

/** Which rows are a workspace's, and how they are read. */
function rowsOf(workspace: string) {
  const own = eq(digests.workspaceId, workspace);
  const standing = and(own, isNull(digests.stoppedAt));
  return {
    own,
    standing,
    at: ({ surface, id }: Channel) => and(standing, eq(digests.surface, surface), eq(digests.channelId, id)),
    toDigest: (row: typeof digests.$inferSelect): Digest => ({
      id: row.id,
      channel: { surface: row.surface as SurfaceName, workspace, id: row.channelId },
      isPersonal: row.isPersonal,
      schedule: row.schedule,
      trackers: row.trackerIds,
      quiet: row.quiet as Digest["quiet"],
      createdBy: row.createdBy,
      since: row.since,
      lastOn: row.lastOn,
      nextAt: row.nextAt,
      stoppedAt: row.stoppedAt,
    }),
  };
}

async function put(
  db: Drizzle,
  workspace: string,
  { channel, isPersonal, createdBy, schedule, trackers: ids, quiet, since, nextAt }: Parameters<Digests["put"]>[0],
): ReturnType<Digests["put"]> {
  const { own, at, toDigest } = rowsOf(workspace);
  const wished = { schedule, quiet, since, nextAt, trackerIds: await owned(db, workspace, ids) };
  const [there] = await db.select().from(digests).where(at(channel)).for("update");
  const place = { workspaceId: workspace, surface: channel.surface, channelId: channel.id };
  const [row] = there
    ? await db
        .update(digests)
        .set(wished)
        .where(and(own, eq(digests.id, there.id)))
        .returning()
    : await db
        .insert(digests)
        .values({ ...place, isPersonal, createdBy, ...wished })
        // Somebody else wished for one at this moment.
        .onConflictDoUpdate({
          target: [digests.workspaceId, digests.surface, digests.channelId],
          targetWhere: sql`${digests.stoppedAt} is null`,
          set: wished,
        })
        .returning();
  if (!row) throw new Error("the digest was not stored");
  return { digest: toDigest(row), before: there ? toDigest(there) : null };
}

async function changeOne(
  db: Drizzle,
  workspace: string,
  id: number,
  { trackers: ids, ...rest }: Parameters<Digests["change"]>[1],
): ReturnType<Digests["change"]> {
  const { own, at, toDigest } = rowsOf(workspace);
  const mine = and(own, eq(digests.id, id));
  const [there] = await db.select().from(digests).where(mine).for("update");
  if (!there) throw new Error(`digest ${id} is not in ${workspace}`);
  if (rest.stoppedAt === null && there.stoppedAt !== null) {
    const others = await db
      .select({ id: digests.id })
      .from(digests)
      .where(at(toDigest(there).channel));
    if (others.length > 0) return "taken";
  }
  const columns = { ...rest, ...(ids === undefined ? {} : { trackerIds: await owned(db, workspace, ids) }) };
  const [row] = await db.update(digests).set(columns).where(mine).returning();
  if (!row) throw new Error(`digest ${id} is not in ${workspace}`);
  return toDigest(row);
}

/** Whose trackers those are: none of another workspace is looked at for it. */
async function owned(db: Drizzle, workspace: string, ids: readonly number[] | null): Promise<number[] | null> {
  if (ids === null) return null;
  const rows = await db
    .select({ id: trackers.id })
    .from(trackers)
    .where(and(eq(trackers.workspaceId, workspace), inArray(trackers.id, [...ids, 0])));
  return rows.map(({ id }) => id);
}

/** Those of all workspaces whose time has come, the longest due first: numbers only. */
export const dueDigests = (
  database: Database,
  now: Date,
): Promise<readonly { readonly workspace: string; readonly digest: number }[]> =>
  asCollector(
    database,
    (tx) => tx<{ workspace: string; digest: number }[]>`
      select workspace_id as workspace, id::float8 as digest from digests
      where stopped_at is null and next_at <= ${now.toISOString()}
      order by next_at limit ${dueMax}`,
  );
