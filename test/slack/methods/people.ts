import { type Json, textOf } from "../json.ts";
import { refuse } from "../refusal.ts";
import { type Access, checkScope } from "../tokens.ts";
import { directChannel, type User, type World } from "../world.ts";
import { installOfAccess, type Method } from "./method.ts";

export const info: Method = {
  tier: 4,
  scopes: ["users:read"],
  required: ["user"],
  answer({ world, access, args }) {
    const user = world.users.get(textOf(args["user"]));
    if (!user) refuse("user_not_found");
    const isOurs = access.teamIds.includes(user.teamId);
    const meets = sharesChannel(world, access, user);
    if (!isOurs && !meets) refuse("user_not_found");
    const withLocale = String(args["include_locale"] ?? "") === "true";
    return { user: { ...userJson(world, user, isOurs), ...(withLocale && isOurs && { locale: user.locale }) } };
  },
};

/** Does a person of another team sit with one of ours in a shared channel? */
const sharesChannel = (world: World, { teamIds }: Access, user: User): boolean =>
  [...world.channels.values()].some(
    ({ members, teamId, sharedWith }) =>
      members.has(user.id) && [teamId, ...sharedWith].some((team) => teamIds.includes(team)),
  );

/** docs.slack.dev/reference/objects/user-object; of a stranger Slack tells less. */
function userJson(world: World, user: User, isOurs: boolean): Json {
  const { id, teamId, name, rank, tz, isDeleted } = user;
  const isOwner = rank === "owner" || rank === "primary-owner";
  const orgId = world.teams.get(teamId)?.orgId;
  const profile = { real_name: name, display_name: name, team: teamId };
  if (!isOurs) return { id, team_id: teamId, name, deleted: isDeleted, is_bot: false, is_stranger: false, tz, profile };
  return {
    id,
    team_id: teamId,
    name,
    real_name: name,
    deleted: isDeleted,
    tz,
    tz_label: tz,
    tz_offset: offsetSeconds(tz, world.now()),
    profile,
    is_admin: isOwner || rank === "admin",
    is_owner: isOwner,
    is_primary_owner: rank === "primary-owner",
    is_restricted: rank === "guest" || rank === "single-channel-guest",
    is_ultra_restricted: rank === "single-channel-guest",
    is_bot: false,
    is_app_user: false,
    updated: 1_700_000_000,
    ...(orgId && { enterprise_user: { id, enterprise_id: orgId, teams: [teamId], is_owner: false, is_admin: false } }),
  };
}

function offsetSeconds(tz: string, nowMs: number): number {
  const parts = new Intl.DateTimeFormat("en-US", { timeZone: tz, timeZoneName: "longOffset" }).formatToParts(nowMs);
  const name = parts.find(({ type }) => type === "timeZoneName")?.value ?? "";
  const [, sign, hours = "0", minutes = "0"] = /GMT([+-])(\d+):(\d+)/.exec(name) ?? [];
  return (sign === "-" ? -1 : 1) * (Number(hours) * 3_600 + Number(minutes) * 60);
}

export const openConversation: Method = {
  tier: 3,
  scopes: ["im:write", "mpim:write"],
  answer({ world, access, args }) {
    const given = textOf(args["channel"]);
    if (given) {
      const channel = world.channels.get(given);
      if (!channel?.members.has(installOfAccess(access).botUserId)) refuse("channel_not_found");
      if (!channel.kind.endsWith("dm")) refuse("method_not_supported_for_channel_type");
      return { no_op: true, already_open: true, channel: { id: channel.id } };
    }
    const ids = textOf(args["users"]).split(",").filter(Boolean);
    if (ids.length === 0) refuse("users_list_not_supplied");
    if (ids.length > 8) refuse("too_many_users");
    checkScope(access, [ids.length > 1 ? "mpim:write" : "im:write"]);
    const users = ids.map((id) => world.users.get(id) ?? refuse("user_not_found"));
    for (const { teamId, isDeleted } of users) {
      if (!access.teamIds.includes(teamId)) refuse("user_not_found");
      if (isDeleted) refuse("user_disabled");
    }
    const before = world.channels.size;
    const members = [...ids, installOfAccess(access).botUserId];
    const channel = directChannel(world, users[0]?.teamId ?? "", members);
    const isOld = world.channels.size === before;
    const full = String(args["return_im"] ?? "") === "true" && { is_im: channel.kind === "dm", user: ids[0] };
    return { no_op: isOld, already_open: isOld, channel: { id: channel.id, ...full } };
  },
};
