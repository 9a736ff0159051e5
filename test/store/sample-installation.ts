import type { NewInstallation } from "../../src/model/installation.ts";
import { secret } from "../../src/model/secret.ts";
import { noon } from "./sample-tenants.ts";

/** "slack:T…" is a workspace's, "slack:E…" a whole organisation's. */
export function sampleInstallation(workspace: string, more: Partial<NewInstallation> = {}): NewInstallation {
  const id = workspace.slice("slack:".length);
  const isOrgWide = id.startsWith("E");
  return {
    workspace,
    surface: "slack",
    team: isOrgWide ? null : { id, name: `Team ${id}` },
    enterprise: isOrgWide ? { id, name: `Org ${id}` } : null,
    isOrgWide,
    botUserId: `UBOT${id}`,
    botId: `B${id}`,
    scopes: ["chat:write", "commands"],
    installedBy: "U1",
    installedAt: noon,
    tokens: { bot: secret(`xoxb-canary-${id}`), refresh: null, expiresAt: null },
    ...more,
  };
}
