import type { Reaction } from "../delivery.ts";
import { isJson, type Json } from "../json.ts";
import { Refusal } from "../refusal.ts";
import { addTrigger } from "../views.ts";
import { installOf, type World } from "../world.ts";
import { actorIn, channelOf, impossible, placeName, type Stage, userOf } from "./actor.ts";

export interface Typed {
  readonly user: string;
  readonly channel: string;
  /** The whole line: `/track #cats`. */
  readonly text: string;
  /** Typed in the thread of this message, where Slack knows no commands of apps. */
  readonly thread?: string;
}

export interface CommandReaction extends Reaction {
  /** Of what went out; null where nothing did. */
  readonly triggerId: string;
  readonly responseUrl: string;
  /** What Slack says under the composer: `/track failed with the error "operation_timeout"`; null = nothing. */
  readonly complaint: string | null;
}

/** docs.slack.dev/interactivity/implementing-slash-commands */
export async function typeCommand(stage: Stage, typed: Typed): Promise<CommandReaction> {
  const { world, delivery, responseUrls } = stage;
  const [command = "", rest = ""] = /^(\/\S+)\s*([\s\S]*)$/.exec(typed.text.trim())?.slice(1) ?? [];
  if (typed.thread) impossible(`${command} is not supported in threads. Sorry!`);
  const { commands } = world.app;
  if (command === "" || (commands !== null && !commands.includes(command)))
    impossible(
      `${command || typed.text} is not a valid command. In Slack, all messages that start with "/" are commands`,
    );
  // Slack Connect: an app's commands are its own team's.
  if (!installOf(world, userOf(world, typed.user).teamId)) impossible(`${command} is not a valid command`);
  const channel = channelOf(world, typed.channel);
  const actor = actorIn(world, typed.user, typed.channel);
  const { user, install, teamId } = actor;
  if (!install.scopes.includes("commands")) impossible(`${command} is not a valid command: the scope is missing`);
  if (channel.isArchived) impossible(`nothing can be typed in the archived #${channel.name}`);
  const triggerId = addTrigger(world, user.id, teamId);
  const place = { install, teamId, channel: channel.id, user: user.id, source: null };
  const responseUrl = responseUrls.make(place);
  const team = world.teams.get(teamId);
  const org = world.orgs.get(team?.orgId ?? "");
  const payload: Json = {
    token: "deprecated-verification-token",
    team_id: teamId,
    team_domain: team?.domain,
    ...(org && { enterprise_id: org.id, enterprise_name: org.name }),
    channel_id: channel.id,
    channel_name: placeName(channel),
    user_id: user.id,
    user_name: user.name,
    command,
    text: world.app.escapedCommands.includes(command) ? escaped(world, teamId, rest.trim()) : rest.trim(),
    api_app_id: world.app.id,
    is_enterprise_install: String(install.orgId !== null),
    response_url: responseUrl,
    trigger_id: triggerId,
  };
  const reaction = await delivery.deliver("commands", payload);
  let complaint = reaction.problem && `${command} failed with the error "${reaction.problem}"`;
  const said = typeof reaction.body === "string" ? { text: reaction.body } : reaction.body;
  if (!complaint && isJson(said) && Object.keys(said).length > 0)
    complaint = await shown(command, () => responseUrls.say(place, said));
  return { ...reaction, triggerId, responseUrl, complaint };
}

/** `#general` and `@mia` as ids; a name that nobody has stays as it was typed. */
const escaped = (world: World, teamId: string, text: string): string =>
  text.replace(/(^|\s)([#@])([\w-]+)/g, (whole, before: string, sign: string, name: string) => {
    const all = sign === "#" ? world.channels.values() : world.users.values();
    const found = [...all].find((one) => one.teamId === teamId && one.name === name);
    return found ? `${before}<${sign}${found.id}|${name}>` : whole;
  });

async function shown(command: string, show: () => Promise<void>): Promise<string | null> {
  try {
    await show();
    return null;
  } catch (error) {
    if (error instanceof Refusal) return `${command} failed with the error "${error.error}"`;
    throw error;
  }
}
