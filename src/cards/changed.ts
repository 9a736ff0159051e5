import { inEvery, type Language } from "../model/language.ts";
import type { Person } from "../model/place.ts";
import { subjectName } from "../model/subject.ts";
import type { Sensitivity, Tracker } from "../model/tracker.ts";
import type { Card, Inline, Part } from "./card.ts";
import { titleOf } from "./title.ts";
import { colon } from "./words/colon.ts";
import { controlWords } from "./words/controls.ts";
import { levelNames } from "./words/levels.ts";

/** One public line saying who changed what, with Undo. */
export const changed = (tracker: Tracker, who: Person, what: string, undo: number, language: Language): Card => ({
  title: titleOf(`${subjectName(tracker.subject)}${colon[language]}${what}`),
  tone: "good",
  summary: words[language].summary(who.name, subjectName(tracker.subject), what),
  parts: [{ kind: "text", text: words[language].changedBy({ person: who }) }, undoable(undo, language)],
});

/** What only the person who did it needs to know. */
export const note = (title: string, said: string): Card => ({
  title: titleOf(title),
  tone: "good",
  summary: `${title}. ${said}`,
  parts: [{ kind: "text", text: [said] }],
});

/** Said where a tracker moved to. */
export const moved = (tracker: Tracker, who: Person, undo: number, language: Language): Card => ({
  ...changed(tracker, who, words[language].here, undo, language),
  parts: [
    { kind: "text", text: words[language].movedFrom({ channel: tracker.channel.id }, { person: who }) },
    undoable(undo, language),
  ],
});

/** What such a line becomes when it was taken back. */
export const takenBack = (title: string, who: Person, language: Language): Card => ({
  title: titleOf(title),
  tone: "neutral",
  summary: `${title} (${who.name}).`,
  parts: [{ kind: "text", text: words[language].takenBackBy({ person: who }) }],
});

const undoable = (undo: number, language: Language): Part => ({
  kind: "actions",
  controls: [{ kind: "button", action: "undo", value: `${undo}`, label: controlWords[language].undo }],
});

const words = inEvery({
  en: {
    summary: (who: string, name: string, what: string) => `${who} changed ${name}: ${what}.`,
    changedBy: (who: Inline): readonly Inline[] => ["Changed by ", who, "."],
    here: "tracked in this channel from now on",
    movedFrom: (from: Inline, who: Inline): readonly Inline[] => ["Moved here from ", from, " by ", who, "."],
    takenBackBy: (who: Inline): readonly Inline[] => ["Taken back by ", who, "."],
    alerts: (level: string) => `alerts ${level}`,
  },
  de: {
    summary: (who, name, what) => `${who} hat ${name} geändert: ${what}.`,
    changedBy: (who) => ["Geändert von ", who, "."],
    here: "wird ab jetzt in diesem Kanal verfolgt",
    movedFrom: (from, who) => ["Hierher verschoben aus ", from, " von ", who, "."],
    takenBackBy: (who) => ["Zurückgenommen von ", who, "."],
    alerts: (level) => `Alarme: ${level}`,
  },
  fr: {
    summary: (who, name, what) => `${who} a modifié ${name} : ${what}.`,
    changedBy: (who) => ["Modifié par ", who, "."],
    here: "désormais suivi dans ce canal",
    movedFrom: (from, who) => ["Déplacé ici depuis ", from, " par ", who, "."],
    takenBackBy: (who) => ["Annulé par ", who, "."],
    alerts: (level) => `alertes : ${level}`,
  },
  es: {
    summary: (who, name, what) => `${who} cambió ${name}: ${what}.`,
    changedBy: (who) => ["Cambiado por ", who, "."],
    here: "a partir de ahora se sigue en este canal",
    movedFrom: (from, who) => ["Traído aquí desde ", from, " por ", who, "."],
    takenBackBy: (who) => ["Deshecho por ", who, "."],
    alerts: (level) => `alertas: ${level}`,
  },
  pt: {
    summary: (who, name, what) => `${who} alterou ${name}: ${what}.`,
    changedBy: (who) => ["Alterado por ", who, "."],
    here: "acompanhado neste canal a partir de agora",
    movedFrom: (from, who) => ["Movido de ", from, " para cá por ", who, "."],
    takenBackBy: (who) => ["Desfeito por ", who, "."],
    alerts: (level) => `alertas: ${level}`,
  },
  ja: {
    summary: (who, name, what) => `${who} さんが ${name} を変更しました: ${what}`,
    changedBy: (who) => [who, " さんが変更しました。"],
    here: "今後はこのチャンネルで追跡します",
    movedFrom: (from, who) => [who, " さんが ", from, " からここへ移動しました。"],
    takenBackBy: (who) => [who, " さんが取り消しました。"],
    alerts: (level) => `アラート: ${level}`,
  },
});

/** What was done to a live board that was stopped. */
export const boardEnded = inEvery({
  en: "live board ended",
  de: "Live-Board beendet",
  fr: "tableau en direct arrêté",
  es: "panel en vivo terminado",
  pt: "painel ao vivo encerrado",
  ja: "ライブボードを終了しました",
});

/** What was done to alerts whose level is another now. */
export const alertsSet = (level: Sensitivity | "off", language: Language): string =>
  words[language].alerts(levelNames[language][level]);
