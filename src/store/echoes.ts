import { and, asc, eq, isNotNull } from "drizzle-orm";
import type { Echo, Echoes, SharedState } from "../model/link.ts";
import type { SurfaceName } from "../model/place.ts";
import { incidents } from "./alert-tables.ts";
import type { Database } from "./database.ts";
import { echoes, links } from "./link-tables.ts";

export function echoesOf(database: Database, workspace: string): Echoes {
  const own = eq(echoes.workspaceId, workspace);
  const toEcho = (echo: typeof echoes.$inferSelect, link: typeof links.$inferSelect): Echo => {
    const isMaker = link.workspaceId === workspace;
    return {
      from: {
        surface: (isMaker ? link.partnerSurface : link.surface) as SurfaceName,
        name: (isMaker ? link.partnerName : link.name) ?? "",
      },
      ...stateOf(echo),
    };
  };
  return {
    of: (incident) =>
      database.inWorkspace(workspace, async (db) => {
        const rows = await db
          .select({ echo: echoes, link: links })
          .from(echoes)
          .innerJoin(links, eq(links.id, echoes.linkId))
          .where(and(own, eq(echoes.incidentId, incident), isNotNull(links.confirmedAt)))
          .orderBy(asc(links.id));
        return rows.map(({ echo, link }) => toEcho(echo, link));
      }),
    shownBy: (link) =>
      database.inWorkspace(workspace, async (db) => {
        const rows = await db
          .select({ id: echoes.incidentId })
          .from(echoes)
          .where(and(own, eq(echoes.linkId, link)));
        return rows.map(({ id }) => id);
      }),
    put: (link, incident, state) =>
      database.inWorkspace(workspace, async (db) => {
        // Foreign keys see over the wall, so whose they are is asked for here.
        const [at] = await db
          .select({ id: incidents.id })
          .from(incidents)
          .where(and(eq(incidents.workspaceId, workspace), eq(incidents.id, incident)));
        const [over] = await db.select({ id: links.id }).from(links).where(eq(links.id, link));
        if (!at || !over) throw new Error(`incident ${incident} or link ${link} is not of ${workspace}`);
        const same = and(own, eq(echoes.linkId, link), eq(echoes.incidentId, incident));
        const [before] = await db.select().from(echoes).where(same);
        const now = state && (state.acknowledged || state.muted) ? state : null;
        if (JSON.stringify(before ? stateOf(before) : null) === JSON.stringify(now)) return false;
        if (!now) await db.delete(echoes).where(same);
        else {
          const { acknowledged, muted } = now;
          const columns = {
            acknowledged: acknowledged && { ...acknowledged, at: acknowledged.at.toISOString() },
            muted: muted && { ...muted, until: muted.until.toISOString() },
          };
          await db
            .insert(echoes)
            .values({ ...columns, workspaceId: workspace, incidentId: incident, linkId: link })
            .onConflictDoUpdate({ target: [echoes.incidentId, echoes.linkId], set: columns });
        }
        return true;
      }),
  };
}

/** JSON keeps dates as text; ours are dates again. */
const stateOf = ({ acknowledged, muted }: Pick<typeof echoes.$inferSelect, "acknowledged" | "muted">): SharedState => ({
  acknowledged: acknowledged && { by: acknowledged.by, at: new Date(acknowledged.at) },
  muted: muted && { by: muted.by, until: new Date(muted.until) },
});
