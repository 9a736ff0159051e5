import { and, asc, eq, inArray } from "drizzle-orm";
import type { Exclusion, ExclusionKind, Feedbacks, Verdict } from "../model/feedback.ts";
import { incidents } from "./alert-tables.ts";
import type { Database } from "./database.ts";
import { exclusions, feedback } from "./feedback-tables.ts";
import { trackers } from "./tenant-tables.ts";

export function feedbackOf(database: Database, workspace: string): Feedbacks {
  const own = eq(feedback.workspaceId, workspace);
  const ownExclusion = eq(exclusions.workspaceId, workspace);
  const toExclusion = (row: typeof exclusions.$inferSelect): Exclusion => ({
    id: row.id,
    tracker: row.trackerId,
    kind: row.kind as ExclusionKind,
    name: row.name,
    of: row.of === "" ? null : row.of,
  });
  return {
    say: ({ incident, who, verdict }, at) =>
      database.inWorkspace(workspace, async (db) => {
        const [there] = await db
          .select({ id: incidents.id })
          .from(incidents)
          .where(and(eq(incidents.workspaceId, workspace), eq(incidents.id, incident)))
          .for("update");
        if (!there) throw new Error(`incident ${incident} is not in ${workspace}`);
        const same = and(own, eq(feedback.incidentId, incident), eq(feedback.verdict, verdict));
        const before = await db.select({ id: feedback.personId }).from(feedback).where(same).limit(1);
        const said = { who, verdict, at };
        await db
          .insert(feedback)
          .values({ ...said, workspaceId: workspace, incidentId: incident, personId: who.id })
          .onConflictDoUpdate({ target: [feedback.incidentId, feedback.personId], set: said });
        return { wasSaid: before.length > 0 };
      }),
    of: (ids) =>
      database.inWorkspace(workspace, async (db) => {
        if (ids.length === 0) return [];
        const rows = await db
          .select()
          .from(feedback)
          .where(and(own, inArray(feedback.incidentId, [...ids])))
          .orderBy(asc(feedback.incidentId), asc(feedback.personId));
        return rows.map(({ incidentId, who, verdict }) => ({ incident: incidentId, who, verdict: verdict as Verdict }));
      }),
    exclude: ({ tracker, kind, name, of }) =>
      database.inWorkspace(workspace, async (db) => {
        const [there] = await db
          .select({ id: trackers.id })
          .from(trackers)
          .where(and(eq(trackers.workspaceId, workspace), eq(trackers.id, tracker)));
        if (!there) throw new Error(`tracker ${tracker} is not in ${workspace}`);
        const wanted = { trackerId: tracker, kind, name, of: of ?? "" };
        await db
          .insert(exclusions)
          .values({ ...wanted, workspaceId: workspace })
          .onConflictDoNothing();
        const [row] = await db
          .select()
          .from(exclusions)
          .where(
            and(
              ownExclusion,
              eq(exclusions.trackerId, tracker),
              eq(exclusions.kind, kind),
              eq(exclusions.name, name),
              eq(exclusions.of, wanted.of),
            ),
          );
        if (!row) throw new Error("the exclusion was not stored");
        return toExclusion(row);
      }),
    exclusions: (tracker) =>
      database.inWorkspace(workspace, async (db) => {
        const of = and(ownExclusion, eq(exclusions.trackerId, tracker));
        return (await db.select().from(exclusions).where(of).orderBy(asc(exclusions.id))).map(toExclusion);
      }),
    include: (id) =>
      database.inWorkspace(workspace, async (db) => {
        await db.delete(exclusions).where(and(ownExclusion, eq(exclusions.id, id)));
      }),
  };
}
