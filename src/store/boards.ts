import { and, asc, eq, isNull } from "drizzle-orm";
import type { Board, Boards } from "../model/board.ts";
import type { Channel, SurfaceName } from "../model/place.ts";
import type { Database } from "./database.ts";
import { boards, trackers } from "./tenant-tables.ts";

export function boardsOf(database: Database, workspace: string): Boards {
  const own = eq(boards.workspaceId, workspace);
  const toBoard = (row: typeof boards.$inferSelect): Board => {
    const channel: Channel = { surface: row.surface as SurfaceName, workspace, id: row.channelId };
    return {
      id: row.id,
      tracker: row.trackerId,
      channel,
      periodMs: row.periodMs,
      message: row.messageId === null ? null : { channel, id: row.messageId },
      shown: row.shown,
      createdBy: row.createdBy,
      endsAt: row.endsAt,
      endedAt: row.endedAt,
    };
  };
  return {
    create: ({ tracker, channel, ...rest }) =>
      database.inWorkspace(workspace, async (db) => {
        // Foreign keys see over the wall, so whose tracker it is is asked for here.
        const [of] = await db
          .select({ id: trackers.id })
          .from(trackers)
          .where(and(eq(trackers.workspaceId, workspace), eq(trackers.id, tracker)));
        if (!of) throw new Error(`tracker ${tracker} is not in ${workspace}`);
        const values = {
          ...rest,
          workspaceId: workspace,
          trackerId: tracker,
          surface: channel.surface,
          channelId: channel.id,
        };
        const [row] = await db.insert(boards).values(values).returning();
        if (!row) throw new Error("the board was not stored");
        return toBoard(row);
      }),
    get: (id) =>
      database.inWorkspace(workspace, async (db) => {
        const [row] = await db
          .select()
          .from(boards)
          .where(and(own, eq(boards.id, id)));
        return row ? toBoard(row) : null;
      }),
    list: (channel) =>
      database.inWorkspace(workspace, async (db) => {
        const here = channel && and(eq(boards.channelId, channel.id), eq(boards.surface, channel.surface));
        const rows = await db
          .select()
          .from(boards)
          .where(and(own, isNull(boards.endedAt), here))
          .orderBy(asc(boards.id));
        return rows.map(toBoard);
      }),
    change: (id, { message, ...rest }) =>
      database.inWorkspace(workspace, async (db) => {
        const columns = { ...rest, ...(message === undefined ? {} : { messageId: message?.id ?? null }) };
        const [row] = await db
          .update(boards)
          .set(columns)
          .where(and(own, eq(boards.id, id)))
          .returning();
        if (!row) throw new Error(`board ${id} is not in ${workspace}`);
        return toBoard(row);
      }),
  };
}
