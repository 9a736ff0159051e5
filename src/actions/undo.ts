import type { Card } from "../cards/card.ts";
import { takenBack } from "../cards/changed.ts";
import { undoneTracking } from "../cards/tracking.ts";
import type { Change } from "../model/change.ts";
import { refuse } from "../model/errors.ts";
import { inEvery, type Said, type Told } from "../model/language.ts";
import type { Place } from "../model/place.ts";
import { type Sentiment, sentiments } from "../model/post.ts";
import { subjectName } from "../model/subject.ts";
import type { TrackerChange } from "../model/tracker.ts";
import type { Services } from "../services.ts";
import { defineAction, type Press } from "./action.ts";
import { digestHere } from "./digest-here.ts";
import { redrawIncident } from "./redraw.ts";
import { takeBackDigest, whyDigestStays } from "./undo-digest.ts";
import { readValue } from "./value.ts";

/** How many recent alerts may show what is taken back. */
const recentMax = 5;

/** Value: "change". Takes back what the audit log says, once. */
export default defineAction({
  id: "undo",
  writes: true,
  async run(press, services) {
    const { changes } = services.tenant(press.where.channel.workspace);
    const change = await changes.get(readValue(press.value).id);
    if (!change || !(await isOf(press, change, services))) return refuse(refusals.nothing);
    if (change.undoneAt) return refuse(refusals.taken);
    const stays = isDigests(change) ? await whyDigestStays(change, press.where.channel.workspace, services) : null;
    if (stays) return refuse(stays);
    if (await isReplaced(change, press.where, services))
      return refuse(change.kind === "correct" ? refusals.correctedAgain : refusals.replaced);
    if (change.kind === "move" && !(await mayReturn(change, press, services))) return refuse(refusals.elsewhere);
    if (!(await changes.undone(change.id, press.who))) return refuse(refusals.taken);
    const card = await takeBack(change, press, services);
    return card ? { visible: "channel", replace: true, card } : { visible: "only-you" };
  },
});

/** Where it came from is another channel than the one it is taken back in. */
const mayReturn = ({ before }: Change, { where, who }: Press, { chat }: Services): Promise<boolean> =>
  chat.mayManage({ channel: { ...where.channel, id: `${before["channel"]}` } }, who);

const isDigests = ({ kind }: Change): boolean => kind === "digest" || kind === "digest-stop";
const isBoards = ({ kind }: Change): boolean => kind === "live" || kind === "live-stop";

/** What is taken back belongs to the channel whose managing the presser was asked about. */
async function isOf({ where, who }: Press, change: Change, services: Services): Promise<boolean> {
  const { channel } = where;
  if (isDigests(change)) return (await digestHere(change.about, { where, who }, services)) !== null;
  const { trackers, boards, incidents } = services.tenant(channel.workspace);
  const trackerId = change.kind === "acknowledge" ? (await incidents.get(change.about))?.tracker : change.about;
  const thing = isBoards(change)
    ? await boards.get(change.about)
    : await trackers.get(trackerId ?? 0, { evenRemoved: true });
  return thing?.channel.id === channel.id;
}

/** A board that was stopped cannot go on beside one that was started since; who corrected a post since knew what was said before. */
async function isReplaced(change: Change, { channel }: Place, services: Services): Promise<boolean> {
  const { kind, about } = change;
  const { boards, corrections } = services.tenant(channel.workspace);
  if (kind === "correct") return corrections.isReplaced(Number(change.before["correction"]), change.id);
  if (kind !== "live-stop") return false;
  const board = await boards.get(about);
  return (await boards.list(channel)).some((live) => live.tracker === board?.tracker && live.id !== about);
}

/** Gives the card that the message becomes; null where a job redraws it. */
async function takeBack(change: Change, { where, who }: Press, services: Services): Promise<Said<Card> | null> {
  const { workspace } = where.channel;
  const { trackers, boards } = services.tenant(workspace);
  const follow = { name: "follow", input: { workspace, tracker: change.about } } as const;
  switch (change.kind) {
    case "track": {
      const tracker = await trackers.get(change.about);
      if (!tracker) return refuse(refusals.untracked);
      await trackers.remove(tracker.id);
      return (language) => undoneTracking(tracker, who, language);
    }
    case "untrack": {
      const tracker = await trackers.restore(change.about);
      await services.jobs.add(follow);
      return (language) => takenBack(words[language].again(subjectName(tracker.subject)), who, language);
    }
    case "move": {
      const from = change.before["channel"];
      const tracker = typeof from === "string" ? await trackers.move(change.about, from) : "taken";
      if (tracker === "taken") return refuse(refusals.there);
      return (language) => takenBack(words[language].movedBack(subjectName(tracker.subject)), who, language);
    }
    case "mute":
    case "tracker": {
      const tracker = await trackers.change(change.about, earlier(change.before));
      if (change.kind === "tracker") await services.jobs.add(follow);
      if (change.kind === "tracker")
        return (language) => takenBack(words[language].asBefore(subjectName(tracker.subject)), who, language);
      await redrawAlerts(change.about, workspace, services);
      return null;
    }
    case "live":
    case "live-stop": {
      const board = await boards.change(change.about, {
        endedAt: change.kind === "live" ? services.clock.now() : null,
      });
      const request = { name: "board", input: { workspace, board: board.id } } as const;
      if (change.kind === "live-stop") await services.jobs.repeat(request, services.chat.editPaceMs(where.channel));
      await services.jobs.add(request);
      const said = change.kind === "live" ? "boardEnded" : "boardGoesOn";
      return (language) => takenBack(words[language][said], who, language);
    }
    case "correct":
      return takeBackCorrection(change, { workspace, who }, services);
    case "digest":
    case "digest-stop": {
      const said = await takeBackDigest(change, workspace, services);
      return (language) => takenBack(said(language), who, language);
    }
    case "exclude": {
      await services.tenant(workspace).feedback.include(Number(change.before["exclusion"]));
      const tracker = await trackers.get(change.about);
      if (!tracker) return refuse(refusals.untracked);
      return (language) => takenBack(words[language].asBefore(subjectName(tracker.subject)), who, language);
    }
    case "acknowledge": {
      await services.tenant(workspace).incidents.release(change.about);
      await redrawIncident(change.about, workspace, services);
      return null;
    }
    default:
      return change.kind satisfies never;
  }
}

async function takeBackCorrection(
  { id, before }: Change,
  { workspace, who }: { readonly workspace: string } & Pick<Press, "who">,
  { tenant }: Services,
): Promise<Said<Card>> {
  const made = { before: sentimentOf(before["sentiment"]), change: id };
  if (!(await tenant(workspace).corrections.restore(Number(before["correction"]), made)))
    return refuse(refusals.nothing);
  return (language) => takenBack(words[language].readAsBefore, who, language);
}

/** JSON keeps dates as text; a tracker's are dates. */
function earlier(before: Readonly<Record<string, unknown>>): TrackerChange {
  const date = (value: unknown) => (typeof value === "string" ? new Date(value) : null);
  return {
    ...before,
    ...("mutedUntil" in before ? { mutedUntil: date(before["mutedUntil"]) } : {}),
    ...("endsAt" in before ? { endsAt: date(before["endsAt"]) } : {}),
  };
}

const sentimentOf = (stored: unknown): Sentiment | null => sentiments.find((sentiment) => sentiment === stored) ?? null;

async function redrawAlerts(tracker: number, workspace: string, services: Services): Promise<void> {
  for (const incident of await services.tenant(workspace).incidents.list([tracker], recentMax)) {
    if (incident.message || !incident.endedAt) await redrawIncident(incident.id, workspace, services);
  }
}

const refusals = {
  elsewhere: {
    en: "Moving it back needs the right to manage the channel it came from.",
    de: "Zurückverschieben darf nur, wer den früheren Kanal verwalten darf.",
    fr: "Pour le ramener, il faut le droit de gérer le canal d’où il vient.",
    es: "Para devolverlo hace falta el permiso de gestionar el canal del que vino.",
    pt: "Para movê-lo de volta é preciso ter permissão para gerenciar o canal de onde veio.",
    ja: "元に戻すには、元のチャンネルを管理する権限が必要です。",
  },
  nothing: {
    en: "There is nothing here to take back.",
    de: "Hier gibt es nichts zurückzunehmen.",
    fr: "Il n’y a rien à annuler ici.",
    es: "Aquí no hay nada que deshacer.",
    pt: "Não há nada para desfazer aqui.",
    ja: "ここには取り消せるものがありません。",
  },
  replaced: {
    en: "Another live board of it runs in this channel by now.",
    de: "In diesem Kanal läuft dazu inzwischen ein anderes Live-Board.",
    fr: "Un autre tableau en direct de ce sujet tourne désormais dans ce canal.",
    es: "En este canal ya hay otro panel en vivo de lo mismo.",
    pt: "Já há outro painel ao vivo disso neste canal.",
    ja: "このチャンネルではすでに別のライブボードが動いています。",
  },
  correctedAgain: {
    en: "That post was corrected again since.",
    de: "Dieser Beitrag wurde inzwischen noch einmal berichtigt.",
    fr: "Cette publication a été corrigée de nouveau depuis.",
    es: "Esa publicación se corrigió de nuevo después.",
    pt: "Essa publicação foi corrigida de novo depois disso.",
    ja: "その投稿は、その後もう一度訂正されています。",
  },
  taken: {
    en: "Somebody took that back already.",
    de: "Das wurde schon zurückgenommen.",
    fr: "Quelqu’un l’a déjà annulé.",
    es: "Alguien ya lo deshizo.",
    pt: "Alguém já desfez isso.",
    ja: "すでに取り消されています。",
  },
  untracked: {
    en: "It is not tracked any more.",
    de: "Das wird nicht mehr verfolgt.",
    fr: "Ce n’est plus suivi.",
    es: "Ya no se sigue.",
    pt: "Não é mais acompanhado.",
    ja: "もう追跡していません。",
  },
  there: {
    en: "It is tracked in the channel it came from again.",
    de: "Es wird im ursprünglichen Kanal schon wieder verfolgt.",
    fr: "C’est de nouveau suivi dans le canal d’origine.",
    es: "Ya se sigue otra vez en el canal de origen.",
    pt: "Já voltou a ser acompanhado no canal de origem.",
    ja: "元のチャンネルですでに追跡されています。",
  },
} as const satisfies Readonly<Record<string, Told>>;

const words = inEvery({
  en: {
    again: (name: string) => `Tracking ${name} again`,
    movedBack: (name: string) => `${name} is tracked where it was before`,
    asBefore: (name: string) => `${name}: settings as before`,
    boardEnded: "The live board was ended",
    boardGoesOn: "The live board goes on",
    readAsBefore: "The post is read as before",
  },
  de: {
    again: (name) => `${name} wird wieder verfolgt`,
    movedBack: (name) => `${name} wird verfolgt, wo es vorher war`,
    asBefore: (name) => `${name}: Einstellungen wie vorher`,
    boardEnded: "Das Live-Board wurde beendet",
    boardGoesOn: "Das Live-Board läuft weiter",
    readAsBefore: "Der Beitrag wird wieder so verstanden wie vorher",
  },
  fr: {
    again: (name) => `${name} est de nouveau suivi`,
    movedBack: (name) => `${name} est suivi là où il l’était avant`,
    asBefore: (name) => `${name} : réglages comme avant`,
    boardEnded: "Le tableau en direct a été arrêté",
    boardGoesOn: "Le tableau en direct continue",
    readAsBefore: "La publication est lue comme avant",
  },
  es: {
    again: (name) => `${name} se sigue de nuevo`,
    movedBack: (name) => `${name} se sigue donde estaba antes`,
    asBefore: (name) => `${name}: ajustes como antes`,
    boardEnded: "El panel en vivo se detuvo",
    boardGoesOn: "El panel en vivo continúa",
    readAsBefore: "La publicación se lee como antes",
  },
  pt: {
    again: (name) => `${name} voltou a ser acompanhado`,
    movedBack: (name) => `${name} é acompanhado onde estava antes`,
    asBefore: (name) => `${name}: configurações como antes`,
    boardEnded: "O painel ao vivo foi encerrado",
    boardGoesOn: "O painel ao vivo continua",
    readAsBefore: "A publicação voltou a ser lida como antes",
  },
  ja: {
    again: (name) => `${name} の追跡を再開しました`,
    movedBack: (name) => `${name} を元の場所で追跡します`,
    asBefore: (name) => `${name}: 設定を元に戻しました`,
    boardEnded: "ライブボードを終了しました",
    boardGoesOn: "ライブボードを続けます",
    readAsBefore: "投稿の読み取りを元に戻しました",
  },
});
