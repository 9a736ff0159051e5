import { inEvery, type Language } from "../model/language.ts";
import { subjectName } from "../model/subject.ts";
import type { Tracker } from "../model/tracker.ts";
import type { Card, Inline } from "./card.ts";
import { titleOf } from "./title.ts";

/** The last line of a tracker whose end has come. */
export function endedTracking(tracker: Tracker, at: Date, language: Language): Card {
  const words = endedWords[language];
  const title = titleOf(words.ended(subjectName(tracker.subject)));
  return {
    title,
    tone: "neutral",
    summary: title,
    parts: [
      { kind: "text", text: words.why({ time: at, style: "moment" }) },
      {
        kind: "actions",
        controls: [{ kind: "button", action: "keep", value: `${tracker.id}`, label: words.keep, style: "primary" }],
      },
    ],
  };
}

const endedWords = inEvery({
  en: {
    ended: (name: string) => `Tracking ${name} has ended`,
    why: (at: Inline): readonly Inline[] => ["Its end was set to ", at, ". Nothing more is collected; what was stays."],
    keep: "Keep tracking",
  },
  de: {
    ended: (name) => `${name} wird nicht mehr verfolgt`,
    why: (at) => ["Als Ende war gesetzt: ", at, ". Es wird nichts mehr gesammelt; was da ist, bleibt."],
    keep: "Weiter verfolgen",
  },
  fr: {
    ended: (name) => `Le suivi de ${name} est terminé`,
    why: (at) => ["Sa fin était fixée au ", at, ". Plus rien n’est collecté ; ce qui existe reste."],
    keep: "Continuer le suivi",
  },
  es: {
    ended: (name) => `El seguimiento de ${name} ha terminado`,
    why: (at) => ["Su fin estaba fijado para ", at, ". Ya no se recoge nada; lo que hay se conserva."],
    keep: "Seguir",
  },
  pt: {
    ended: (name) => `O acompanhamento de ${name} terminou`,
    why: (at) => ["O fim estava marcado para ", at, ". Nada mais é coletado; o que já existe fica."],
    keep: "Continuar",
  },
  ja: {
    ended: (name) => `${name} の追跡期間が終わりました`,
    why: (at) => ["設定された終了日時: ", at, "。これ以上は収集しません。これまでのデータは残ります。"],
    keep: "追跡を続ける",
  },
});

/** What was done to a tracker that goes on. */
export const trackingGoesOn = inEvery({
  en: "tracked on, without an end",
  de: "wird weiter verfolgt, ohne Ende",
  fr: "suivi sans date de fin",
  es: "se sigue sin fecha de fin",
  pt: "acompanhamento sem data de fim",
  ja: "終了日なしで追跡を続けます",
});

/** What was done to a tracker that has another end. */
export const trackedUntil = (day: string, language: Language): string => trackedWords[language](day);

const trackedWords = inEvery({
  en: (day: string) => `tracked until ${day}`,
  de: (day) => `wird bis ${day} verfolgt`,
  fr: (day) => `suivi jusqu’au ${day}`,
  es: (day) => `se sigue hasta el ${day}`,
  pt: (day) => `acompanhamento até ${day}`,
  ja: (day) => `${day} まで追跡します`,
});
