import { and, eq, sql } from "drizzle-orm";
import { type Peace, type Peaces, usualPeace } from "../model/peace.ts";
import type { Channel, SurfaceName } from "../model/place.ts";
import type { Database } from "./database.ts";
import { peaces } from "./peace-tables.ts";

export function peacesOf(database: Database, workspace: string): Peaces {
  const own = eq(peaces.workspaceId, workspace);
  const at = ({ surface, id }: Channel) => and(own, eq(peaces.surface, surface), eq(peaces.channelId, id));
  const of = async (db: Database["drizzle"], channel: Channel): Promise<Peace | null> => {
    const [row] = await db.select().from(peaces).where(at(channel));
    return row ? toPeace(row) : null;
  };
  return {
    of: (channel) => database.inWorkspace(workspace, async (db) => (await of(db, channel)) ?? usualPeace),
    channelOf: (id) =>
      database.inWorkspace(workspace, async (db) => {
        const [row] = await db
          .select()
          .from(peaces)
          .where(and(own, eq(peaces.id, id)));
        return row ? { surface: row.surface as SurfaceName, workspace, id: row.channelId } : null;
      }),
    put: (channel, { quiet, perHour, escalateMs, escalateTo }) =>
      database.inWorkspace(workspace, async (db) => {
        const before = await of(db, channel);
        const set = { quiet, perHour, escalateMs, escalateTo };
        const [row] = await db
          .insert(peaces)
          .values({ workspaceId: workspace, surface: channel.surface, channelId: channel.id, ...set })
          .onConflictDoUpdate({ target: [peaces.workspaceId, peaces.surface, peaces.channelId], set })
          .returning({ id: peaces.id });
        if (!row) throw new Error("how a channel hears of alerts was not stored");
        return { id: row.id, before };
      }),
    leads: (from, to) =>
      database.inWorkspace(workspace, async (db) => {
        const [row] = await db
          .select({ id: peaces.id })
          .from(peaces)
          .where(and(at(from), sql`${peaces.quiet} ->> 'instead' = ${to}`));
        return row !== undefined;
      }),
  };
}

const toPeace = ({ quiet, perHour, escalateMs, escalateTo }: typeof peaces.$inferSelect): Peace => ({
  quiet,
  perHour,
  escalateMs,
  escalateTo,
});
