import { checkComponents, componentsIn, flag, kind } from "./components.ts";
import { nothing, settable, type Upload, written } from "./content.ts";
import { isJson, type Json, listOf, numberOf, textOf } from "./json.ts";
import { addMessage, writeOver } from "./messages.ts";
import { invalidForm } from "./refusal.ts";
import { type Interaction, type Message, messageIn, type World } from "./world.ts";

/** Callback types that each type of interaction may be answered with. */
const callbacks: Readonly<Record<number, readonly number[]>> = { 2: [4, 5, 9], 3: [4, 5, 6, 7, 9], 4: [8], 5: [4, 5] };
const choicesMax = 25;
const modalComponentsMax = 5;

/** Takes a first response, by REST or as the answer to a signed request. Gives the message that it made or changed. */
export function respond(
  world: World,
  interaction: Interaction,
  body: Json,
  files: ReadonlyMap<string, Upload>,
): Message | null {
  const type = numberOf(body["type"]);
  const isFromMessage = interaction.type === 5 && interaction.sourceId !== null && (type === 6 || type === 7);
  if (!callbacks[interaction.type]?.includes(type) && !isFromMessage)
    invalidForm("type", "INTERACTION_RESPONSE_TYPE_INVALID", `${type} does not answer an interaction of this type`);
  const data = isJson(body["data"]) ? body["data"] : {};
  const message = made(world, interaction, type, data, files);
  interaction.answer = body;
  interaction.originalId = message?.id ?? null;
  interaction.answered();
  return message;
}

function made(
  world: World,
  interaction: Interaction,
  type: number,
  data: Json,
  files: ReadonlyMap<string, Upload>,
): Message | null {
  const fileBytesMax = world.guilds.get(interaction.guildId ?? "")?.attachmentBytesMax ?? 10_485_760;
  const source = () => messageIn(world, interaction.channelId, interaction.sourceId ?? "") ?? null;
  const place = (flags: number) => ({
    channelId: interaction.channelId,
    onlyFor: flags & flag.ephemeral ? interaction.userId : null,
    interaction,
  });
  if (type === 4) {
    const content = written(world, nothing, data, files, { fileBytesMax, flagsSettable: settable.answer });
    return addMessage(world, place(content.flags), content, data);
  }
  if (type === 5) {
    const flags = (numberOf(data["flags"]) & flag.ephemeral) | flag.loading;
    return addMessage(world, place(flags), { ...nothing, flags }, data);
  }
  if (type === 6) return source();
  if (type === 7) {
    const message = source();
    if (!message) return null;
    const content = written(world, message, data, files, { fileBytesMax, flagsSettable: settable.edit });
    return writeOver(world, message, content, data);
  }
  if (type === 9) showModal(world, interaction, data);
  else if (listOf(data["choices"]).length > choicesMax)
    invalidForm("data.choices", "BASE_TYPE_BAD_LENGTH", `Must be ${choicesMax} or fewer in length.`);
  return null;
}

function showModal(world: World, interaction: Interaction, data: Json): void {
  const components = listOf(data["components"]);
  if (components.length < 1 || components.length > modalComponentsMax)
    invalidForm("data.components", "BASE_TYPE_BAD_LENGTH", `Must be between 1 and ${modalComponentsMax} in length.`);
  if (componentsIn(components).some((one) => one["type"] === kind.button))
    invalidForm("data.components", "BASE_TYPE_CHOICES", "Modals have no buttons");
  checkComponents(components, true);
  const title = textOf(data["title"]);
  if (title === "" || title.length > 45)
    invalidForm("data.title", "BASE_TYPE_BAD_LENGTH", "Must be between 1 and 45 in length.");
  world.modals.set(interaction.userId, { interaction, customId: textOf(data["custom_id"]), title, components });
}
