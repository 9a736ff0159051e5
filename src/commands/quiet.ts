import { quietSet, quietState } from "../cards/quiet-card.ts";
import { FieldError, refuse } from "../model/errors.ts";
import { type Told, told } from "../model/language.ts";
import type { Peace, Quiet } from "../model/peace.ts";
import type { Person } from "../model/place.ts";
import type { Reply, Services } from "../services.ts";
import { type Call, defineCommand } from "./command.ts";
import { quietOptions } from "./quiet-options.ts";

type QuietCall = Call<typeof quietOptions>;

const isWish = (options: QuietCall["options"]): boolean => Object.values(options).some((value) => value !== null);

export default defineCommand({
  name: "quiet",
  names: { en: "quiet", de: "ruhe", fr: "calme", es: "silencio", pt: "silêncio", ja: "静か" },
  help: {
    en: "Quiet hours of this channel, and how many alerts an hour it hears",
    de: "Ruhezeit dieses Kanals, und wie viele Alarme pro Stunde er bekommt",
    fr: "Heures calmes de ce canal et nombre d’alertes par heure",
    es: "Horas de silencio de este canal y cuántas alertas por hora recibe",
    pt: "Horário de silêncio deste canal e quantos alertas por hora ele recebe",
    ja: "このチャンネルの静かな時間帯と、1時間に届くアラートの数",
  },
  examples: [
    "/quiet",
    "/quiet 22:00-07:00 tz:Europe/Berlin",
    "/quiet cap:6/h",
    "/quiet escalate:15m to:me",
    "/quiet off",
  ],
  options: quietOptions,
  writes: isWish,
  async run(call, services) {
    const { peaces } = services.tenant(call.where.channel.workspace);
    const peace = await peaces.of(call.where.channel);
    if (!isWish(call.options)) return { visible: "only-you", card: (language) => quietState(peace, language) };
    return set(await wished(peace, call, services), call, services);
  },
});

/** What is not said stays as it is. */
async function wished(before: Peace, call: QuietCall, services: Services): Promise<Peace> {
  const { off, cap, escalate, to } = call.options;
  return {
    quiet: off ? null : await wishedHours(before.quiet, call, services),
    perHour: cap === null ? before.perHour : cap === "off" ? null : cap,
    escalateMs: escalate === null ? before.escalateMs : escalate === "off" ? null : escalate,
    escalateTo: to === null ? before.escalateTo : named(to, call.who),
  };
}

async function wishedHours(before: Quiet | null, call: QuietCall, services: Services): Promise<Quiet | null> {
  const { hours, tz, in: channel } = call.options;
  const { where, who } = call;
  const instead = channel === null ? (before?.instead ?? "morning") : await destination(channel, call, services);
  const times = hours ?? before;
  if (!times) return tz !== null || instead !== "morning" ? noHours() : null;
  const zone = tz ?? before?.zone ?? (await services.chat.zoneOf(where.channel, who)) ?? "UTC";
  return { from: times.from, to: times.to, zone, instead };
}

/** A channel as platforms write it where one is mentioned, or its id, as forms give it. */
const mentioned = /^(?:<#([^|>]{1,40})(?:\|[^>]*)?>|([A-Z0-9]{9,20}|[a-z-]{1,40}|\d{15,20}))$/u;

async function destination(typed: string, { where, who }: QuietCall, { chat }: Services): Promise<Quiet["instead"]> {
  if (typed === "morning" || typed === where.channel.id) return "morning";
  const match = mentioned.exec(typed);
  const id = match?.[1] ?? match?.[2];
  if (id === where.channel.id) return "morning";
  const to = { ...where.channel, id: id ?? "" };
  if (!id || !(await chat.mayManage({ channel: to }, who))) throw new FieldError("in", problems.channel);
  const [problem] = await chat.check({ channel: to });
  if (!problem) return id;
  throw new FieldError(
    "in",
    told((language) => `${problem.what[language]} ${problem.fix[language]}`),
  );
}

function named(typed: string, who: Person): Peace["escalateTo"] {
  if (typed.toLowerCase() === "off") return null;
  if (typed.toLowerCase() === "me") return who;
  const [, id, label] = /^<@!?([A-Z0-9]{5,20})(?:\|([^>]*))?>$/u.exec(typed) ?? [];
  return id ? { id, name: label || typed } : typed.replace(/^[@＠]/u, "");
}

async function set(peace: Peace, { where, who }: QuietCall, services: Services): Promise<Reply> {
  const { peaces, changes } = services.tenant(where.channel.workspace);
  const { id, before } = await peaces.put(where.channel, peace);
  const change = await changes.record({ kind: "quiet", who, about: id, before: { ...before } });
  return { visible: "channel", card: (language) => quietSet(peace, { who, undo: change.id }, language) };
}

const noHours = (): never =>
  refuse({
    en: "Say from when to when it is quiet, e.g. /quiet 22:00-07:00",
    de: "Bitte dazusagen, von wann bis wann Ruhe ist, z. B. /quiet 22:00-07:00",
    fr: "Dites de quand à quand c’est calme, par ex. /quiet 22:00-07:00",
    es: "Di de qué hora a qué hora hay silencio, p. ej. /quiet 22:00-07:00",
    pt: "Diga de que hora a que hora há silêncio, por ex. /quiet 22:00-07:00",
    ja: "何時から何時まで静かにするかを指定してください（例: /quiet 22:00-07:00）。",
  });

const problems = {
  channel: {
    en: "Alerts can only go to a channel that you may manage. Type /quiet and choose it with Change.",
    de: "Alarme können nur in einen Kanal gehen, den man verwalten darf. Am besten /quiet eingeben und ihn über „Ändern“ auswählen.",
    fr: "Les alertes ne peuvent aller que dans un canal que vous pouvez gérer. Tapez /quiet et choisissez-le avec « Modifier ».",
    es: "Las alertas solo pueden ir a un canal que puedas gestionar. Escribe /quiet y elígelo con «Cambiar».",
    pt: "Os alertas só podem ir para um canal que você possa gerenciar. Digite /quiet e escolha-o com “Alterar”.",
    ja: "アラートの送り先にできるのは、管理できるチャンネルだけです。/quiet と入力し、「変更」から選んでください。",
  },
} as const satisfies Readonly<Record<string, Told>>;
