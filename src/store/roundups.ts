import { and, asc, count, eq, gte, isNotNull, isNull, lt, sql } from "drizzle-orm";
import type { AlertKind } from "../model/alert-kind.ts";
import { capHour } from "../model/peace.ts";
import type { SurfaceName } from "../model/place.ts";
import type { Notice, Roundup, Roundups } from "../model/roundup.ts";
import type { Database } from "./database.ts";
import { notices, roundups } from "./peace-tables.ts";

export function roundupsOf(database: Database, workspace: string): Roundups {
  const own = eq(roundups.workspaceId, workspace);
  const one = async (db: Database["drizzle"], id: number): Promise<Roundup | null> => {
    const [row] = await db
      .select()
      .from(roundups)
      .where(and(own, eq(roundups.id, id)));
    return row ? toRoundup(row) : null;
  };
  return {
    place: (notice, rules) =>
      database.inWorkspace(workspace, async (db) => {
        const roundup = await place(db, workspace, notice, rules);
        return roundup === null ? null : one(db, roundup);
      }),
    get: (id) => database.inWorkspace(workspace, (db) => one(db, id)),
    notices: (id) =>
      database.inWorkspace(workspace, async (db) => {
        const rows = await db
          .select()
          .from(notices)
          .where(and(eq(notices.workspaceId, workspace), eq(notices.roundupId, id)))
          .orderBy(asc(notices.at), asc(notices.id));
        return rows.map(toNotice);
      }),
    sent: (id, message, told) =>
      database.inWorkspace(workspace, async (db) => {
        await db
          .update(roundups)
          .set({ messageId: message.id, told, dueAt: null })
          .where(and(own, eq(roundups.id, id)));
      }),
    lookAgain: (id, dueAt) =>
      database.inWorkspace(workspace, async (db) => {
        await db
          .update(roundups)
          .set({ dueAt })
          .where(and(own, eq(roundups.id, id), isNotNull(roundups.dueAt)));
      }),
  };
}

type Drizzle = Database["drizzle"];

/** One channel's alerts are placed one after the other, so that none is counted twice; gives the number of its roundup. */
async function place(
  db: Drizzle,
  workspace: string,
  notice: Notice,
  { quietUntil, perHour }: Parameters<Roundups["place"]>[1],
): Promise<number | null> {
  const { surface, id: channelId } = notice.channel;
  const mine = eq(notices.workspaceId, workspace);
  await db.execute(
    sql`select pg_advisory_xact_lock(hashtextextended(${`notices ${workspace} ${surface} ${channelId}`}, 0))`,
  );
  const [there] = await db
    .select({ roundup: notices.roundupId })
    .from(notices)
    .where(and(mine, eq(notices.key, notice.key)));
  if (there) return there.roundup;
  const hour = capHour(notice.at);
  const here = and(mine, eq(notices.surface, surface), eq(notices.channelId, channelId));
  const inHour = and(gte(notices.at, hour.from), lt(notices.at, hour.until), isNull(notices.roundupId));
  const [alone] = await db.select({ posted: count() }).from(notices).where(and(here, inHour));
  const isBeyond = perHour !== null && (alone?.posted ?? 0) >= perHour;
  const collected = quietUntil
    ? { kind: "morning", fromAt: notice.at, untilAt: quietUntil, dueAt: quietUntil }
    : isBeyond && { kind: "hour", fromAt: hour.from, untilAt: hour.until, dueAt: notice.at };
  const roundupId = collected ? await ensure(db, { workspaceId: workspace, surface, channelId, ...collected }) : null;
  const { key, tracker, kind, at } = notice;
  const asked = await db
    .insert(notices)
    .values({ workspaceId: workspace, surface, channelId, key, trackerId: tracker, kind, at, roundupId })
    // Somebody asked the same for another channel at this moment.
    .onConflictDoUpdate({ target: [notices.workspaceId, notices.key], set: { key } })
    .returning({ roundup: notices.roundupId });
  return asked[0]?.roundup ?? null;
}

async function ensure(db: Drizzle, values: typeof roundups.$inferInsert): Promise<number> {
  const { workspaceId, surface, channelId, kind, untilAt } = roundups;
  const [row] = await db
    .insert(roundups)
    .values(values)
    .onConflictDoUpdate({ target: [workspaceId, surface, channelId, kind, untilAt], set: { kind: values.kind } })
    .returning({ id: roundups.id });
  if (!row) throw new Error("a roundup was not stored");
  return row.id;
}

const channelOf = (row: Pick<typeof roundups.$inferSelect, "workspaceId" | "surface" | "channelId">) => ({
  surface: row.surface as SurfaceName,
  workspace: row.workspaceId,
  id: row.channelId,
});

const toRoundup = (row: typeof roundups.$inferSelect): Roundup => ({
  id: row.id,
  channel: channelOf(row),
  kind: row.kind as Roundup["kind"],
  from: row.fromAt,
  until: row.untilAt,
  message: row.messageId === null ? null : { channel: channelOf(row), id: row.messageId },
  told: row.told,
});

const toNotice = (row: typeof notices.$inferSelect): Notice => ({
  key: row.key,
  channel: channelOf(row),
  tracker: row.trackerId,
  kind: row.kind as AlertKind,
  at: row.at,
});
