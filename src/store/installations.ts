import { and, asc, eq, isNotNull, isNull, sql } from "drizzle-orm";
import type { Clock } from "../model/clock.ts";
import { type Installation, type Installations, type Installed, isInstalled } from "../model/installation.ts";
import type { SurfaceName } from "../model/place.ts";
import type { Database } from "./database.ts";
import { followedChannel } from "./followed.ts";
import { type InstallationRow, sealedTokens, toInstallation } from "./installation-row.ts";
import { asKeeper } from "./keeper.ts";
import { keyUses, resealAll } from "./reseal.ts";
import type { Seals } from "./seal.ts";
import { installations, listeners } from "./tenant-tables.ts";
import { workspaces } from "./workspace-table.ts";

type Db = Database["drizzle"];

interface Opened {
  readonly database: Database;
  readonly seals: Seals;
  readonly clock: Clock;
}

/** The installations of one surface. */
export function openInstallations(database: Database, seals: Seals, clock: Clock): Installations {
  const surface = "slack";
  const opened = { database, seals, clock };
  const own = (workspace: string) => eq(installations.workspaceId, workspace);
  const find = (workspace: string): Promise<Installation | null> =>
    database.inWorkspace(workspace, async (db) => {
      const [row] = await db.select().from(installations).where(own(workspace));
      return row ? toInstallation(row, seals) : null;
    });
  const ofEnterprise = async (enterprise: string): Promise<Installed | null> => {
    const org = await find(`${surface}:${enterprise}`);
    return org?.isOrgWide && isInstalled(org) ? org : null;
  };
  return {
    find,
    ofEnterprise,
    async get(workspace) {
      const installation = await find(workspace);
      if (!installation || isInstalled(installation)) return installation;
      const { enterprise, isOrgWide, revokedAt } = installation;
      return revokedAt || isOrgWide || !enterprise ? null : ofEnterprise(enterprise.id);
    },
    list: () =>
      asKeeper(database, async (db) => {
        const rows = await db
          .select()
          .from(installations)
          .where(isNotNull(installations.sealed))
          .orderBy(asc(installations.id));
        return rows.map((row) => toInstallation(row, seals)).filter(isInstalled);
      }),
    save: (installation) =>
      database.inWorkspace(installation.workspace, async (db) => {
        const { workspace, team, enterprise, tokens, isOrgWide, scopes } = installation;
        const name = (isOrgWide ? enterprise : team)?.name ?? workspace;
        await makeKnown(db, { id: workspace, surface: installation.surface, name }, clock);
        await put(db, {
          workspaceId: workspace,
          surface: installation.surface,
          scopes: [...scopes],
          installedBy: installation.installedBy,
          installedAt: installation.installedAt,
          revokedAt: null,
          teamId: team?.id ?? null,
          teamName: team?.name ?? null,
          enterpriseId: enterprise?.id ?? null,
          enterpriseName: enterprise?.name ?? null,
          orgWide: isOrgWide,
          botUserId: installation.botUserId,
          botId: installation.botId,
          ...sealedTokens(tokens, { workspaceId: workspace, surface: installation.surface }, seals),
        });
      }),
    renew: (workspace, installedAt, tokens) =>
      database.inWorkspace(workspace, async (db) => {
        const same = and(own(workspace), isNotNull(installations.sealed), eq(installations.installedAt, installedAt));
        await db
          .update(installations)
          .set(sealedTokens(tokens, { workspaceId: workspace, surface }, seals))
          .where(same);
      }),
    async serve({ id, name }, enterprise) {
      const org = await ofEnterprise(enterprise);
      if (!org) return;
      await database.inWorkspace(id, async (db) => {
        await makeKnown(db, { id, surface, name }, clock);
        const values = {
          ...noTokens,
          workspaceId: id,
          surface,
          scopes: [...org.scopes],
          installedBy: org.installedBy,
          installedAt: org.installedAt,
          revokedAt: null,
          teamId: id.slice(surface.length + 1),
          teamName: name,
          enterpriseId: enterprise,
          enterpriseName: org.enterprise?.name ?? null,
        };
        await put(db, values, isNull(installations.sealed));
      });
    },
    async revoke(workspace, at = clock.now()) {
      const revoked = await revokeOne(opened, workspace, at);
      if (!revoked) return [];
      const served = revoked.orgWide && revoked.enterpriseId ? await servedBy(opened, revoked.enterpriseId) : [];
      for (const one of served) await revokeOne(opened, one, at);
      return [workspace, ...served];
    },
    rotate: (options) => resealAll(database, seals, options),
    inspect: () => keyUses(database, seals),
  };
}

const noTokens = { sealed: null, expiresAt: null } as const;

const put = (db: Db, values: typeof installations.$inferInsert, setWhere?: ReturnType<typeof isNull>) =>
  db
    .insert(installations)
    .values(values)
    .onConflictDoUpdate({
      target: [installations.workspaceId, installations.surface],
      set: values,
      ...(setWhere ? { setWhere } : {}),
    });

/** As `ensureWorkspace`, within the transaction of what makes it known. */
const makeKnown = (
  db: Db,
  { id, surface, name }: { id: string; surface: SurfaceName; name: string },
  clock: Clock,
): Promise<unknown> =>
  db
    .insert(workspaces)
    .values({ id, surface, name, createdAt: clock.now() })
    .onConflictDoUpdate({ target: workspaces.id, set: { name, removedAt: null } });

const revokeOne = ({ database, clock }: Opened, workspace: string, at: Date): Promise<InstallationRow | null> =>
  database.inWorkspace(workspace, async (db, tx) => {
    const now = clock.now();
    // The workspace first, as whoever installs takes it.
    await db.select().from(workspaces).where(eq(workspaces.id, workspace)).for("update");
    const own = eq(installations.workspaceId, workspace);
    const [row] = await db.select().from(installations).where(own).for("update");
    if (!row || row.installedAt > at) return null;
    await db
      .update(installations)
      .set({ ...noTokens, revokedAt: row.revokedAt ?? now })
      .where(own);
    await db
      .update(workspaces)
      .set({ removedAt: sql`coalesce(${workspaces.removedAt}, ${now.toISOString()}::timestamptz)` })
      .where(eq(workspaces.id, workspace));
    await db.delete(listeners).where(eq(listeners.workspaceId, workspace));
    await tx`select pg_notify(${followedChannel}, '')`;
    return row;
  });

const servedBy = ({ database }: Opened, enterprise: string): Promise<readonly string[]> =>
  asKeeper(database, async (db) => {
    const rows = await db
      .select({ workspace: installations.workspaceId })
      .from(installations)
      .where(
        and(eq(installations.enterpriseId, enterprise), isNull(installations.sealed), isNull(installations.revokedAt)),
      );
    return rows.map(({ workspace }) => workspace);
  });
