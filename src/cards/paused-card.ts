import { inEvery, type Language, type Told } from "../model/language.ts";
import type { Card, Inline } from "./card.ts";

/** For whoever set up what cannot be delivered any more: why, and what they can do. */
export const pausedCard = (channel: string, hint: Told, language: Language): Card => {
  const words = pausedWords[language];
  return {
    title: words.title,
    tone: "quiet",
    summary: words.summary(hint[language]),
    parts: [
      { kind: "text", text: words.text({ channel }, hint[language]) },
      { kind: "note", text: [words.again] },
    ],
  };
};

const pausedWords = inEvery({
  en: {
    title: "I cannot post where you asked me to",
    summary: (hint: string) => `Messages for a channel are paused: ${hint}`,
    text: (channel: Inline, hint: string): readonly Inline[] => ["In ", channel, ` messages are paused. ${hint}`],
    again: "I keep trying, and go on by myself once I can. Nothing is lost meanwhile.",
  },
  de: {
    title: "Im gewünschten Kanal kann nichts gepostet werden",
    summary: (hint) => `Nachrichten für einen Kanal sind angehalten: ${hint}`,
    text: (channel, hint) => ["In ", channel, ` sind Nachrichten angehalten. ${hint}`],
    again: "Es wird weiter versucht; sobald es geht, läuft alles von selbst weiter. Nichts geht verloren.",
  },
  fr: {
    title: "Je ne peux pas publier là où vous l’avez demandé",
    summary: (hint) => `Les messages d’un canal sont en pause : ${hint}`,
    text: (channel, hint) => ["Dans ", channel, `, les messages sont en pause. ${hint}`],
    again: "Je continue d’essayer et reprends dès que possible. Rien n’est perdu entre-temps.",
  },
  es: {
    title: "No puedo publicar donde me pediste",
    summary: (hint) => `Los mensajes de un canal están en pausa: ${hint}`,
    text: (channel, hint) => ["En ", channel, ` los mensajes están en pausa. ${hint}`],
    again: "Sigo intentándolo y continúo por mi cuenta en cuanto pueda. Mientras tanto no se pierde nada.",
  },
  pt: {
    title: "Não consigo publicar onde você pediu",
    summary: (hint) => `As mensagens de um canal estão em pausa: ${hint}`,
    text: (channel, hint) => ["Em ", channel, ` as mensagens estão em pausa. ${hint}`],
    again: "Continuo tentando e sigo sozinho assim que puder. Nada se perde nesse tempo.",
  },
  ja: {
    title: "指定のチャンネルに投稿できません",
    summary: (hint) => `チャンネルへのメッセージを一時停止しています: ${hint}`,
    text: (channel, hint) => [channel, ` へのメッセージを一時停止しています。${hint}`],
    again: "再試行を続け、可能になりしだい自動で再開します。その間のデータは失われません。",
  },
});
