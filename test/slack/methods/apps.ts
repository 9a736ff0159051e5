import { type Json, textOf } from "../json.ts";
import { refuse } from "../refusal.ts";
import { endInstall } from "../tokens.ts";
import { type Install, installOf, randomHex, type World } from "../world.ts";
import { installOfAccess, type Method } from "./method.ts";

export const test: Method = {
  tier: "none",
  scopes: [],
  answer({ world, access }) {
    const install = installOfAccess(access);
    const team = world.teams.get(access.teamIds[0] ?? "");
    const org = world.orgs.get(install.orgId ?? team?.orgId ?? "");
    return {
      url: `https://${team?.domain ?? "enterprise"}.slack.com/`,
      team: install.orgId ? org?.name : team?.name,
      user: "groundswell",
      team_id: install.orgId ?? team?.id,
      user_id: install.botUserId,
      bot_id: install.botId,
      ...(org && { enterprise_id: org.id }),
      is_enterprise_install: install.orgId !== null,
    };
  },
};

/** What the server does when an app goes away: tells it. */
export type Uninstalled = (install: Install) => void;

/** Ends this one token; with the last the app is uninstalled. */
export const revoke = (onUninstalled: Uninstalled): Method => ({
  tier: 3,
  scopes: [],
  answer({ world, access, args }) {
    if (isTrue(args["test"])) return { revoked: false };
    const install = installOfAccess(access);
    access.token.dead = "token_revoked";
    const left = [...world.tokens.values()].some(
      (token) => token.install === install && token.kind === "bot" && token.dead === null,
    );
    if (!left) {
      endInstall(world, install);
      onUninstalled(install);
    }
    return { revoked: true };
  },
});

export const uninstall = (onUninstalled: Uninstalled): Method => ({
  tier: 1,
  scopes: [],
  required: ["client_id", "client_secret"],
  answer({ world, access, args }) {
    checkClient(world, args, "");
    const install = installOfAccess(access);
    endInstall(world, install);
    onUninstalled(install);
    return {};
  },
});

/** Gives the address of a socket, which is good for one connection. */
export const openConnection = (tickets: Set<string>): Method => ({
  tier: 1,
  scopes: ["connections:write"],
  token: "app",
  answer({ world }) {
    const ticket = randomHex(16);
    tickets.add(ticket);
    return { url: `${world.url.replace(/^http/, "ws")}/link/?ticket=${ticket}&app_id=${world.app.id}` };
  },
});

/** Client id and secret, as arguments or by HTTP's basic authorization. */
export function checkClient(world: World, args: Json, basic: string): void {
  const [id, secret] = basic
    ? Buffer.from(basic, "base64").toString().split(":")
    : [textOf(args["client_id"]), textOf(args["client_secret"])];
  if (id !== world.app.clientId) refuse("invalid_client_id");
  if (secret !== world.app.clientSecret) refuse("bad_client_secret");
}

const isTrue = (value: unknown): boolean => ["true", "1"].includes(String(value));

/** The installation that speaks for a team, for those who only know its id. */
export function requireInstall(world: World, teamId: string): Install {
  const install = installOf(world, teamId);
  if (!install) throw new Error(`Slack: the app is not installed in ${teamId}`);
  return install;
}
