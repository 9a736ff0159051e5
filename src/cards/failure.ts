import { inEvery, type Language } from "../model/language.ts";
import type { Card, Inline } from "./card.ts";

/** What we cannot do as asked: what happened, why, and what to type next. For the asker only. */
export const refusal = (hint: string, language: Language): Card => ({
  title: words[language].refused,
  tone: "quiet",
  summary: hint,
  parts: [{ kind: "text", text: [hint] }],
});

/** Our own fault; the log carries the same reference. */
export const broken = (reference: string, language: Language): Card => ({
  title: words[language].broken,
  tone: "quiet",
  summary: words[language].brokenSummary(reference),
  parts: [{ kind: "text", text: words[language].brokenText({ code: reference }) }],
});

export const slowDown = (waitMs: number, language: Language): Card =>
  refusal(words[language].slowDown(Math.max(1, Math.ceil(waitMs / 1000))), language);

const words = inEvery({
  en: {
    refused: "That did not work",
    broken: "Something broke on our side",
    brokenSummary: (reference: string) => `Something broke on our side (reference ${reference}).`,
    brokenText: (reference: Inline): readonly Inline[] => [
      "Nothing of yours is lost. If it happens again, tell whoever runs Groundswell this reference: ",
      reference,
      ".",
    ],
    slowDown: (seconds: number) =>
      `That was a lot at once, so I stopped reading for a moment. Nothing that was done before is lost; send your next command in ${seconds} s.`,
  },
  de: {
    refused: "Das hat nicht geklappt",
    broken: "Bei uns ist etwas schiefgegangen",
    brokenSummary: (reference) => `Bei uns ist etwas schiefgegangen (Referenz ${reference}).`,
    brokenText: (reference) => [
      "Es ist nichts verloren. Falls es wieder passiert, hilft diese Referenz denen, die Groundswell betreiben: ",
      reference,
      ".",
    ],
    slowDown: (seconds) =>
      `Das war viel auf einmal, darum gibt es eine kurze Lesepause. Was vorher geschah, ist nicht verloren; der nächste Befehl geht in ${seconds} s.`,
  },
  fr: {
    refused: "Cela n’a pas fonctionné",
    broken: "Un problème est survenu de notre côté",
    brokenSummary: (reference) => `Un problème est survenu de notre côté (référence ${reference}).`,
    brokenText: (reference) => [
      "Rien n’est perdu. Si cela se reproduit, transmettez cette référence à la personne qui gère Groundswell : ",
      reference,
      ".",
    ],
    slowDown: (seconds) =>
      `Cela fait beaucoup d’un coup, j’ai donc arrêté de lire un instant. Rien de ce qui a été fait n’est perdu ; envoyez la prochaine commande dans ${seconds} s.`,
  },
  es: {
    refused: "No ha funcionado",
    broken: "Algo falló de nuestro lado",
    brokenSummary: (reference) => `Algo falló de nuestro lado (referencia ${reference}).`,
    brokenText: (reference) => [
      "No se ha perdido nada. Si vuelve a ocurrir, pasa esta referencia a quien administra Groundswell: ",
      reference,
      ".",
    ],
    slowDown: (seconds) =>
      `Eso fue mucho de una vez, así que dejé de leer un momento. No se pierde nada de lo hecho antes; envía el próximo comando en ${seconds} s.`,
  },
  pt: {
    refused: "Não deu certo",
    broken: "Algo falhou do nosso lado",
    brokenSummary: (reference) => `Algo falhou do nosso lado (referência ${reference}).`,
    brokenText: (reference) => [
      "Nada foi perdido. Se acontecer de novo, passe esta referência a quem administra o Groundswell: ",
      reference,
      ".",
    ],
    slowDown: (seconds) =>
      `Foi muita coisa de uma vez, então parei de ler por um momento. Nada do que já foi feito se perde; envie o próximo comando em ${seconds} s.`,
  },
  ja: {
    refused: "うまくいきませんでした",
    broken: "こちら側で問題が発生しました",
    brokenSummary: (reference) => `こちら側で問題が発生しました（参照番号 ${reference}）。`,
    brokenText: (reference) => [
      "データは失われていません。再び起きた場合は、この参照番号を Groundswell の管理者にお伝えください: ",
      reference,
    ],
    slowDown: (seconds) =>
      `一度に多くの操作があったため、読み取りを一時停止しました。それまでの操作は失われていません。次のコマンドは ${seconds} 秒後に送ってください。`,
  },
});
