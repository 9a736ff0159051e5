import type { FormValues } from "../cards/card.ts";
import { alertsSet, changed, moved } from "../cards/changed.ts";
import { hourMs } from "../model/clock.ts";
import { FieldError } from "../model/errors.ts";
import { listed } from "../model/figure.ts";
import { inEvery, type Language, type Said, type Told, told } from "../model/language.ts";
import { periodName } from "../model/period.ts";
import type { Channel, Person } from "../model/place.ts";
import { subjectName } from "../model/subject.ts";
import { type Sensitivity, sensitivities, type Tracker, type TrackerChange } from "../model/tracker.ts";
import type { Reply, Services } from "../services.ts";
import { defineAction } from "./action.ts";
import { readValue, trackerOf } from "./value.ts";

/** Value: "tracker". The form of cards/settings-form.ts. */
export default defineAction({
  id: "settings-save",
  writes: true,
  async run(press, services) {
    const { values, who, where } = press;
    const tracker = await trackerOf(readValue(press.value).id, press, services, "change");
    const change = { ...readForm(values, services), ...readState(values, tracker, services.clock.now()) };
    const to = await destination(values, tracker, who, services);
    const { trackers, changes } = services.tenant(where.channel.workspace);
    const { alerts, sensitivity, networks, paceMs, pausedAt } = tracker;
    await trackers.change(tracker.id, change);
    const before = { alerts, sensitivity, networks, paceMs, pausedAt };
    const recorded = await changes.record({ kind: "tracker", who, about: tracker.id, before });
    await services.jobs.add({ name: "follow", input: { workspace: where.channel.workspace, tracker: tracker.id } });
    const what = described(tracker, change, services);
    const card = (language: Language) => changed(tracker, who, what(language), recorded.id, language);
    const saved = { visible: "channel", where: { channel: tracker.channel }, card } as const;
    // Where it came from may be what nobody can write in any more.
    return to ? move(tracker, to, who, services) : saved;
  },
});

/** The channel it is to move to; null where it stays. Throws FieldError where nothing could be said there. */
async function destination(
  { channel: chosen }: FormValues,
  { channel, subject }: Tracker,
  who: Person,
  services: Services,
): Promise<Channel | null> {
  if (typeof chosen !== "string" || chosen === "" || chosen === channel.id) return null;
  const to = { ...channel, id: chosen };
  if (!(await services.chat.mayManage({ channel: to }, who))) throw new FieldError("channel", problems.channel);
  const [problem] = await services.chat.check({ channel: to });
  if (problem)
    throw new FieldError(
      "channel",
      told((language) => `${problem.what[language]} ${problem.fix[language]}`),
    );
  const there = await services.tenant(channel.workspace).trackers.find(to, subject);
  if (there) throw new FieldError("channel", trackedThere(subjectName(subject)));
  return to;
}

/** Its boards stay behind and end. */
async function move(tracker: Tracker, to: Channel, who: Person, services: Services): Promise<Reply> {
  const { workspace } = to;
  const { trackers, boards, changes } = services.tenant(workspace);
  if ((await trackers.move(tracker.id, to.id)) === "taken")
    throw new FieldError("channel", trackedThere(subjectName(tracker.subject)));
  for (const board of await boards.list(tracker.channel)) {
    if (board.tracker !== tracker.id) continue;
    await boards.change(board.id, { endedAt: services.clock.now() });
    await services.jobs.add({ name: "board", input: { workspace, board: board.id } });
  }
  const before = { channel: tracker.channel.id };
  const { id } = await changes.record({ kind: "move", who, about: tracker.id, before });
  return { visible: "channel", where: { channel: to }, card: (language) => moved(tracker, who, id, language) };
}

/** Throws FieldError, so that the form says it where it is wrong. */
function readForm(values: FormValues, { sources }: Services): TrackerChange & { networks: readonly string[] } {
  const alerts = values["alerts"];
  const sensitivity = sensitivities.find((s) => s === alerts);
  if (!sensitivity && alerts !== "off") throw new FieldError("alerts", problems.alerts);
  const wanted = [values["networks"] ?? []].flat();
  const networks = sources.networks.map((n) => n.name).filter((name) => wanted.includes(name));
  if (networks.length === 0) throw new FieldError("networks", problems.networks);
  const paceMs = Number(values["pace"]);
  if (!Number.isInteger(paceMs) || paceMs < 1_000 || paceMs > 24 * hourMs) throw new FieldError("pace", problems.pace);
  return { networks, paceMs, alerts: sensitivity !== undefined, ...(sensitivity ? { sensitivity } : {}) };
}

/** A form of before has no such field, and changes nothing of it. */
function readState(values: FormValues, { pausedAt }: Tracker, now: Date): Pick<TrackerChange, "pausedAt"> {
  const { collecting } = values;
  if (collecting !== "paused" && collecting !== "on") return {};
  return { pausedAt: collecting === "paused" ? (pausedAt ?? now) : null };
}

const trackedThere = (name: string): Told => ({
  en: `${name} is tracked in that channel already.`,
  de: `${name} wird in diesem Kanal schon verfolgt.`,
  fr: `${name} est déjà suivi dans ce canal.`,
  es: `${name} ya se sigue en ese canal.`,
  pt: `${name} já é acompanhado nesse canal.`,
  ja: `${name} はそのチャンネルですでに追跡しています。`,
});

const problems = {
  channel: {
    en: "Moving it there needs the right to manage that channel.",
    de: "Dorthin verschieben darf nur, wer diesen Kanal verwalten darf.",
    fr: "Pour le déplacer là-bas, il faut le droit de gérer ce canal.",
    es: "Para moverlo allí hace falta el permiso de gestionar ese canal.",
    pt: "Para movê-lo para lá é preciso ter permissão para gerenciar esse canal.",
    ja: "そのチャンネルに移すには、そのチャンネルを管理する権限が必要です。",
  },
  alerts: {
    en: "Alerts take sensitive, balanced, strict or off.",
    de: "Für Alarme geht: empfindlich, ausgewogen, streng oder aus.",
    fr: "Pour les alertes : sensible, équilibré, strict ou désactivé.",
    es: "Las alertas admiten: sensible, equilibrado, estricto o desactivado.",
    pt: "Os alertas aceitam: sensível, equilibrado, rigoroso ou desativado.",
    ja: "アラートは 高感度、標準、厳格、オフ から選べます。",
  },
  networks: {
    en: "Choose at least one network; to stop altogether there is /untrack.",
    de: "Mindestens ein Netzwerk wählen; ganz beenden geht mit /untrack.",
    fr: "Choisissez au moins un réseau ; pour tout arrêter, il y a /untrack.",
    es: "Elige al menos una red; para dejarlo del todo está /untrack.",
    pt: "Escolha pelo menos uma rede; para parar de vez existe /untrack.",
    ja: "ネットワークを1つ以上選んでください。完全にやめるには /untrack を使います。",
  },
  pace: {
    en: "The pace must lie between a second and a day.",
    de: "Der Abstand muss zwischen einer Sekunde und einem Tag liegen.",
    fr: "Le rythme doit être compris entre une seconde et un jour.",
    es: "El ritmo debe estar entre un segundo y un día.",
    pt: "O ritmo deve ficar entre um segundo e um dia.",
    ja: "間隔は1秒から1日の間で指定してください。",
  },
} as const satisfies Readonly<Record<string, Told>>;

/** What a reader of the channel should know: only what is different now. */
function described(
  before: Tracker,
  change: TrackerChange & { networks: readonly string[] },
  { sources }: Services,
): Said<string> {
  const level = (alerts: boolean | undefined, sensitivity: Sensitivity) => (alerts ? sensitivity : "off");
  const now = level(change.alerts, change.sensitivity ?? before.sensitivity);
  const isOtherLevel = now !== level(before.alerts, before.sensitivity);
  const areOthers = change.networks.join() !== before.networks.join();
  const isPaused = change.pausedAt !== undefined && change.pausedAt !== null;
  const isOtherState = change.pausedAt !== undefined && isPaused !== (before.pausedAt !== null);
  return (language) => {
    const words = changes[language];
    const parts = [
      ...(isOtherState ? [isPaused ? words.paused : words.resumed] : []),
      ...(isOtherLevel ? [alertsSet(now, language)] : []),
      ...(areOthers ? [words.on(listed(sources.labels(change.networks, language), language))] : []),
      ...(change.paceMs !== before.paceMs ? [words.pace(periodName(change.paceMs ?? 0, language))] : []),
    ];
    return parts.length > 0 ? parts.join("; ") : words.same;
  };
}

const changes = inEvery({
  en: {
    on: (networks: string) => `on ${networks}`,
    pace: (pace: string) => `read every ${pace}`,
    paused: "paused, nothing is collected",
    resumed: "collected again",
    same: "settings saved as they were",
  },
  de: {
    on: (networks) => `auf ${networks}`,
    pace: (pace) => `Abstand der Abfragen: ${pace}`,
    paused: "angehalten, es wird nichts gesammelt",
    resumed: "wird wieder gesammelt",
    same: "Einstellungen unverändert gespeichert",
  },
  fr: {
    on: (networks) => `sur ${networks}`,
    pace: (pace) => `intervalle de lecture : ${pace}`,
    paused: "en pause, rien n’est collecté",
    resumed: "de nouveau collecté",
    same: "réglages enregistrés sans changement",
  },
  es: {
    on: (networks) => `en ${networks}`,
    pace: (pace) => `lectura cada ${pace}`,
    paused: "en pausa, no se recoge nada",
    resumed: "se recoge de nuevo",
    same: "ajustes guardados como estaban",
  },
  pt: {
    on: (networks) => `em ${networks}`,
    pace: (pace) => `leitura a cada ${pace}`,
    paused: "pausado, nada é coletado",
    resumed: "coletado de novo",
    same: "configurações salvas como estavam",
  },
  ja: {
    on: (networks) => `対象: ${networks}`,
    pace: (pace) => `読み取り間隔: ${pace}`,
    paused: "一時停止中（収集しません）",
    resumed: "収集を再開しました",
    same: "設定は変更なしで保存されました",
  },
});
