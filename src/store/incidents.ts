import { and, desc, eq, gte, inArray, isNull, lt, sql } from "drizzle-orm";
import type { Incident, Incidents, Phase, Sighting } from "../model/incident.ts";
import type { SurfaceName } from "../model/place.ts";
import type { Sensitivity } from "../model/tracker.ts";
import { incidents } from "./alert-tables.ts";
import type { Database } from "./database.ts";
import { trackers } from "./tenant-tables.ts";

export function incidentsOf(database: Database, workspace: string): Incidents {
  const own = eq(incidents.workspaceId, workspace);
  const select = (db: Database["drizzle"]) =>
    db
      .select({ incident: incidents, surface: trackers.surface, channelId: trackers.channelId })
      .from(incidents)
      .innerJoin(trackers, eq(trackers.id, incidents.trackerId));
  const toIncident = ({ incident, surface, channelId }: Awaited<ReturnType<typeof select>>[number]): Incident => ({
    id: incident.id,
    tracker: incident.trackerId,
    phase: incident.phase as Phase,
    sensitivity: incident.sensitivity as Sensitivity,
    openedAt: incident.openedAt,
    movedAt: incident.movedAt,
    endedAt: incident.endedAt,
    networks: incident.networks,
    first: readSighting(incident.first),
    peak: readSighting(incident.peak),
    lastHour: incident.lastHour,
    authors: incident.authors,
    message:
      incident.messageId === null
        ? null
        : {
            channel: { surface: surface as SurfaceName, workspace, id: incident.messageChannelId ?? channelId },
            id: incident.messageId,
          },
    silent: incident.silent,
    announced: incident.announced === null ? null : readSighting(incident.announced),
    escalateAt: incident.escalateAt,
    acknowledged: incident.acknowledged && { ...incident.acknowledged, at: new Date(incident.acknowledged.at) },
  });
  const openIn = async (db: Database["drizzle"], tracker: number): Promise<Incident | null> => {
    const [row] = await select(db).where(and(own, eq(incidents.trackerId, tracker), isNull(incidents.endedAt)));
    return row ? toIncident(row) : null;
  };
  const one = async (db: Database["drizzle"], id: number): Promise<Incident | null> => {
    const [row] = await select(db).where(and(own, eq(incidents.id, id)));
    return row ? toIncident(row) : null;
  };
  const there = async (db: Database["drizzle"], id: number): Promise<Incident> => {
    const incident = await one(db, id);
    if (!incident) throw new Error(`incident ${id} is not in ${workspace}`);
    return incident;
  };

  return {
    alone: (tracker, work) =>
      database.sql.begin(async (sql) => {
        await sql`select pg_advisory_xact_lock(hashtextextended(${`incidents ${tracker}`}, 0))`;
        return work();
      }) as Promise<never>,
    open: ({ tracker, networks, ...rest }) =>
      database.inWorkspace(workspace, async (db) => {
        const [made] = await db
          .insert(incidents)
          .values({ ...rest, workspaceId: workspace, trackerId: tracker, networks: [...networks] })
          .onConflictDoNothing()
          .returning({ id: incidents.id });
        const incident = made ? await one(db, made.id) : await openIn(db, tracker);
        if (!incident) throw new Error("an incident conflicted with one that is not there");
        return { incident, created: made !== undefined };
      }),
    get: (id) => database.inWorkspace(workspace, (db) => one(db, id)),
    openFor: (tracker) => database.inWorkspace(workspace, (db) => openIn(db, tracker)),
    list: (of, count) =>
      database.inWorkspace(workspace, async (db) => {
        if (of.length === 0) return [];
        const rows = await select(db)
          .where(and(own, inArray(incidents.trackerId, [...of])))
          .orderBy(desc(incidents.openedAt))
          .limit(Math.min(count, 100));
        return rows.map(toIncident);
      }),
    openedIn: (of, { from, to }) =>
      database.inWorkspace(workspace, async (db) => {
        if (of.length === 0) return [];
        const during = and(gte(incidents.openedAt, from), lt(incidents.openedAt, to));
        const rows = await select(db)
          .where(and(own, inArray(incidents.trackerId, [...of]), during))
          .orderBy(desc(incidents.openedAt));
        return rows.map(toIncident);
      }),
    change: (id, { message, networks, ...rest }) =>
      database.inWorkspace(workspace, async (db) => {
        const columns = {
          ...rest,
          ...(networks ? { networks: [...networks] } : {}),
          ...(message === undefined
            ? {}
            : { messageId: message?.id ?? null, messageChannelId: message?.channel.id ?? null }),
        };
        await db
          .update(incidents)
          .set(columns)
          .where(and(own, eq(incidents.id, id)));
        return there(db, id);
      }),
    announce: (id, now, was) =>
      database.inWorkspace(workspace, async (db) => {
        await db
          .update(incidents)
          .set({ announced: now })
          .where(and(own, eq(incidents.id, id), sql`${incidents.announced} ->> 'count' = ${String(was.count)}`));
      }),
    acknowledge: (id, { who, at }) =>
      database.inWorkspace(workspace, async (db) => {
        const rows = await db
          .update(incidents)
          .set({ acknowledged: { who, at: at.toISOString() } })
          .where(and(own, eq(incidents.id, id), isNull(incidents.endedAt), isNull(incidents.acknowledged)))
          .returning({ id: incidents.id });
        return { incident: await there(db, id), isFirst: rows.length === 1 };
      }),
    release: (id) =>
      database.inWorkspace(workspace, async (db) => {
        await db
          .update(incidents)
          .set({ acknowledged: null })
          .where(and(own, eq(incidents.id, id)));
        return there(db, id);
      }),
  };
}

/** JSON keeps dates as text; ours are dates again. */
function readSighting(stored: unknown): Sighting {
  const sighting = stored as Omit<Sighting, "at"> & { at: string };
  return { ...sighting, at: new Date(sighting.at) };
}
