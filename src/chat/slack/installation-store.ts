import type { InstallationQuery, InstallationStore, Installation as SlackInstallation } from "@slack/bolt";
import type { Clock } from "../../model/clock.ts";
import type { Installations, Installed, Named, NewInstallation, Tokens } from "../../model/installation.ts";
import { secret } from "../../model/secret.ts";

/** What Slack says of who an event or an installation is of. */
type Whose = Pick<InstallationQuery<boolean>, "teamId" | "enterpriseId" | "isEnterpriseInstall">;

export interface StoreOptions {
  readonly clock: Clock;
  /** Told when a whole organisation's installation is seen to serve a workspace, for the first time or again. */
  onServed?(workspace: string): Promise<void>;
}

/** Our installations, as Slack's libraries ask for them. */
export function slackInstallationStore(installations: Installations, options: StoreOptions): InstallationStore {
  return {
    async storeInstallation(installation) {
      const { metadata } = installation;
      // What was fetched before comes back with tokens that were renewed.
      if (metadata !== undefined)
        await installations.renew(workspaceOf(whoseIs(installation)), new Date(metadata), tokensOf(installation));
      else await installations.save(fromSlack(installation, options.clock.now()));
    },
    async fetchInstallation(query) {
      const installed = await fetch(query, installations, options);
      if (!installed) throw new Error("Groundswell is not installed there");
      return toSlack(installed);
    },
    async deleteInstallation(query) {
      await installations.revoke(workspaceOf(query));
    },
  };
}

/** Whom an installation is of: the organisation where the whole of it has it, or else the workspace. */
export function workspaceOf({ teamId, enterpriseId, isEnterpriseInstall }: Whose): string {
  const id = isEnterpriseInstall ? enterpriseId : teamId;
  if (!id) throw new Error(`Slack did not say which ${isEnterpriseInstall ? "organisation" : "workspace"}`);
  return `slack:${id}`;
}

/** Of a whole organisation's installation we learn by each event which workspaces it serves. */
async function fetch(
  { teamId, enterpriseId, isEnterpriseInstall }: Whose,
  installations: Installations,
  { onServed }: StoreOptions,
): Promise<Installed | null> {
  const workspace = teamId ? `slack:${teamId}` : null;
  const known = workspace ? await installations.get(workspace) : null;
  if (!isEnterpriseInstall || known?.isOrgWide) return known;
  const org = enterpriseId ? await installations.ofEnterprise(enterpriseId) : null;
  if (org && enterpriseId && teamId && workspace && !known) {
    await installations.serve({ id: workspace, name: teamId }, enterpriseId);
    await onServed?.(workspace);
  }
  return org;
}

const whoseIs = ({ team, enterprise, isEnterpriseInstall }: SlackInstallation): Whose => ({
  teamId: team?.id,
  enterpriseId: enterprise?.id,
  isEnterpriseInstall: isEnterpriseInstall ?? false,
});

/** What an installation says when it is new. */
export function fromSlack(installation: SlackInstallation, at: Date): NewInstallation {
  const { team, enterprise, isEnterpriseInstall = false, user, bot } = installation;
  if (!bot) throw new Error("Slack sent an installation without a bot");
  return {
    workspace: workspaceOf(whoseIs(installation)),
    surface: "slack",
    team: isEnterpriseInstall ? null : named(team),
    enterprise: named(enterprise),
    isOrgWide: isEnterpriseInstall,
    botUserId: bot.userId,
    botId: bot.id,
    scopes: bot.scopes,
    installedBy: user.id,
    installedAt: at,
    tokens: tokensOf(installation),
  };
}

const named = (who: { id: string; name?: string } | undefined): Named | null =>
  who ? { id: who.id, name: who.name ?? null } : null;

function tokensOf({ bot }: SlackInstallation): Tokens {
  if (!bot) throw new Error("Slack sent an installation without a bot");
  return {
    bot: secret(bot.token),
    refresh: bot.refreshToken === undefined ? null : secret(bot.refreshToken),
    expiresAt: bot.expiresAt === undefined ? null : new Date(bot.expiresAt * 1000),
  };
}

/** `metadata` says which installation it was, should it come back. */
function toSlack(installed: Installed): SlackInstallation<"v2", boolean> {
  const { team, enterprise, isOrgWide, tokens } = installed;
  const known = ({ id, name }: Named) => ({ id, ...(name === null ? {} : { name }) });
  return {
    team: team ? known(team) : undefined,
    enterprise: enterprise ? known(enterprise) : undefined,
    isEnterpriseInstall: isOrgWide,
    authVersion: "v2",
    tokenType: "bot",
    user: { id: installed.installedBy, token: undefined, scopes: undefined },
    bot: {
      id: installed.botId,
      userId: installed.botUserId,
      scopes: [...installed.scopes],
      token: tokens.bot.reveal(),
      ...(tokens.refresh ? { refreshToken: tokens.refresh.reveal() } : {}),
      ...(tokens.expiresAt ? { expiresAt: Math.floor(tokens.expiresAt.getTime() / 1000) } : {}),
    },
    metadata: installed.installedAt.toISOString(),
  };
}
