import { z } from "zod";
import type { Installation, Tokens } from "../model/installation.ts";
import type { SurfaceName } from "../model/place.ts";
import { secret } from "../model/secret.ts";
import type { Bound, Seals } from "./seal.ts";
import type { installations } from "./tenant-tables.ts";

export type InstallationRow = typeof installations.$inferSelect;

/** Whose tokens they are, and where they lie. */
type Owner = Pick<InstallationRow, "workspaceId" | "surface">;

/** What is sealed, as JSON. */
const sealedShape = z.object({ bot: z.string(), refresh: z.string().nullable() });

export const boundOf = ({ workspaceId, surface }: Owner): Bound => `${workspaceId}|${surface} tokens`;

export const sealedTokens = ({ bot, refresh, expiresAt }: Tokens, owner: Owner, seals: Seals) => ({
  sealed: seals.seal(
    JSON.stringify({ bot: bot.reveal(), refresh: refresh?.reveal() ?? null } satisfies z.infer<typeof sealedShape>),
    boundOf(owner),
  ),
  expiresAt,
});

export function toInstallation(row: InstallationRow, seals: Seals): Installation {
  const named = (id: string | null, name: string | null) => (id === null ? null : { id, name });
  return {
    workspace: row.workspaceId,
    surface: row.surface as SurfaceName,
    team: named(row.teamId, row.teamName),
    enterprise: named(row.enterpriseId, row.enterpriseName),
    isOrgWide: row.orgWide,
    botUserId: row.botUserId ?? "",
    botId: row.botId ?? "",
    scopes: row.scopes,
    installedBy: row.installedBy,
    installedAt: row.installedAt,
    revokedAt: row.revokedAt,
    tokens: tokensOf(row, seals),
  };
}

function tokensOf(row: InstallationRow, seals: Seals): Tokens | null {
  if (row.sealed === null) return null;
  const { bot, refresh } = sealedShape.parse(JSON.parse(seals.open(row.sealed, boundOf(row)).reveal()));
  return { bot: secret(bot), refresh: refresh === null ? null : secret(refresh), expiresAt: row.expiresAt };
}
