import type { Delivery } from "../delivery.ts";
import type { Json } from "../json.ts";
import type { ResponseUrls } from "../response-url.ts";
import { type Channel, type Install, installOf, maySee, type User, type World } from "../world.ts";

/** What people's acts need. */
export interface Stage {
  readonly world: World;
  readonly delivery: Delivery;
  readonly responseUrls: ResponseUrls;
  /** By person and action id: what the app suggested last. */
  readonly suggested: Map<string, readonly Json[]>;
}

/** A person who acts, and the installation that hears of it. */
export interface Actor {
  readonly user: User;
  readonly install: Install;
  /** The team whose installation it is: for a Slack Connect guest not their own. */
  readonly teamId: string;
}

/** Slack's clients do not let a person do that: the test is wrong, or shows that they cannot. */
export function impossible(why: string): never {
  throw new Error(`Slack: ${why}`);
}

export function userOf(world: World, id: string): User {
  const user = world.users.get(id);
  if (!user || user.isDeleted) impossible(`there is nobody called ${id}`);
  return user;
}

export const channelOf = (world: World, id: string): Channel =>
  world.channels.get(id) ?? impossible(`there is no channel ${id}`);

/** A person in a channel that they see. Which app hears: their own team's, else that of a team that shares the channel. */
export function actorIn(world: World, userId: string, channelId: string, team?: string): Actor {
  const user = userOf(world, userId);
  const channel = channelOf(world, channelId);
  if (!maySee(world, channel, userId)) impossible(`${userId} does not see ${channelId}`);
  const teams = team ? [team] : [user.teamId, channel.teamId, ...channel.sharedWith];
  return { user, ...installed(world, teams) };
}

/** A person at home, in no channel. */
export function actorAtHome(world: World, userId: string): Actor {
  const user = userOf(world, userId);
  return { user, ...installed(world, [user.teamId]) };
}

function installed(world: World, teams: readonly string[]): Pick<Actor, "install" | "teamId"> {
  for (const teamId of teams) {
    const install = installOf(world, teamId);
    if (install) return { install, teamId };
  }
  return impossible(`the app is not installed in ${teams.join(", ")}`);
}

/** What every interaction says of who did it and where. */
export function actorJson(world: World, { user, install, teamId }: Actor): Json {
  const team = world.teams.get(teamId);
  const org = world.orgs.get(team?.orgId ?? "");
  return {
    token: "deprecated-verification-token",
    api_app_id: world.app.id,
    team: {
      id: teamId,
      domain: team?.domain,
      ...(org && { enterprise_id: org.id, enterprise_name: org.name }),
    },
    user: { id: user.id, username: user.name, name: user.name, team_id: user.teamId },
    enterprise: org ? { id: org.id, name: org.name } : null,
    is_enterprise_install: install.orgId !== null,
  };
}

export const placeName = (channel: Channel): string =>
  channel.kind === "private" ? "privategroup" : channel.kind === "dm" ? "directmessage" : channel.name;
