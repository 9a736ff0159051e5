import { linkRefusals } from "../cards/words/link.ts";
import { minuteMs } from "../model/clock.ts";
import { refuse } from "../model/errors.ts";
import { inEvery, type Language } from "../model/language.ts";
import { linkCodePattern, readLinkCode } from "../model/link-code.ts";
import { type Period, readPeriod } from "../model/period.ts";
import type { Place } from "../model/place.ts";
import { type Subject, subjectName } from "../model/subject.ts";
import type { Services } from "../services.ts";
import { readSubject } from "../text/subject.ts";
import { type ChoiceNames, choiceName, choiceOf, type Option, type OptionWords } from "./option.ts";

/** The kinds of options that commands are made of. */

export const subject = (words: OptionWords): Option<Subject> => ({
  ...words,
  form: "tags",
  required: true,
  parse: (typed) => {
    if (typed.length > 1) {
      const [first = "", second = ""] = typed.map((tag) => shorten(tag));
      refuse({
        en: `One at a time, please: send it for ${first} first, then again for ${second}.`,
        de: `Bitte einzeln: zuerst für ${first} senden, dann noch einmal für ${second}.`,
        fr: `Un seul à la fois, s’il vous plaît : d’abord pour ${first}, puis de nouveau pour ${second}.`,
        es: `De uno en uno, por favor: envíalo primero para ${first} y luego otra vez para ${second}.`,
        pt: `Um de cada vez, por favor: envie primeiro para ${first} e depois de novo para ${second}.`,
        ja: `一度に1つずつお願いします。まず ${first}、次に ${second} で送ってください。`,
      });
    }
    return readSubject(typed[0] ?? "");
  },
});

/** What one command may be about at most. */
const subjectsMax = 5;

/** One or several, each once. */
export const subjects = (words: OptionWords): Option<readonly Subject[]> => ({
  ...words,
  form: "tags",
  required: true,
  parse: (typed) => {
    if (typed.length > subjectsMax)
      refuse({
        en: `At most ${subjectsMax} at a time, please; those were ${typed.length}.`,
        de: `Bitte höchstens ${subjectsMax} auf einmal; das waren ${typed.length}.`,
        fr: `${subjectsMax} à la fois au plus, s’il vous plaît ; il y en avait ${typed.length}.`,
        es: `Como mucho ${subjectsMax} a la vez, por favor; eran ${typed.length}.`,
        pt: `No máximo ${subjectsMax} de cada vez, por favor; eram ${typed.length}.`,
        ja: `一度に指定できるのは ${subjectsMax} 件までです（${typed.length} 件ありました）。`,
      });
    const read = (typed.length === 0 ? [""] : typed).map(readSubject);
    return read.filter((s, i) => read.findIndex((t) => t.kind === s.kind && t.key === s.key) === i);
  },
});

export const optionalSubject = (words: OptionWords): Option<Subject | null> => {
  const needed = subject(words);
  return { ...needed, required: false, parse: (typed) => (typed.length === 0 ? null : needed.parse(typed)) };
};

/** A subject that this channel tracks already. */
export const trackedSubject = (words: OptionWords): Option<Subject> => ({ ...subject(words), suggest: subjectsHere });

export const optionalTracked = (words: OptionWords): Option<Subject | null> => ({
  ...optionalSubject(words),
  suggest: subjectsHere,
});

/** Several that this channel tracks already; [] when left out. */
export const optionalTrackedMany = (words: OptionWords): Option<readonly Subject[]> => {
  const needed = subjects(words);
  return {
    ...needed,
    required: false,
    parse: (typed) => (typed.length === 0 ? [] : needed.parse(typed)),
    suggest: subjectsHere,
  };
};

/**
 * Those of this channel first. A Discord server's others follow: its channels are of one community. In a company's Slack what a
 * private channel follows is nobody else's business.
 */
async function subjectsHere({ channel }: Place, services: Services): Promise<readonly string[]> {
  const { trackers } = services.tenant(channel.workspace);
  const here = await trackers.list(channel);
  const others = channel.surface === "discord" ? await trackers.list() : [];
  return [...new Set([...here, ...others].map(({ subject }) => subjectName(subject)))];
}

/** One word out of `choices`; null when left out. */
export const word = <const C extends readonly string[]>(
  words: OptionWords,
  choices: C,
  choiceNames: ChoiceNames<C[number]>,
): Option<C[number] | null> => {
  const chosen = { choices, choiceNames: choiceNames as ChoiceNames };
  return {
    ...words,
    ...chosen,
    form: "word",
    required: false,
    parse: ([typed]) => {
      if (typed === undefined) return null;
      const list = (language: Language) => choices.map((value) => choiceName(chosen, value, language)).join(", ");
      return (
        choiceOf(chosen, typed) ??
        refuse({
          en: `Choose one of ${list("en")}.`,
          de: `Möglich sind: ${list("de")}.`,
          fr: `Choix possibles : ${list("fr")}.`,
          es: `Elige una de estas opciones: ${list("es")}.`,
          pt: `Escolha uma destas opções: ${list("pt")}.`,
          ja: `次から選んでください: ${list("ja")}`,
        })
      );
    },
  };
};

/** What was made in one workspace and is typed in another, such as "K7QFM-2MXDR"; null when left out. */
export const linkCode = (words: OptionWords): Option<string | null> => ({
  ...words,
  form: "word",
  required: false,
  pattern: linkCodePattern,
  parse: ([typed]) => (typed === undefined ? null : (readLinkCode(typed) ?? refuse(linkRefusals.wrong))),
});

/** `name:value` out of `choices`. */
export const choice = <const C extends readonly string[]>(
  words: OptionWords,
  choices: C,
  choiceNames: ChoiceNames<C[number]>,
): Option<C[number] | null> => ({
  ...word(words, choices, choiceNames),
  form: "key",
});

/** Of a period that is looked back over. */
export const howFarBack: OptionWords = {
  names: { en: "period", de: "zeitraum", fr: "période", es: "periodo", pt: "período", ja: "期間" },
  help: {
    en: "How far back",
    de: "Wie weit zurück",
    fr: "Jusqu’où remonter",
    es: "Hasta cuándo mirar atrás",
    pt: "Até onde olhar para trás",
    ja: "さかのぼる期間",
  },
};

/** A bare length of time such as "24h" or "7d". */
export const period = (words: OptionWords, fallback: Period, max: Period): Option<Period> => ({
  ...words,
  form: "period",
  required: false,
  parse: ([typed]) => (typed === undefined ? fallback : readLimited(typed, max)),
});

/** `name:24h`. */
export const span = (words: OptionWords, fallback: Period, max: Period): Option<Period> => ({
  ...period(words, fallback, max),
  form: "key",
});

/** `every:15m`; null when left out. A minute at least. */
export const pace = (words: OptionWords): Option<Period | null> => ({
  ...words,
  form: "key",
  required: false,
  parse: ([typed]) => {
    if (typed === undefined) return null;
    const read = readPeriod(typed);
    if (!read || read.ms < minuteMs || read.ms > 24 * 60 * minuteMs)
      refuse({
        en: "“every” takes a time from 1m to 24h, e.g. every:15m.",
        de: "„every“ erwartet eine Zeit von 1m bis 24h, z. B. every:15m.",
        fr: "« every » attend une durée de 1m à 24h, par ex. every:15m.",
        es: "«every» admite un tiempo de 1m a 24h, p. ej. every:15m.",
        pt: "“every” aceita um tempo de 1m a 24h, por ex. every:15m.",
        ja: "「every」には 1m から 24h までの時間を指定します（例: every:15m）。",
      });
    return read;
  },
});

/** `name:a,b`; [] when left out. */
export const names = (words: OptionWords): Option<readonly string[]> => ({
  ...words,
  form: "key",
  required: false,
  parse: (typed) => [...new Set(typed.flatMap((part) => part.toLowerCase().split(",")).filter(Boolean))],
});

function readLimited(typed: string, max: Period): Period {
  const read = readPeriod(typed);
  const name = shorten(typed);
  if (!read)
    return refuse({
      en: `“${name}” is not a period. Write it like 24h, 7d or 4w.`,
      de: `„${name}“ ist kein Zeitraum. Geschrieben wird er wie 24h, 7d oder 4w.`,
      fr: `« ${name} » n’est pas une période. Écrivez-la comme 24h, 7d ou 4w.`,
      es: `«${name}» no es un periodo. Escríbelo como 24h, 7d o 4w.`,
      pt: `“${name}” não é um período. Escreva como 24h, 7d ou 4w.`,
      ja: `「${name}」は期間ではありません。24h、7d、4w のように書いてください。`,
    });
  if (read.ms <= max.ms) return read;
  return refuse({
    en: `That is longer than I can look: at most ${max.text}.`,
    de: `So weit reicht der Blick nicht: höchstens ${max.text}.`,
    fr: `C’est plus long que ce que je peux voir : ${max.text} au plus.`,
    es: `Es más de lo que puedo mirar: como mucho ${max.text}.`,
    pt: `É mais do que consigo olhar: no máximo ${max.text}.`,
    ja: `指定できる期間は最長 ${max.text} です。`,
  });
}

const shorten = (text: string): string => (text.length > 40 ? `${text.slice(0, 40)}…` : text);

/** What a hashtag is called where it has a field of its own. */
export const tagNames = inEvery({
  en: "tag",
  de: "hashtag",
  fr: "hashtag",
  es: "hashtag",
  pt: "hashtag",
  ja: "ハッシュタグ",
});
