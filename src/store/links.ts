import { and, asc, eq, isNotNull, isNull, or, type SQL, sql } from "drizzle-orm";
import { type Link, type Links, linksMax } from "../model/link.ts";
import { linkCodeHash, newLinkCode } from "../model/link-code.ts";
import type { Person, SurfaceName } from "../model/place.ts";
import type { Database } from "./database.ts";
import { links } from "./link-tables.ts";
import { workspaces } from "./workspace-table.ts";

type Db = Database["drizzle"];
type Row = typeof links.$inferSelect;

/** How long a code may be typed, and then how long whoever typed it may think. */
const codeLife = sql`now() + interval '15 minutes'`;
/** How long whoever made the code has to answer. */
const answerLife = sql`now() + interval '1 day'`;
const isYoung = sql`${links.expiresAt} > now()`;
const isLinked = isNotNull(links.confirmedAt);
const nameCharactersMax = 80;

export function linksOf(database: Database, workspace: string): Links {
  const mine = eq(links.workspaceId, workspace);
  const joined = eq(links.partnerId, workspace);
  /** A workspace that left has none until it is back, or for good. */
  const isHere = sql`exists (select from ${workspaces} where ${workspaces.id} = ${workspace} and removed_at is null)`;
  const own = and(isNotNull(links.partnerId), or(mine, joined), or(isLinked, isYoung), isHere);
  const within = <T>(work: (db: Db) => Promise<T>): Promise<T> => database.inWorkspace(workspace, work);
  const select = async (db: Db, where: SQL | undefined): Promise<readonly Link[]> => {
    const rows = await db.select().from(links).where(and(own, where)).orderBy(asc(links.id));
    return rows.map((row) => toLink(row, workspace));
  };
  const get = async (db: Db, id: number): Promise<Link | null> => (await select(db, eq(links.id, id)))[0] ?? null;
  /** This side as the other is shown it. Who asks for it is the only one of its workspace to do so until the transaction ends. */
  const self = async (db: Db) => {
    const [row] = await db
      .select({ surface: workspaces.surface, name: workspaces.name })
      .from(workspaces)
      .where(eq(workspaces.id, workspace))
      .for("update");
    if (!row) throw new Error(`there is no workspace ${workspace}`);
    return {
      surface: row.surface,
      name: Array.from(row.name.replace(/\s+/gu, " ")).slice(0, nameCharactersMax).join(""),
    };
  };
  /** What this side said yes to counts, so that it never has more than it may. */
  const isFull = async (db: Db): Promise<boolean> =>
    (await select(db, or(isLinked, and(joined, isNotNull(links.acceptedAt))))).length >= linksMax;
  const isLinkedWith = async (db: Db, other: string): Promise<boolean> =>
    (await select(db, isLinked)).some((link) => link.other.workspace === other);

  return {
    offer: (who) =>
      within(async (db) => {
        const side = await self(db);
        if (await isFull(db)) return "full";
        await db.delete(links).where(and(mine, isNull(links.partnerId)));
        const code = newLinkCode();
        const [row] = await db
          .insert(links)
          .values({
            ...side,
            workspaceId: workspace,
            createdBy: who,
            codeHash: linkCodeHash(code),
            expiresAt: codeLife,
          })
          .returning({ id: links.id });
        if (!row) throw new Error("the offer of a link was not stored");
        return { id: row.id, code };
      }),
    redeem: (code, who) =>
      within(async (db) => {
        const side = await self(db);
        const codeHash = linkCodeHash(code);
        await db.execute(sql`select set_config('groundswell.link_code', ${codeHash}, true)`);
        // Of several at the same time the first takes it; the others wait for that, and then find none.
        const [offered] = await db
          .select()
          .from(links)
          .where(and(eq(links.codeHash, codeHash), isNull(links.partnerId), isYoung))
          .for("update");
        if (!offered) return "wrong";
        if (offered.workspaceId === workspace) return "own";
        if (await isLinkedWith(db, offered.workspaceId)) return "linked";
        if (await isFull(db)) return "full";
        const [row] = await db
          .update(links)
          .set({
            partnerId: workspace,
            partnerSurface: side.surface,
            partnerName: side.name,
            redeemedBy: who,
            redeemedAt: sql`now()`,
            expiresAt: codeLife,
          })
          .where(eq(links.id, offered.id))
          .returning();
        if (!row) throw new Error("a code was not taken");
        return toLink(row, workspace);
      }),
    get: (id) => within((db) => get(db, id)),
    list: () => within((db) => select(db, isLinked)),
    waiting: () => within((db) => select(db, and(mine, isNotNull(links.acceptedAt), isNull(links.confirmedAt)))),
    confirm: (id) =>
      within(async (db) => {
        if (!(await get(db, id))) return null;
        await self(db);
        const link = await get(db, id);
        if (!link || link.state === "linked" || (link.isMaker && link.state !== "accepted")) return null;
        const [first, second] = [workspace, link.other.workspace].sort();
        // The other side may be about to confirm a second link of the same two.
        await db.execute(sql`select pg_advisory_xact_lock(hashtextextended(${`link ${first} ${second}`}, 0))`);
        if (await isLinkedWith(db, link.other.workspace)) return "linked";
        if (link.state === "accepted" && !link.isMaker) return link;
        if (await isFull(db)) return "full";
        const said = link.isMaker ? { confirmedAt: sql`now()` } : { acceptedAt: sql`now()`, expiresAt: answerLife };
        const [row] = await db
          .update(links)
          .set(said)
          .where(and(own, eq(links.id, id)))
          .returning();
        return row ? toLink(row, workspace) : null;
      }),
    end: (id) =>
      within(async (db) => {
        const [row] = await db
          .delete(links)
          .where(and(own, eq(links.id, id)))
          .returning();
        return row ? toLink(row, workspace) : null;
      }),
    alone: (id, work) =>
      database.sql.begin(async (tx) => {
        await tx`select pg_advisory_xact_lock(hashtextextended(${`echoes ${id}`}, 0))`;
        return work();
      }) as Promise<never>,
  };
}

/** As `workspace` sees it, which is one of its sides; somebody has typed the code. */
function toLink(row: Row, workspace: string): Link {
  const isMaker = row.workspaceId === workspace;
  const { partnerId, partnerSurface, partnerName, redeemedBy } = row;
  if (partnerId === null || partnerSurface === null || partnerName === null || redeemedBy === null)
    throw new Error(`link ${row.id} has one side only`);
  const maker = sideOf(row.workspaceId, row.surface, row.name, row.createdBy);
  const partner = sideOf(partnerId, partnerSurface, partnerName, redeemedBy);
  return {
    id: row.id,
    who: (isMaker ? maker : partner).who,
    other: isMaker ? partner : maker,
    isMaker,
    state: row.confirmedAt ? "linked" : row.acceptedAt ? "accepted" : "redeemed",
  };
}

const sideOf = (workspace: string, surface: string, name: string, who: Person) => ({
  workspace,
  surface: surface as SurfaceName,
  name,
  who,
});
