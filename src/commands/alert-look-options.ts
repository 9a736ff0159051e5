import { refuse } from "../model/errors.ts";
import { readClockTime } from "../model/schedule.ts";
import type { Option, OptionWords } from "./option.ts";
import { word } from "./options.ts";

/** The number of an alert; null when left out. */
const alertNumber = (words: OptionWords): Option<number | null> => ({
  ...words,
  form: "word",
  required: false,
  pattern: /^\d{1,15}$/u,
  parse: ([typed]) =>
    typed === undefined ? null : /^\d{1,15}$/u.test(typed) ? Number(typed) : refuse(noNumber(typed)),
});

/** A time of day, and of which day. */
export interface MomentWish {
  /** A date such as "2026-11-20"; null = the last time that clocks showed it. */
  readonly date: string | null;
  /** So many days ago. */
  readonly daysAgo: number | null;
  readonly hour: number;
  readonly minute: number;
}

const dayWords = new Map([
  ...["today", "heute", "aujourd’hui", "aujourd'hui", "hoy", "hoje", "今日"].map((one) => [one, 0] as const),
  ...["yesterday", "gestern", "hier", "ayer", "ontem", "昨日"].map((one) => [one, 1] as const),
]);
const datePattern = /^\d{4}-\d{2}-\d{2}$/u;
const momentPattern = new RegExp(
  String.raw`^(?:\d{1,2}[:.：h時]\d{2}分?\s?(?:am|pm)?|\d{1,2}\s?(?:am|pm|h|時)|${datePattern.source.slice(1, -1)}|${[...dayWords.keys()].join("|")})$`,
  "iu",
);

/** "14:00", "yesterday 14:00", "2026-11-20 14:00"; null when left out. */
const moment = (words: OptionWords): Option<MomentWish | null> => ({
  ...words,
  form: "word",
  required: false,
  pattern: momentPattern,
  parse(typed) {
    if (typed.length === 0) return null;
    const said = typed.join(" ").normalize("NFKC").toLowerCase().split(/\s+/u).filter(Boolean);
    const date = said.find((one) => datePattern.test(one)) ?? null;
    const daysAgo = said.flatMap((one) => dayWords.get(one) ?? [])[0] ?? null;
    const clock = said.filter((one) => one !== date && !dayWords.has(one)).join(" ");
    const time = readClockTime(clock);
    const isDate = date === null || !Number.isNaN(Date.parse(date));
    return time && isDate ? { ...time, date, daysAgo } : refuse(noMoment(said.join(" ")));
  },
});

/** What may be asked of alerts beside how they are set. */
export const lookOptions = {
  look: word(
    {
      names: { en: "look", de: "einblick", fr: "regard", es: "mirada", pt: "olhar", ja: "確認" },
      help: {
        en: "Which alerts would have come, why one came, or why none did",
        de: "Welche Alarme gekommen wären, warum einer kam oder warum keiner",
        fr: "Quelles alertes seraient venues, pourquoi l’une est venue, ou aucune",
        es: "Qué alertas habrían llegado, por qué llegó una o por qué ninguna",
        pt: "Que alertas teriam vindo, por que um veio ou por que nenhum",
        ja: "届いていたはずのアラート、届いた理由、届かなかった理由",
      },
    },
    ["preview", "why", "why-not"],
    {
      en: { preview: "preview", why: "why", "why-not": "why-not" },
      de: { preview: "vorschau", why: "warum", "why-not": "warum-nicht" },
      fr: { preview: "aperçu", why: "pourquoi", "why-not": "pourquoi-pas" },
      es: { preview: "vista-previa", why: "porqué", "why-not": "porqué-no" },
      pt: { preview: "prévia", why: "porquê", "why-not": "porquê-não" },
      ja: { preview: "プレビュー", why: "理由", "why-not": "届かない理由" },
    },
  ),
  id: alertNumber({
    names: { en: "id", de: "nummer", fr: "numéro", es: "número", pt: "número", ja: "番号" },
    help: {
      en: "The number of the alert that why is about, as /alerts lists it",
      de: "Die Nummer des Alarms, um den es bei warum geht, wie /alerts sie zeigt",
      fr: "Le numéro de l’alerte pour pourquoi, tel que /alerts l’affiche",
      es: "El número de la alerta para porqué, como lo muestra /alerts",
      pt: "O número do alerta para porquê, como /alerts mostra",
      ja: "「理由」で調べるアラートの番号（/alerts に表示）",
    },
    example: "12",
  }),
  at: moment({
    names: { en: "at", de: "um", fr: "heure", es: "hora", pt: "hora", ja: "時刻" },
    help: {
      en: "The time that why-not is about, e.g. yesterday 14:00",
      de: "Die Zeit, um die es bei warum-nicht geht, z. B. gestern 14:00",
      fr: "Le moment pour pourquoi-pas, par ex. hier 14:00",
      es: "El momento para porqué-no, p. ej. ayer 14:00",
      pt: "O momento para porquê-não, por ex. ontem 14:00",
      ja: "「届かない理由」で調べる時刻（例: 昨日 14:00）",
    },
    example: "14:00",
  }),
};

const noNumber = (typed: string) => {
  const name = typed.slice(0, 40);
  return {
    en: `“${name}” is no number of an alert. /alerts lists them.`,
    de: `„${name}“ ist keine Nummer eines Alarms. /alerts zeigt sie.`,
    fr: `« ${name} » n’est pas un numéro d’alerte. /alerts les affiche.`,
    es: `«${name}» no es el número de una alerta. /alerts los muestra.`,
    pt: `“${name}” não é número de alerta. /alerts mostra os números.`,
    ja: `「${name}」はアラートの番号ではありません。番号は /alerts に表示されます。`,
  };
};

const noMoment = (typed: string) => {
  const name = typed.slice(0, 40);
  return {
    en: `“${name}” is no time. Write it like 14:00, yesterday 14:00 or 2026-11-20 14:00.`,
    de: `„${name}“ ist keine Zeit. Geschrieben wird sie wie 14:00, gestern 14:00 oder 2026-11-20 14:00.`,
    fr: `« ${name} » n’est pas un moment. Écrivez-le comme 14:00, hier 14:00 ou 2026-11-20 14:00.`,
    es: `«${name}» no es un momento. Escríbelo como 14:00, ayer 14:00 o 2026-11-20 14:00.`,
    pt: `“${name}” não é um momento. Escreva como 14:00, ontem 14:00 ou 2026-11-20 14:00.`,
    ja: `「${name}」は時刻として読めません。14:00、昨日 14:00、2026-11-20 14:00 のように書いてください。`,
  };
};
