import { inEvery, type Language } from "../model/language.ts";
import type { Person } from "../model/place.ts";
import { subjectName } from "../model/subject.ts";
import type { Tracker } from "../model/tracker.ts";
import type { Card, Inline } from "./card.ts";
import { titleOf } from "./title.ts";
import { alertState } from "./trackers-card.ts";

/** Comes the way alerts come, so that people see whether they do. It has no figures: none would be true. */
export function testAlertCard(
  { tracker, who, now }: { readonly tracker: Tracker; readonly who: Person; readonly now: Date },
  language: Language,
): Card {
  const words = testWords[language];
  const title = titleOf(words.title(subjectName(tracker.subject)));
  const isSilent = !tracker.alerts || (tracker.mutedUntil !== null && tracker.mutedUntil > now);
  return {
    title,
    tone: "alert",
    summary: `${title}. ${words.nothing}`,
    parts: [
      { kind: "text", text: [{ bold: words.nothing }, ` ${words.would}`] },
      {
        kind: "text",
        text: [
          isSilent ? words.silent(alertState(tracker, now, language)) : words.set(alertState(tracker, now, language)),
        ],
      },
      { kind: "note", text: words.askedBy({ person: who }) },
    ],
  };
}

const testWords = inEvery({
  en: {
    title: (name: string) => `Test alert for ${name}`,
    nothing: "Nothing happened.",
    would:
      "A real alert comes to this channel the same way. If nobody noticed this one, look at the channel’s notifications.",
    set: (state: string) => `Alerts are set to: ${state}.`,
    silent: (state: string) => `But a real one would not come now: ${state}.`,
    askedBy: (who: Inline): readonly Inline[] => ["asked for by ", who],
  },
  de: {
    title: (name) => `Testalarm für ${name}`,
    nothing: "Es ist nichts passiert.",
    would:
      "Ein echter Alarm kommt auf demselben Weg in diesen Kanal. Hat ihn niemand bemerkt, hilft ein Blick in die Benachrichtigungen des Kanals.",
    set: (state) => `Alarme sind eingestellt auf: ${state}.`,
    silent: (state) => `Ein echter käme jetzt aber nicht: ${state}.`,
    askedBy: (who) => ["angefordert von ", who],
  },
  fr: {
    title: (name) => `Alerte de test pour ${name}`,
    nothing: "Il ne s’est rien passé.",
    would:
      "Une vraie alerte arrive dans ce canal de la même façon. Si personne n’a remarqué celle-ci, regardez les notifications du canal.",
    set: (state) => `Réglage des alertes : ${state}.`,
    silent: (state) => `Mais une vraie ne viendrait pas en ce moment : ${state}.`,
    askedBy: (who) => ["demandée par ", who],
  },
  es: {
    title: (name) => `Alerta de prueba de ${name}`,
    nothing: "No ha pasado nada.",
    would:
      "Una alerta real llega a este canal de la misma manera. Si nadie ha notado esta, revisa las notificaciones del canal.",
    set: (state) => `Ajuste de las alertas: ${state}.`,
    silent: (state) => `Pero una real no llegaría ahora: ${state}.`,
    askedBy: (who) => ["pedida por ", who],
  },
  pt: {
    title: (name) => `Alerta de teste de ${name}`,
    nothing: "Não aconteceu nada.",
    would:
      "Um alerta de verdade chega a este canal do mesmo jeito. Se ninguém percebeu este, veja as notificações do canal.",
    set: (state) => `Ajuste dos alertas: ${state}.`,
    silent: (state) => `Mas um de verdade não viria agora: ${state}.`,
    askedBy: (who) => ["pedido por ", who],
  },
  ja: {
    title: (name) => `${name} のテストアラート`,
    nothing: "実際には何も起きていません。",
    would:
      "本物のアラートも同じようにこのチャンネルに届きます。誰も気づかなかった場合は、チャンネルの通知設定を確認してください。",
    set: (state) => `アラートの設定: ${state}`,
    silent: (state) => `ただし今は本物のアラートは届きません: ${state}`,
    askedBy: (who) => [who, " さんの依頼"],
  },
});
