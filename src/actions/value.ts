import { refuse } from "../model/errors.ts";
import type { Told } from "../model/language.ts";
import type { Tracker } from "../model/tracker.ts";
import type { Services } from "../services.ts";
import type { Press } from "./action.ts";

/** Values are "12" or "12:24h". They come from outside: a number is looked up in the presser's own workspace, or refused. */
export function readValue(value: string): { readonly id: number; readonly detail: string } {
  const match = /^(\d{1,15})(?::([a-z0-9-]{1,40}))?$/u.exec(value);
  if (!match) return refuse(oldButton);
  return { id: Number(match[1]), detail: match[2] ?? "" };
}

/**
 * The tracker a value names: of this channel, or one whose alerts come here in its quiet hours, or on somebody's own page one that
 * they set up. Where alerts only come, whoever changes their tracker must be one who may manage the channel that it is of.
 */
export async function trackerOf(
  id: number,
  { where, who }: Pick<Press, "where" | "who">,
  services: Services,
  to: "see" | "change" = "see",
): Promise<Tracker> {
  const tracker = await services.tenant(where.channel.workspace).trackers.get(id);
  if (!tracker) return refuse(notTracked);
  const { channel, createdBy } = tracker;
  const isHere = channel.id === where.channel.id;
  const isOwn = where.channel.id === who.id && createdBy.id === who.id;
  if (isHere || isOwn) return tracker;
  const comesHere = await services.tenant(channel.workspace).peaces.leads(channel, where.channel.id);
  const may = comesHere && (to === "see" || (await services.chat.mayManage({ channel }, who)));
  return may ? tracker : refuse(notTracked);
}

export const oldButton: Told = {
  en: "That button is no longer valid. Type the command again.",
  de: "Diese Schaltfläche ist nicht mehr gültig. Den Befehl bitte noch einmal eingeben.",
  fr: "Ce bouton n’est plus valable. Tapez de nouveau la commande.",
  es: "Ese botón ya no es válido. Escribe el comando otra vez.",
  pt: "Esse botão não é mais válido. Digite o comando de novo.",
  ja: "このボタンは無効になりました。コマンドを入力し直してください。",
};

const notTracked: Told = {
  en: "That hashtag is no longer tracked in this channel.",
  de: "Dieser Hashtag wird in diesem Kanal nicht mehr verfolgt.",
  fr: "Ce hashtag n’est plus suivi dans ce canal.",
  es: "Ese hashtag ya no se sigue en este canal.",
  pt: "Essa hashtag não é mais acompanhada neste canal.",
  ja: "そのハッシュタグは、このチャンネルではもう追跡していません。",
};
