import { readWhyNot } from "../analysis/why-not.ts";
import { readWhy } from "../analysis/why-reading.ts";
import { previewing } from "../cards/preview-card.ts";
import { whyCard } from "../cards/why-card.ts";
import { whyNotCard } from "../cards/why-not-card.ts";
import { whyWords } from "../cards/words/why.ts";
import { refuse } from "../model/errors.ts";
import { type Told, told } from "../model/language.ts";
import type { Subject } from "../model/subject.ts";
import { type Sensitivity, sensitivities, type Tracker } from "../model/tracker.ts";
import { instantOf, wallTime } from "../model/zone.ts";
import type { Reply, Services } from "../services.ts";
import type { MomentWish } from "./alert-look-options.ts";
import type { Call } from "./command.ts";
import { tracked } from "./tracked.ts";

/** What of the command's options this is about. */
interface Looking extends Pick<Call<Record<never, never>>, "where" | "who"> {
  readonly options: {
    readonly tag: Subject | null;
    readonly level: string | null;
    readonly look: "preview" | "why" | "why-not" | null;
    readonly id: number | null;
    readonly at: MomentWish | null;
  };
}

/** What was asked about alerts, beside how they are set; null where nothing was. */
export async function lookAt(call: Looking, services: Services): Promise<Reply | null> {
  const { tag, look, id, at } = call.options;
  switch (look) {
    case "preview":
      return preview(await tracked(tag ?? refuse(missing("/alerts preview #worldcup")), call.where, services), call);
    case "why":
      return why(id ?? refuse(missing("/alerts why 12")), call, services);
    case "why-not": {
      const example = missing("/alerts why-not #worldcup 14:00");
      const tracker = await tracked(tag ?? refuse(example), call.where, services);
      return whyNot(tracker, at ?? refuse(example), call, services);
    }
    case null:
      return id === null ? null : why(id, call, services);
    default:
      return look satisfies never;
  }
}

/** Changes nothing: all may see it, and talk of it. */
function preview(tracker: Tracker, { where, who, options }: Looking): Reply {
  const wished = sensitivities.find((one): one is Sensitivity => one === options.level);
  return {
    visible: "channel",
    card: (language) => previewing(tracker, language),
    follow: (message) => ({
      name: "preview",
      input: {
        workspace: where.channel.workspace,
        tracker: tracker.id,
        sensitivity: wished ?? tracker.sensitivity,
        message,
        askedBy: who,
      },
    }),
  };
}

/** The same as the button says, by its number. */
async function why(id: number, { where }: Looking, services: Services): Promise<Reply> {
  const { incidents, trackers, reader } = services.tenant(where.channel.workspace);
  const incident = await incidents.get(id);
  const tracker = incident && (await trackers.get(incident.tracker));
  if (!tracker || tracker.channel.id !== where.channel.id) return refuse(noSuch(id));
  const reading = await readWhy(reader, tracker, incident, services.clock.now());
  if (typeof reading === "string") return refuse(told((language) => whyWords[language][reading]));
  const facts = { tracker, incident, ...reading };
  return { visible: "only-you", card: (language) => whyCard(facts, services.sources, language) };
}

async function whyNot(tracker: Tracker, wish: MomentWish, { where, who }: Looking, services: Services): Promise<Reply> {
  const now = services.clock.now();
  const zone = (await services.chat.zoneOf(where.channel, who)) ?? "UTC";
  const at = momentOf(wish, zone, now);
  if (at > now) return refuse(notYet);
  const reading = await readWhyNot(services.tenant(where.channel.workspace), tracker, at, now);
  const facts = { tracker, ...reading };
  return { visible: "only-you", card: (language) => whyNotCard(facts, services.sources, language) };
}

/** By the clocks of the asker; without a day it is the last time that they showed it. */
export function momentOf({ date, daysAgo, hour, minute }: MomentWish, zone: string, now: Date): Date {
  const today = wallTime(zone, now);
  const [year = today.year, month = today.month, day = today.day - (daysAgo ?? 0)] = (date ?? "")
    .split("-")
    .filter(Boolean)
    .map(Number);
  const at = instantOf(zone, { year, month, day, hour, minute });
  return at > now && date === null && daysAgo === null
    ? instantOf(zone, { year, month, day: day - 1, hour, minute })
    : at;
}

/** What was left out, with an example. */
const missing = (example: string): Told => ({
  en: `Something is missing. For example: ${example}`,
  de: `Da fehlt etwas. Zum Beispiel: ${example}`,
  fr: `Il manque quelque chose. Par exemple : ${example}`,
  es: `Falta algo. Por ejemplo: ${example}`,
  pt: `Falta algo. Por exemplo: ${example}`,
  ja: `指定が足りません。例: ${example}`,
});

const noSuch = (id: number): Told => ({
  en: `There is no alert ${id} in this channel. /alerts lists them with their numbers.`,
  de: `In diesem Kanal gibt es keinen Alarm ${id}. /alerts zeigt sie mit ihren Nummern.`,
  fr: `Il n’y a pas d’alerte ${id} dans ce canal. /alerts les affiche avec leurs numéros.`,
  es: `No hay ninguna alerta ${id} en este canal. /alerts las muestra con sus números.`,
  pt: `Não há alerta ${id} neste canal. /alerts mostra todos com seus números.`,
  ja: `このチャンネルにアラート ${id} はありません。番号は /alerts に表示されます。`,
});

const notYet: Told = {
  en: "That time is still to come.",
  de: "Diese Zeit kommt erst noch.",
  fr: "Ce moment n’est pas encore arrivé.",
  es: "Ese momento aún no ha llegado.",
  pt: "Esse momento ainda não chegou.",
  ja: "その時刻はまだ来ていません。",
};
