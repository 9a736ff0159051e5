import { and, desc, eq, gte, isNull } from "drizzle-orm";
import type { Alarm, AlarmFacts, AlarmKind, Alarms } from "../model/alarm.ts";
import type { SurfaceName } from "../model/place.ts";
import { alarms } from "./alert-tables.ts";
import type { Database } from "./database.ts";
import { trackers } from "./tenant-tables.ts";

const listMax = 100;

export function alarmsOf(database: Database, workspace: string): Alarms {
  const own = eq(alarms.workspaceId, workspace);
  const select = (db: Database["drizzle"]) =>
    db
      .select({ alarm: alarms, surface: trackers.surface, channelId: trackers.channelId })
      .from(alarms)
      .innerJoin(trackers, eq(trackers.id, alarms.trackerId));
  const toAlarm = ({ alarm, surface, channelId }: Awaited<ReturnType<typeof select>>[number]): Alarm => ({
    id: alarm.id,
    tracker: alarm.trackerId,
    kind: alarm.kind as AlarmKind,
    key: alarm.key,
    at: alarm.at,
    endedAt: alarm.endedAt,
    facts: alarm.facts,
    message:
      alarm.messageId === null
        ? null
        : {
            channel: { surface: surface as SurfaceName, workspace, id: alarm.messageChannelId ?? channelId },
            id: alarm.messageId,
          },
    silent: alarm.silent,
  });
  const one = async (db: Database["drizzle"], id: number): Promise<Alarm | null> => {
    const [row] = await select(db).where(and(own, eq(alarms.id, id)));
    return row ? toAlarm(row) : null;
  };
  return {
    raise: ({ tracker, facts, at, lasts, ...rest }) =>
      database.inWorkspace(workspace, async (db) => {
        // Foreign keys see over the wall, so whose tracker it is is asked for here.
        const [of] = await db
          .select({ id: trackers.id })
          .from(trackers)
          .where(and(eq(trackers.workspaceId, workspace), eq(trackers.id, tracker)));
        if (!of) throw new Error(`tracker ${tracker} is not in ${workspace}`);
        const row = { ...rest, at, facts, kind: facts.kind, trackerId: tracker, workspaceId: workspace };
        const [made] = await db
          .insert(alarms)
          .values({ ...row, endedAt: lasts ? null : at })
          .onConflictDoNothing()
          .returning({ id: alarms.id });
        return made ? one(db, made.id) : null;
      }),
    get: (id) => database.inWorkspace(workspace, (db) => one(db, id)),
    open: (tracker) =>
      database.inWorkspace(workspace, async (db) => {
        const rows = await select(db).where(and(own, eq(alarms.trackerId, tracker), isNull(alarms.endedAt)));
        return rows.map(toAlarm);
      }),
    since: (tracker, since) =>
      database.inWorkspace(workspace, async (db) => {
        const rows = await select(db)
          .where(and(own, eq(alarms.trackerId, tracker), gte(alarms.at, since)))
          .orderBy(desc(alarms.at), desc(alarms.id))
          .limit(listMax);
        return rows.map(toAlarm);
      }),
    end: (id, endedAt, facts: AlarmFacts) =>
      database.inWorkspace(workspace, async (db) => {
        const rows = await db
          .update(alarms)
          .set({ endedAt, facts })
          .where(and(own, eq(alarms.id, id), isNull(alarms.endedAt)))
          .returning({ id: alarms.id });
        return rows.length === 1;
      }),
    posted: (id, message) =>
      database.inWorkspace(workspace, async (db) => {
        await db
          .update(alarms)
          .set({ messageId: message.id, messageChannelId: message.channel.id })
          .where(and(own, eq(alarms.id, id)));
      }),
  };
}
