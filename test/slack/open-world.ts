import { type ChannelOptions, defaultApp, defaultTeam, type InstallOptions, type SlackOptions } from "./options.ts";
import { type Install, installOf, randomHex, type World } from "./world.ts";

/** Slack as the options describe it, before anything happened. */
export function openWorld(options: SlackOptions): World {
  const clock = options.now ?? (() => new Date());
  const now = () => clock().getTime();
  let last = 0;
  let count = 0;
  const world: World = {
    now,
    options,
    app: { ...defaultApp, ...options.app },
    url: "",
    teams: new Map(),
    orgs: new Map(),
    users: new Map(),
    channels: new Map(),
    tokens: new Map(),
    messages: [],
    files: new Map(),
    views: new Map(),
    triggers: new Map(),
    asked: [],
    due: [],
    ts() {
      last = Math.max(now() * 1_000, last + 1);
      return `${Math.floor(last / 1_000_000)}.${`${last % 1_000_000}`.padStart(6, "0")}`;
    },
    id: (prefix) => `${prefix}0${(++count).toString(36).toUpperCase().padStart(4, "0")}${randomHex(3).toUpperCase()}`,
  };
  for (const { id, name = id } of options.orgs ?? []) world.orgs.set(id, { id, name, install: null });
  const teams = options.teams ?? [defaultTeam];
  for (const { id, name = id, domain = id.toLowerCase(), org = null, users = [] } of teams) {
    world.teams.set(id, { id, name, domain, orgId: org, install: null });
    for (const { id: user, name = user.toLowerCase(), rank = "member", ...rest } of users) {
      const { tz = "Europe/Berlin", locale = "en-US", isDeleted = false } = rest;
      world.users.set(user, { id: user, teamId: id, name, rank, tz, locale, isDeleted });
    }
  }
  for (const { id, installed = false } of options.orgs ?? [])
    if (installed) install(world, { orgId: id, ...(installed === true ? {} : installed) });
  for (const { id, installed = false, users = [] } of teams)
    if (installed)
      install(world, { teamId: id, installedBy: users[0]?.id ?? "", ...(installed === true ? {} : installed) });
  for (const { id, channels = [] } of teams) for (const channel of channels) addChannel(world, id, channel);
  const { appToken } = world.app;
  if (appToken !== null)
    world.tokens.set(appToken, { value: appToken, kind: "app", install: null, expiresAtMs: null, dead: null });
  return world;
}

/** Makes or renews an installation and its bot token, which does not expire. */
function install(world: World, options: InstallOptions & { teamId?: string; orgId?: string }): Install {
  const { teamId = null, orgId = null, scopes = world.app.scopes, installedBy = "" } = options;
  const made = installFor(world, teamId, orgId, scopes, installedBy);
  const value = options.token ?? `xoxb-${teamId ?? orgId}-1`;
  world.tokens.set(value, { value, kind: "bot", install: made, expiresAtMs: null, dead: null });
  return made;
}

/** The installation of a team or an organization: always the same bot user, with these scopes from now on. */
export function installFor(
  world: World,
  teamId: string | null,
  orgId: string | null,
  scopes: readonly string[],
  installedBy: string,
): Install {
  const place = teamId === null ? world.orgs.get(orgId ?? "") : world.teams.get(teamId);
  if (!place) throw new Error(`this Slack has no ${teamId ?? orgId}`);
  const suffix = place.id.slice(1);
  const made = place.install ?? {
    teamId,
    orgId,
    botUserId: `UB${suffix}`,
    botId: `B${suffix}`,
    scopes,
    installedBy,
  };
  made.scopes = scopes;
  made.installedBy = installedBy;
  place.install = made;
  return made;
}

function addChannel(world: World, teamId: string, options: ChannelOptions): void {
  const { id, name = id.toLowerCase(), kind = "public", isArchived = false, botIn = true, sharedWith = [] } = options;
  const everyone = [...world.users.values()].filter(
    (user) => user.teamId === teamId && !user.rank.includes("guest") && !user.isDeleted,
  );
  const members = new Set(options.members ?? everyone.map((user) => user.id));
  if (botIn) for (const bot of botsOf(world, [teamId, ...sharedWith])) members.add(bot);
  world.channels.set(id, { id, teamId, name, kind, members, sharedWith, isArchived });
}

/** The bot users that the app has, or would have, in these teams. */
const botsOf = (world: World, teamIds: readonly string[]): readonly string[] =>
  teamIds.map((id) => installOf(world, id)?.botUserId ?? `UB${id.slice(1)}`);
