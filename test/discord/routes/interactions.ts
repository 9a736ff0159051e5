import { flag } from "../components.ts";
import { nothing, settable, written } from "../content.ts";
import { respond } from "../interactions.ts";
import type { Json } from "../json.ts";
import { addMessage, writeOver } from "../messages.ts";
import { refuse } from "../refusal.ts";
import { messageJson } from "../render.ts";
import type { Interaction, Message } from "../world.ts";
import { type Ask, bodyJson, fileBytesMaxIn, param, type Route } from "./route.ts";

const tokenMs = 15 * 60_000;
const firstResponseMs = 3_000;
const followUpsMax = 5;

/** docs.discord.com/developers/interactions/receiving-and-responding#create-interaction-response */
function callback(ask: Ask): Json | undefined {
  const { world } = ask;
  const interaction = world.interactions.get(param(ask, "interaction_token"));
  if (interaction?.id !== param(ask, "interaction_id")) refuse(10062);
  if (interaction.answer) refuse(40060);
  if (world.now() - interaction.atMs >= firstResponseMs) refuse(10062);
  const message = respond(world, interaction, bodyJson(ask), ask.files);
  if (ask.query.get("with_response") !== "true") return undefined;
  return {
    interaction: { id: interaction.id, type: interaction.type, response_message_id: message?.id ?? null },
    resource: { type: bodyJson(ask)["type"], ...(message && { message: messageJson(world, message) }) },
  };
}

/** The interaction that a webhook's token stands for: once answered, for 15 minutes. */
function interactionOf(ask: Ask): Interaction {
  const interaction = ask.world.interactions.get(param(ask, "webhook_token"));
  if (!interaction?.answer || param(ask, "webhook_id") !== ask.world.app.id) refuse(10015);
  if (ask.world.now() - interaction.atMs >= tokenMs) refuse(50027);
  return interaction;
}

function messageOf(ask: Ask): Message {
  const interaction = interactionOf(ask);
  const id = ask.params["message_id"] ?? interaction.originalId;
  const message = ask.world.messages.find((one) => one.id === id && !one.isDeleted);
  const isIts = message && (message.interaction === interaction || message.id === interaction.originalId);
  return isIts ? message : refuse(10008);
}

function edit(ask: Ask): Json {
  const message = messageOf(ask);
  const interaction = interactionOf(ask);
  return writtenOver(ask, interaction, message);
}

function writtenOver(ask: Ask, interaction: Interaction, message: Message): Json {
  const { world } = ask;
  const body = bodyJson(ask);
  const fileBytesMax = fileBytesMaxIn(world, interaction.guildId);
  const content = written(world, message, body, ask.files, { fileBytesMax, flagsSettable: settable.edit });
  return messageJson(world, writeOver(world, message, content, body));
}

/** The first after a deferred answer is that answer (#create-followup-message). */
function followUp(ask: Ask): Json {
  const { world } = ask;
  const interaction = interactionOf(ask);
  const original = world.messages.find(({ id, isDeleted }) => id === interaction.originalId && !isDeleted);
  if (original && original.flags & flag.loading) return writtenOver(ask, interaction, original);
  if (interaction.isUserInstallOnly && interaction.followUps >= followUpsMax) refuse(40094);
  const body = bodyJson(ask);
  const fileBytesMax = fileBytesMaxIn(world, interaction.guildId);
  const content = written(world, nothing, body, ask.files, { fileBytesMax, flagsSettable: settable.answer });
  interaction.followUps++;
  const onlyFor = content.flags & flag.ephemeral ? interaction.userId : null;
  const place = { channelId: interaction.channelId, onlyFor, interaction };
  return messageJson(world, addMessage(world, place, content, body));
}

const webhook = "/webhooks/{webhook_id}/{webhook_token}";

export const interactionRoutes: readonly Route[] = [
  {
    method: "POST",
    path: "/interactions/{interaction_id}/{interaction_token}/callback",
    auth: "own",
    answer: callback,
  },
  { method: "POST", path: webhook, auth: "own", answer: followUp },
  ...["@original", "{message_id}"].flatMap((which): readonly Route[] => {
    const path = `${webhook}/messages/${which}`;
    return [
      { method: "PATCH", path, auth: "own", answer: edit },
      { method: "GET", path, auth: "own", answer: (ask) => messageJson(ask.world, messageOf(ask)) },
      {
        method: "DELETE",
        path,
        auth: "own",
        answer(ask) {
          messageOf(ask).isDeleted = true;
        },
      },
    ];
  }),
];
