import { z } from "zod";
import { secondMs } from "../../model/clock.ts";
import type { Installations } from "../../model/installation.ts";
import { workspaceOf } from "./installation-store.ts";

/** The envelope of app_uninstalled and tokens_revoked (docs.slack.dev/reference/events); which comes first is not said. */
const shape = z.object({
  team_id: z.string().nullish(),
  enterprise_id: z.string().nullish(),
  /** Seconds. */
  event_time: z.number(),
  authorizations: z
    .array(
      z.object({
        team_id: z.string().nullish(),
        enterprise_id: z.string().nullish(),
        is_enterprise_install: z.boolean().nullish(),
      }),
    )
    .nullish(),
  event: z.discriminatedUnion("type", [
    z.object({ type: z.literal("app_uninstalled") }),
    z.object({ type: z.literal("tokens_revoked"), tokens: z.object({ bot: z.array(z.string()).nullish() }) }),
  ]),
});

/**
 * Erases the tokens of a workspace that took Groundswell out, and marks it removed. Safe in either order, twice, and late: an
 * installation made since is left. Resolves to the workspaces that have none now.
 */
export async function revokedBy(envelope: unknown, installations: Installations): Promise<readonly string[]> {
  const { event, event_time, authorizations, ...body } = shape.parse(envelope);
  if (event.type === "tokens_revoked" && !event.tokens.bot?.length) return [];
  const [authorization] = authorizations ?? [];
  const workspace = workspaceOf({
    teamId: authorization?.team_id ?? body.team_id ?? undefined,
    enterpriseId: authorization?.enterprise_id ?? body.enterprise_id ?? undefined,
    isEnterpriseInstall: authorization?.is_enterprise_install ?? false,
  });
  // Some time in that second.
  return installations.revoke(workspace, new Date((event_time + 1) * secondMs - 1));
}
