import { and, asc, eq, isNull, ne, sql } from "drizzle-orm";
import type { TransactionSql } from "postgres";
import type { Clock } from "../model/clock.ts";
import type { Channel, SurfaceName } from "../model/place.ts";
import type { Subject, SubjectKind } from "../model/subject.ts";
import type { NewTracker, Sensitivity, Tracker, TrackerChange, Trackers } from "../model/tracker.ts";
import { readRules } from "./alert-rules.ts";
import { subjects } from "./collected-tables.ts";
import type { Database } from "./database.ts";
import { followedChannel } from "./followed.ts";
import { subjectId } from "./subjects.ts";
import { listeners, trackers } from "./tenant-tables.ts";

type Row = { tracker: typeof trackers.$inferSelect; kind: string; key: string };

export function trackersOf(database: Database, workspace: string, clock: Clock): Trackers {
  const own = eq(trackers.workspaceId, workspace);
  const within: Database["inWorkspace"] = (_, work) => database.inWorkspace(workspace, work);
  const toTracker = ({ tracker, kind, key }: Row): Tracker => {
    const channel: Channel = { surface: tracker.surface as SurfaceName, workspace, id: tracker.channelId };
    return {
      id: tracker.id,
      channel,
      subject: { kind: kind as SubjectKind, key, display: tracker.display },
      networks: tracker.networks,
      paceMs: tracker.paceMs,
      sensitivity: tracker.sensitivity as Sensitivity,
      alerts: tracker.alerts,
      rules: readRules(tracker.rules),
      mutedUntil: tracker.mutedUntil,
      endsAt: tracker.endsAt,
      endToldAt: tracker.endToldAt,
      pausedAt: tracker.pausedAt,
      createdBy: tracker.createdBy,
      createdAt: tracker.createdAt,
      message: tracker.messageId === null ? null : { channel, id: tracker.messageId },
    };
  };
  const select = (db: Database["drizzle"]) =>
    db
      .select({ tracker: trackers, kind: subjects.kind, key: subjects.key })
      .from(trackers)
      .innerJoin(subjects, eq(subjects.id, trackers.subjectId));
  const one = async (db: Database["drizzle"], id: number): Promise<Tracker> => {
    const [row] = await select(db).where(and(own, eq(trackers.id, id)));
    if (!row) throw new Error(`tracker ${id} is not in ${workspace}`);
    return toTracker(row);
  };

  return {
    create: (wish) => within(workspace, (db) => create(db, workspace, wish, clock, one)),
    get: (id, { evenRemoved = false } = {}) =>
      within(workspace, async (db) => {
        const there = evenRemoved ? undefined : isNull(trackers.removedAt);
        const [row] = await select(db).where(and(own, eq(trackers.id, id), there));
        return row ? toTracker(row) : null;
      }),
    find: (channel, subject) =>
      within(workspace, async (db) => {
        const [row] = await select(db).where(
          and(
            own,
            isNull(trackers.removedAt),
            eq(trackers.channelId, channel.id),
            eq(trackers.surface, channel.surface),
            isSubject(subject),
          ),
        );
        return row ? toTracker(row) : null;
      }),
    list: (channel) =>
      within(workspace, async (db) => {
        const here = channel && and(eq(trackers.channelId, channel.id), eq(trackers.surface, channel.surface));
        const rows = await select(db)
          .where(and(own, isNull(trackers.removedAt), here))
          .orderBy(asc(trackers.createdAt), asc(trackers.id));
        return rows.map(toTracker);
      }),
    change: (id, change) =>
      within(workspace, async (db) => {
        await db
          .update(trackers)
          .set(columnsOf(change))
          .where(and(own, eq(trackers.id, id)));
        return one(db, id);
      }),
    move: (id, channel) =>
      within(workspace, async (db) => {
        const { subjectId, surface } = trackers;
        const twin = db
          .select({ subjectId, surface })
          .from(trackers)
          .where(and(own, eq(trackers.id, id)));
        const there = await db
          .select({ id: trackers.id, removedAt: trackers.removedAt })
          .from(trackers)
          .where(
            and(own, eq(trackers.channelId, channel), sql`(${subjectId}, ${surface}) in ${twin}`, ne(trackers.id, id)),
          );
        if (there.some(({ removedAt }) => removedAt === null)) return "taken";
        // One that was removed there would come back under the same name.
        for (const gone of there) await db.delete(trackers).where(and(own, eq(trackers.id, gone.id)));
        await db
          .update(trackers)
          .set({ channelId: channel, messageId: null })
          .where(and(own, eq(trackers.id, id)));
        return one(db, id);
      }),
    remove: (id) =>
      within(workspace, async (db, tx) => {
        await db
          .update(trackers)
          .set({ removedAt: clock.now() })
          .where(and(own, eq(trackers.id, id), isNull(trackers.removedAt)));
        await db.delete(listeners).where(and(eq(listeners.workspaceId, workspace), eq(listeners.trackerId, id)));
        await tellFollowed(tx);
      }),
    restore: (id) =>
      within(workspace, async (db) => {
        await db
          .update(trackers)
          .set({ removedAt: null })
          .where(and(own, eq(trackers.id, id)));
        return one(db, id);
      }),
    setFeeds: (id, feeds) =>
      within(workspace, async (db, tx) => {
        await tellFollowed(tx);
        // The row is held, so that whoever removes the tracker at this moment deletes what is inserted here.
        const held = db
          .select({ removedAt: trackers.removedAt })
          .from(trackers)
          .where(and(own, eq(trackers.id, id)));
        const [row] = await held.for("update");
        const { paceMs } = await one(db, id);
        await db.delete(listeners).where(and(eq(listeners.workspaceId, workspace), eq(listeners.trackerId, id)));
        if (feeds.length === 0 || row?.removedAt) return;
        await db
          .insert(listeners)
          .values(feeds.map((feedId) => ({ feedId, trackerId: id, workspaceId: workspace, paceMs })));
      }),
  };
}

/** Nothing of whom: it is heard by what collects for everybody. */
const tellFollowed = (tx: TransactionSql) => tx`select pg_notify(${followedChannel}, '')`;

const isSubject = (subject: Subject) => and(eq(subjects.kind, subject.kind), eq(subjects.key, subject.key));

const columnsOf = ({ message, networks, ...rest }: TrackerChange) => ({
  ...rest,
  ...(networks ? { networks: [...networks] } : {}),
  ...(message === undefined ? {} : { messageId: message?.id ?? null }),
});

async function create(
  db: Database["drizzle"],
  workspace: string,
  wish: NewTracker,
  clock: Clock,
  one: (db: Database["drizzle"], id: number) => Promise<Tracker>,
): Promise<{ tracker: Tracker; created: boolean }> {
  const values = {
    workspaceId: workspace,
    surface: wish.channel.surface,
    channelId: wish.channel.id,
    subjectId: await subjectId(db, wish.subject),
    display: wish.subject.display,
    networks: [...wish.networks],
    paceMs: wish.paceMs,
    sensitivity: wish.sensitivity,
    createdBy: wish.createdBy,
    createdAt: clock.now(),
  };
  const unset = { mutedUntil: null, endsAt: null, endToldAt: null, pausedAt: null, messageId: null, removedAt: null };
  const fresh = { ...values, alerts: true, rules: {}, ...unset };
  // An active one is left as it is (the update's condition fails and nothing comes back); a removed one starts anew.
  const [row] = await db
    .insert(trackers)
    .values(values)
    .onConflictDoUpdate({
      target: [trackers.workspaceId, trackers.channelId, trackers.subjectId],
      set: fresh,
      setWhere: sql`${trackers.removedAt} is not null`,
    })
    .returning({ id: trackers.id });
  if (row) return { tracker: await one(db, row.id), created: true };
  const [there] = await db
    .select({ id: trackers.id })
    .from(trackers)
    .where(
      and(
        eq(trackers.workspaceId, workspace),
        eq(trackers.channelId, wish.channel.id),
        eq(trackers.subjectId, values.subjectId),
      ),
    );
  if (!there) throw new Error("a tracker conflicted with one that is not there");
  return { tracker: await one(db, there.id), created: false };
}
