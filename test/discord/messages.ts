import type { Content } from "./content.ts";
import { isJson, type Json } from "./json.ts";
import type { Interaction, Message, World } from "./world.ts";

interface Place {
  readonly channelId: string;
  /** Default: the bot. */
  readonly authorId?: string;
  readonly onlyFor?: string | null;
  readonly interaction?: Interaction | null;
}

export function addMessage(world: World, place: Place, content: Content, body: Json): Message {
  const message: Message = {
    id: world.id(),
    channelId: place.channelId,
    authorId: place.authorId ?? world.app.id,
    atMs: world.now(),
    onlyFor: place.onlyFor ?? null,
    interaction: place.interaction ?? null,
    editedAtMs: null,
    ...content,
    nonce: body["nonce"] === undefined ? null : String(body["nonce"]),
    allowedMentions: allowedBy(body),
    before: [],
    isDeleted: false,
  };
  world.messages.push(message);
  return message;
}

export function writeOver(world: World, message: Message, content: Content, body: Json): Message {
  message.before.push({ content: message.content, components: message.components });
  Object.assign(message, content, { editedAtMs: world.now(), allowedMentions: allowedBy(body) });
  return message;
}

const allowedBy = (body: Json): Json | null => {
  const allowed = body["allowed_mentions"];
  return isJson(allowed) ? allowed : null;
};
