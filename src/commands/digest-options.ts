import { weekdayCalled } from "../model/day.ts";
import { quietWays } from "../model/digest.ts";
import { refuse } from "../model/errors.ts";
import type { Language } from "../model/language.ts";
import { clockPattern, readClockTime, type Schedule } from "../model/schedule.ts";
import type { Subject } from "../model/subject.ts";
import { zoneCalled } from "../model/zone.ts";
import { typosBetween } from "../text/typos.ts";
import type { ChoiceNames, Option, OptionWords } from "./option.ts";
import { choice, optionalTrackedMany, tagNames, word } from "./options.ts";

export const weekdays = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"] as const;

const dayNames = (language: Language) =>
  Object.fromEntries(weekdays.map((day, i) => [day, weekdayCalled(i + 1, language)])) as Record<
    (typeof weekdays)[number],
    string
  >;
const weekdayNames: ChoiceNames<(typeof weekdays)[number]> = {
  en: dayNames("en"),
  de: dayNames("de"),
  fr: dayNames("fr"),
  es: dayNames("es"),
  pt: dayNames("pt"),
  ja: dayNames("ja"),
};

/** A time of day such as "09:00"; null when left out. */
const clock = (words: OptionWords): Option<Pick<Schedule, "hour" | "minute"> | null> => ({
  ...words,
  form: "word",
  required: false,
  pattern: clockPattern,
  parse: ([typed]) =>
    typed === undefined
      ? null
      : (readClockTime(typed) ??
        refuse({
          en: `“${typed.slice(0, 40)}” is no time of day. Write it like 09:00 or 5pm.`,
          de: `„${typed.slice(0, 40)}“ ist keine Uhrzeit. Geschrieben wird sie wie 09:00 oder 17h.`,
          fr: `« ${typed.slice(0, 40)} » n’est pas une heure. Écrivez-la comme 09:00 ou 17h.`,
          es: `«${typed.slice(0, 40)}» no es una hora. Escríbela como 09:00 o 17h.`,
          pt: `“${typed.slice(0, 40)}” não é um horário. Escreva como 09:00 ou 17h.`,
          ja: `「${typed.slice(0, 40)}」は時刻ではありません。09:00 や 17h のように書いてください。`,
        })),
});

/** `tz:Europe/Berlin`, or the city alone; null when left out. */
export const zone = (words: OptionWords): Option<string | null> => ({
  ...words,
  form: "key",
  required: false,
  parse: ([typed]) =>
    typed === undefined
      ? null
      : (zoneCalled(typed) ??
        refuse({
          en: `There is no time zone “${typed.slice(0, 40)}”. Write it like tz:Europe/Berlin.`,
          de: `Eine Zeitzone „${typed.slice(0, 40)}“ gibt es nicht. Geschrieben wird sie wie tz:Europe/Berlin.`,
          fr: `Il n’y a pas de fuseau « ${typed.slice(0, 40)} ». Écrivez-le comme tz:Europe/Berlin.`,
          es: `No existe la zona horaria «${typed.slice(0, 40)}». Escríbela como tz:Europe/Berlin.`,
          pt: `Não existe o fuso “${typed.slice(0, 40)}”. Escreva como tz:Europe/Berlin.`,
          ja: `「${typed.slice(0, 40)}」というタイムゾーンはありません。tz:Asia/Tokyo のように書いてください。`,
        })),
  suggest: async () => ["UTC", ...Intl.supportedValuesOf("timeZone")],
});

const fullDays = Object.values(weekdayNames.en).map((day) => day.toLowerCase());
const said = ["daily", "weekly", "preview", "off", ...weekdays, ...fullDays];

/** A word without "#" that is nearly one of the command's own is taken for that, not for a hashtag. */
function noTypos(typed: readonly string[]): void {
  for (const token of typed.filter((one) => /^[a-z]+$/iu.test(one))) {
    const near = said.find((word) => typosBetween(token.toLowerCase().slice(0, 32), word) <= (word.length > 4 ? 2 : 1));
    if (!near) continue;
    const name = token.slice(0, 40);
    refuse({
      en: `“${name}” means nothing for /digest. Did you mean ${near}? A hashtag is written #${name}.`,
      de: `„${name}“ ist bei /digest unbekannt. War ${near} gemeint? Ein Hashtag wird #${name} geschrieben.`,
      fr: `« ${name} » ne veut rien dire pour /digest. Vouliez-vous dire ${near} ? Un hashtag s’écrit #${name}.`,
      es: `«${name}» no significa nada para /digest. ¿Querías decir ${near}? Un hashtag se escribe #${name}.`,
      pt: `“${name}” não significa nada para /digest. Você quis dizer ${near}? Uma hashtag se escreve #${name}.`,
      ja: `/digest では「${name}」の意味がわかりません。${near} のことですか？ハッシュタグは #${name} と書きます。`,
    });
  }
}

const tags = (words: OptionWords): Option<readonly Subject[]> => {
  const tracked = optionalTrackedMany(words);
  return {
    ...tracked,
    parse(typed) {
      noTypos(typed);
      return tracked.parse(typed);
    },
  };
};

export const digestOptions = {
  tag: tags({
    names: tagNames,
    help: {
      en: "Only these hashtags",
      de: "Nur diese Hashtags",
      fr: "Seulement ces hashtags",
      es: "Solo estos hashtags",
      pt: "Só estas hashtags",
      ja: "このハッシュタグのみ",
    },
  }),
  every: word(
    {
      names: { en: "every", de: "takt", fr: "rythme", es: "cada", pt: "cada", ja: "頻度" },
      help: {
        en: "How often it comes",
        de: "Wie oft sie kommt",
        fr: "À quelle fréquence il arrive",
        es: "Con qué frecuencia llega",
        pt: "Com que frequência chega",
        ja: "届ける頻度",
      },
    },
    ["daily", "weekly"],
    {
      en: { daily: "daily", weekly: "weekly" },
      de: { daily: "täglich", weekly: "wöchentlich" },
      fr: { daily: "quotidien", weekly: "hebdomadaire" },
      es: { daily: "diario", weekly: "semanal" },
      pt: { daily: "diário", weekly: "semanal" },
      ja: { daily: "毎日", weekly: "毎週" },
    },
  ),
  day: word(
    {
      names: { en: "day", de: "tag", fr: "jour", es: "día", pt: "dia", ja: "曜日" },
      help: {
        en: "On which day a weekly one comes",
        de: "An welchem Tag eine wöchentliche kommt",
        fr: "Quel jour arrive un résumé hebdomadaire",
        es: "Qué día llega uno semanal",
        pt: "Em que dia chega um semanal",
        ja: "毎週届ける曜日",
      },
    },
    weekdays,
    weekdayNames,
  ),
  at: clock({
    names: { en: "at", de: "um", fr: "heure", es: "hora", pt: "hora", ja: "時刻" },
    help: {
      en: "At what time of day",
      de: "Zu welcher Uhrzeit",
      fr: "À quelle heure",
      es: "A qué hora",
      pt: "A que horas",
      ja: "届ける時刻を指定",
    },
    example: "09:00",
  }),
  tz: zone({
    names: { en: "tz", de: "zeitzone", fr: "fuseau", es: "zona", pt: "fuso", ja: "タイムゾーン" },
    help: {
      en: "By the clocks of which place, if not yours",
      de: "Nach den Uhren welches Ortes, wenn nicht der eigenen",
      fr: "À l’heure de quel lieu, si ce n’est la vôtre",
      es: "Con la hora de qué lugar, si no es la tuya",
      pt: "No horário de que lugar, se não for o seu",
      ja: "どの地域の時刻か（省略時は自分の地域）",
    },
    example: "tz:Europe/Berlin",
  }),
  quiet: choice(
    {
      names: { en: "quiet", de: "ruhig", fr: "calme", es: "calma", pt: "calmo", ja: "静かな時" },
      help: {
        en: "What is sent where nothing stands out",
        de: "Was kommt, wenn nichts auffällt",
        fr: "Ce qui est envoyé si rien ne ressort",
        es: "Qué se envía si nada destaca",
        pt: "O que é enviado se nada se destaca",
        ja: "目立った動きがないときの送り方",
      },
    },
    quietWays,
    {
      en: { line: "one line", skip: "nothing" },
      de: { line: "eine Zeile", skip: "nichts" },
      fr: { line: "une ligne", skip: "rien" },
      es: { line: "una línea", skip: "nada" },
      pt: { line: "uma linha", skip: "nada" },
      ja: { line: "1行", skip: "送らない" },
    },
  ),
  do: word(
    {
      names: { en: "do", de: "aktion", fr: "action", es: "acción", pt: "ação", ja: "操作" },
      help: {
        en: "Look at it first, have it now, or end it",
        de: "Erst ansehen, sofort haben oder beenden",
        fr: "Le voir d’abord, l’avoir tout de suite ou l’arrêter",
        es: "Verlo antes, tenerlo ahora o terminarlo",
        pt: "Ver antes, receber agora ou encerrar",
        ja: "先に確認、今すぐ表示、または終了",
      },
    },
    ["preview", "now", "off"],
    {
      en: { preview: "preview", now: "now", off: "off" },
      de: { preview: "vorschau", now: "jetzt", off: "aus" },
      fr: { preview: "aperçu", now: "maintenant", off: "arrêt" },
      es: { preview: "vista-previa", now: "ahora", off: "parar" },
      pt: { preview: "prévia", now: "agora", off: "parar" },
      ja: { preview: "プレビュー", now: "今すぐ", off: "終了" },
    },
  ),
};
