import { inEvery } from "../../model/language.ts";
import type { Inline } from "../card.ts";

/** Somebody is on it, here or in a linked workspace; `from` is that workspace, e.g. "Harbor (Slack)". */
export const acknowledgeWords = inEvery({
  en: {
    button: "On it",
    undo: "Undo “On it”",
    takenTitle: "Somebody is on it already",
    taken: (who: string) => `Somebody is on it already: ${who}`,
    isOnIt: (who: Inline, at: Inline): readonly Inline[] => [who, " has been on it since ", at, "."],
    elsewhere: (by: string, from: string, at: Inline): readonly Inline[] => [
      `Acknowledged by ${by} in ${from} at `,
      at,
      ".",
    ],
    muted: (by: string, from: string, until: Inline | null): readonly Inline[] =>
      until ? [`Muted in ${from} by ${by} until `, until, "."] : [`Muted in ${from} by ${by} for good.`],
  },
  de: {
    button: "Ich kümmere mich",
    undo: "„Ich kümmere mich“ zurücknehmen",
    takenTitle: "Darum kümmert sich schon jemand",
    taken: (who) => `Darum kümmert sich schon jemand: ${who}`,
    isOnIt: (who, at) => [who, " kümmert sich darum, seit ", at, "."],
    elsewhere: (by, from, at) => [`Übernommen von ${by} in ${from} um `, at, "."],
    muted: (by, from, until) =>
      until
        ? [`In ${from} stummgeschaltet von ${by} bis `, until, "."]
        : [`In ${from} dauerhaft stummgeschaltet von ${by}.`],
  },
  fr: {
    button: "Je m’en occupe",
    undo: "Annuler « Je m’en occupe »",
    takenTitle: "Quelqu’un s’en occupe déjà",
    taken: (who) => `Quelqu’un s’en occupe déjà : ${who}`,
    isOnIt: (who, at) => [who, " s’en occupe depuis ", at, "."],
    elsewhere: (by, from, at) => [`Pris en charge par ${by} dans ${from} à `, at, "."],
    muted: (by, from, until) =>
      until
        ? [`Mis en sourdine dans ${from} par ${by} jusqu’à `, until, "."]
        : [`Mis en sourdine dans ${from} par ${by} pour de bon.`],
  },
  es: {
    button: "Me encargo",
    undo: "Deshacer «Me encargo»",
    takenTitle: "Alguien ya se encarga",
    taken: (who) => `Alguien ya se encarga: ${who}`,
    isOnIt: (who, at) => [who, " se encarga desde las ", at, "."],
    elsewhere: (by, from, at) => [`${by} se encarga en ${from} desde las `, at, "."],
    muted: (by, from, until) =>
      until
        ? [`Silenciado en ${from} por ${by} hasta `, until, "."]
        : [`Silenciado en ${from} por ${by} de forma permanente.`],
  },
  pt: {
    button: "Eu cuido disso",
    undo: "Desfazer “Eu cuido disso”",
    takenTitle: "Alguém já está cuidando disso",
    taken: (who) => `Alguém já está cuidando disso: ${who}`,
    isOnIt: (who, at) => [who, " está cuidando disso desde ", at, "."],
    elsewhere: (by, from, at) => [`${by} está cuidando disso em ${from} desde `, at, "."],
    muted: (by, from, until) =>
      until
        ? [`Silenciado em ${from} por ${by} até `, until, "."]
        : [`Silenciado em ${from} por ${by} de forma permanente.`],
  },
  ja: {
    button: "対応します",
    undo: "「対応します」を取り消す",
    takenTitle: "すでに対応中です",
    taken: (who) => `すでに対応中です: ${who} さん`,
    isOnIt: (who, at) => [who, " さんが ", at, " から対応しています。"],
    elsewhere: (by, from, at) => [`${from} の ${by} さんが `, at, " に対応を始めました。"],
    muted: (by, from, until) =>
      until
        ? [`${from} で ${by} さんが `, until, " までミュートしています。"]
        : [`${from} で ${by} さんが無期限にミュートしています。`],
  },
});

/** Said to whoever presses too late. */
export const isOverAlready = inEvery({
  en: "That is over already; there is nothing left to be on.",
  de: "Das ist schon vorbei; es gibt nichts mehr zu tun.",
  fr: "C’est déjà terminé ; il n’y a plus rien à prendre en charge.",
  es: "Ya terminó; no queda nada de qué encargarse.",
  pt: "Isso já acabou; não há mais nada para cuidar.",
  ja: "すでに終息しています。対応することはありません。",
});
