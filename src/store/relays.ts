import { and, asc, eq, isNull } from "drizzle-orm";
import { minuteMs } from "../model/clock.ts";
import type { Channel, SurfaceName } from "../model/place.ts";
import { endedHour, type Relay, type RelayMode, type Relays, settleMs } from "../model/relay.ts";
import { asCollector } from "./collector.ts";
import type { Database } from "./database.ts";
import { relays, trackers } from "./tenant-tables.ts";

/** Whoever made it posts its message meanwhile. */
const postedWithinMs = 2 * minuteMs;
/** What is looked at in one go. */
const dueMax = 500;

export function relaysOf(database: Database, workspace: string): Pick<Relays, "create" | "get" | "list" | "change"> {
  const own = eq(relays.workspaceId, workspace);
  const toRelay = ({ surface, channelId, trackerId, messageId, workspaceId, ...row }: Row): Relay => {
    const channel: Channel = { surface: surface as SurfaceName, workspace: workspaceId, id: channelId };
    const message = messageId === null ? null : { channel, id: messageId };
    return { ...row, tracker: trackerId, channel, mode: row.mode as RelayMode, message };
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
        const place = { workspaceId: workspace, surface: channel.surface, channelId: channel.id };
        const values = {
          ...rest,
          ...place,
          trackerId: tracker,
          nextAt: new Date(rest.since.getTime() + postedWithinMs),
        };
        const [row] = await db.insert(relays).values(values).returning();
        if (!row) throw new Error("the relay was not stored");
        return toRelay(row);
      }),
    get: (id) =>
      database.inWorkspace(workspace, async (db) => {
        const [row] = await db
          .select()
          .from(relays)
          .where(and(own, eq(relays.id, id)));
        return row ? toRelay(row) : null;
      }),
    list: (channel) =>
      database.inWorkspace(workspace, async (db) => {
        const here = channel && and(eq(relays.channelId, channel.id), eq(relays.surface, channel.surface));
        const rows = await db
          .select()
          .from(relays)
          .where(and(own, isNull(relays.stoppedAt), here))
          .orderBy(asc(relays.id));
        return rows.map(toRelay);
      }),
    change: (id, { message, ...rest }) =>
      database.inWorkspace(workspace, async (db) => {
        const columns = { ...rest, ...(message === undefined ? {} : { messageId: message?.id ?? null }) };
        const [row] = await db
          .update(relays)
          .set(columns)
          .where(and(own, eq(relays.id, id)))
          .returning();
        if (!row) throw new Error(`relay ${id} is not in ${workspace}`);
        return toRelay(row);
      }),
  };
}

type Row = typeof relays.$inferSelect;

/** Those of all workspaces whose feeds were read since they were looked through, whose hour ended, or whose tracker is gone. */
export const dueRelays = (
  database: Database,
  now: Date,
): Promise<readonly { readonly workspace: string; readonly relay: number }[]> =>
  asCollector(database, (tx) => {
    const hourEnd = new Date(endedHour(now).getTime() + settleMs).toISOString();
    return tx<{ workspace: string; relay: number }[]>`
      select r.workspace_id as workspace, r.id::float8 as relay from relays r
      where r.stopped_at is null and r.next_at <= ${now.toISOString()} and (
        r.looked_at is null or r.looked_at < ${hourEnd}
        or exists (
          select from listeners l join coverage c on c.feed_id = l.feed_id
          where l.tracker_id = r.tracker_id and c.last_seen_at >= r.looked_at)
        or not exists (
          select from trackers t
          where t.id = r.tracker_id and t.removed_at is null))
      order by r.next_at limit ${dueMax}`;
  });
