import { addMessage, messageJson } from "../chat.ts";
import type { Reaction, Sent } from "../delivery.ts";
import type { Json } from "../json.ts";
import { homeOf } from "../methods/views.ts";
import { endInstall } from "../tokens.ts";
import { addTrigger, viewJson } from "../views.ts";
import { directChannel, type Install, installOf, type Message, messageAt, teamsOf } from "../world.ts";
import { actorAtHome, actorIn, actorJson, channelOf, impossible, placeName, type Stage } from "./actor.ts";

/** Scopes without which Slack does not send an event (docs.slack.dev/reference/events); others need none. */
const scopesOfEvents: Readonly<Record<string, string>> = {
  app_mention: "app_mentions:read",
  "message.im": "im:history",
  "message.channels": "channels:history",
  "message.groups": "groups:history",
  member_joined_channel: "channels:read",
  member_left_channel: "channels:read",
  channel_archive: "channels:read",
  channel_unarchive: "channels:read",
  channel_deleted: "channels:read",
  channel_rename: "channels:read",
  user_change: "users:read",
  team_join: "users:read",
};

/** An event as it is told to the app of a team. Throws where Slack would not send it. */
export async function event(stage: Stage, team: string, type: string, fields: Json = {}): Promise<Sent> {
  const install = installOf(stage.world, team);
  if (!install) impossible(`the app is not installed in ${team}`);
  const scope = scopesOfEvents[type];
  if (scope && !install.scopes.includes(scope)) impossible(`${type} is not sent without ${scope}`);
  return tell(stage, install, team, type, fields);
}

function tell({ world, delivery }: Stage, install: Install, team: string, type: string, fields: Json): Promise<Sent> {
  const { events } = world.app;
  if (events !== null && !events.includes(type)) impossible(`the app did not subscribe to ${type}`);
  const orgId = world.teams.get(team)?.orgId ?? null;
  const authorization = {
    enterprise_id: orgId,
    team_id: install.orgId === null ? team : null,
    user_id: install.botUserId,
    is_bot: true,
    is_enterprise_install: install.orgId !== null,
  };
  return delivery.deliverEvent({
    token: "deprecated-verification-token",
    team_id: team,
    context_team_id: team,
    context_enterprise_id: orgId,
    ...(orgId && { enterprise_id: orgId }),
    api_app_id: world.app.id,
    event: { ...fields, type: type.replace(/^message\..*/, "message"), event_ts: world.ts() },
    type: "event_callback",
    event_id: world.id("Ev"),
    event_time: Math.floor(world.now() / 1_000),
    authorizations: [authorization],
    is_ext_shared_channel: false,
  });
}

export interface Said {
  readonly user: string;
  readonly channel: string;
  readonly text: string;
  /** The ts of the message whose thread it goes into. */
  readonly thread?: string;
}

/** A person writes a message. The app hears of it only in its direct messages, with the scope and a subscription. */
export async function say(stage: Stage, said: Said): Promise<Message> {
  const { world } = stage;
  const actor = actorIn(world, said.user, said.channel);
  const channel = channelOf(world, said.channel);
  if (!channel.members.has(said.user)) impossible(`${said.user} is no member of ${said.channel}`);
  if (channel.isArchived) impossible(`#${channel.name} is archived`);
  const message = addMessage(
    world,
    { user: actor.user.id },
    { channel: channel.id, threadTs: said.thread ?? null },
    said,
  );
  const { install, teamId } = actor;
  const hears = world.app.events === null || world.app.events.includes("message.im");
  if (channel.kind === "dm" && install.scopes.includes("im:history") && hears)
    await tell(stage, install, teamId, "message.im", {
      ...messageJson(message),
      channel: channel.id,
      channel_type: "im",
    });
  return message;
}

/** A person mentions the bot in a channel where it is: `<@bot>` stands before the text if it is not in it. */
export async function mention(stage: Stage, said: Said): Promise<Sent> {
  const { world } = stage;
  const { install, teamId } = actorIn(world, said.user, said.channel);
  const channel = channelOf(world, said.channel);
  if (!channel.members.has(install.botUserId)) impossible(`the bot is not in #${channel.name} and hears nothing there`);
  const at = `<@${install.botUserId}>`;
  const text = said.text.includes(at) ? said.text : `${at} ${said.text}`;
  const message = await say(stage, { ...said, text });
  return event(stage, teamId, "app_mention", { ...messageJson(message), channel: channel.id });
}

/** A person opens the app's home. */
export async function openHome(
  stage: Stage,
  { user, tab = "home" }: { readonly user: string; readonly tab?: "home" | "messages" },
) {
  const { world } = stage;
  if (!world.app.hasHomeTab) impossible("the app has no home");
  const { install, teamId } = actorAtHome(world, user);
  const view = homeOf(world, user);
  const channel = directChannel(world, teamId, [user, install.botUserId]).id;
  const known = view && { view: viewJson(world, view) };
  return event(stage, teamId, "app_home_opened", { user, channel, tab, ...known });
}

/** A person uses one of the app's message shortcuts. */
export async function shortcut(
  stage: Stage,
  used: {
    readonly user: string;
    readonly callbackId: string;
    readonly message: { readonly channel: string; readonly ts: string };
  },
): Promise<Reaction & { readonly triggerId: string; readonly responseUrl: string }> {
  const { world, delivery, responseUrls } = stage;
  const { shortcuts } = world.app;
  if (shortcuts !== null && !shortcuts.includes(used.callbackId)) impossible(`there is no shortcut ${used.callbackId}`);
  const actor = actorIn(world, used.user, used.message.channel);
  const { install, teamId, user } = actor;
  if (!installOf(world, user.teamId)) impossible("shortcuts are not for people of another team");
  if (!install.scopes.includes("commands")) impossible("shortcuts need the scope commands");
  const message = messageAt(world, used.message.channel, used.message.ts);
  if (!message || message.onlyFor !== null) impossible(`${used.user} can use no shortcut on ${used.message.ts}`);
  const triggerId = addTrigger(world, user.id, teamId);
  const responseUrl = responseUrls.make({ install, teamId, channel: message.channel, user: user.id, source: null });
  const reaction = await delivery.deliver("interactivity", {
    type: "message_action",
    ...actorJson(world, actor),
    callback_id: used.callbackId,
    action_ts: world.ts(),
    trigger_id: triggerId,
    response_url: responseUrl,
    message_ts: message.ts,
    channel: { id: message.channel, name: placeName(channelOf(world, message.channel)) },
    message: messageJson(message),
  });
  return { ...reaction, triggerId, responseUrl };
}

/** Which of the two events comes first: Slack promises neither (docs.slack.dev/reference/events/app_uninstalled). */
export type Order = "app_uninstalled first" | "tokens_revoked first";

/** An owner removes the app: its tokens are dead before it hears of it. */
export async function uninstall(
  stage: Stage,
  team: string,
  order: Order = "app_uninstalled first",
): Promise<readonly Sent[]> {
  const install = installOf(stage.world, team);
  if (!install) impossible(`the app is not installed in ${team}`);
  endInstall(stage.world, install);
  return tellUninstalled(stage, install, order);
}

export async function tellUninstalled(stage: Stage, install: Install, order: Order): Promise<readonly Sent[]> {
  const told: Sent[] = [];
  const types = ["app_uninstalled", "tokens_revoked"];
  if (order === "tokens_revoked first") types.reverse();
  const { events } = stage.world.app;
  for (const team of teamsOf(stage.world, install).slice(0, 1))
    for (const type of types) {
      if (events !== null && !events.includes(type)) continue;
      const fields = type === "tokens_revoked" ? { tokens: { oauth: [], bot: [install.botUserId] } } : {};
      told.push(await tell(stage, install, team, type, fields));
    }
  return told;
}
