import { hourMs, minuteMs } from "../model/clock.ts";
import { refuse } from "../model/errors.ts";
import { readPeriod } from "../model/period.ts";
import { clockTime, readClockTime } from "../model/schedule.ts";
import { digestOptions } from "./digest-options.ts";
import type { Option, OptionWords } from "./option.ts";
import { word } from "./options.ts";

/** What ends something: `cap:off`. */
const none = "off";

/** "22:00-07:00", with whatever a phone makes of the "-". */
const hoursPattern =
  /^(\d{1,2}(?:[:.：h時](?:\d{2})?分?)?\s?(?:am|pm)?)\s?(?:-|–|—|~|〜|から|bis|to)\s?(\d{1,2}(?:[:.：h時](?:\d{2})?分?)?\s?(?:am|pm)?)$/iu;

const hours = (words: OptionWords): Option<{ readonly from: string; readonly to: string } | null> => ({
  ...words,
  form: "word",
  required: false,
  pattern: hoursPattern,
  parse: ([typed]) => {
    if (typed === undefined) return null;
    const match = hoursPattern.exec(typed.trim());
    const [from, to] = [readClockTime(match?.[1] ?? ""), readClockTime(match?.[2] ?? "")];
    const name = typed.slice(0, 40);
    if (!from || !to || clockTime(from) === clockTime(to))
      return refuse({
        en: `“${name}” is no time from–to. Write it like 22:00-07:00.`,
        de: `„${name}“ ist keine Zeit von–bis. Geschrieben wird sie wie 22:00-07:00.`,
        fr: `« ${name} » n’est pas une plage horaire. Écrivez-la comme 22:00-07:00.`,
        es: `«${name}» no es un horario de–a. Escríbelo como 22:00-07:00.`,
        pt: `“${name}” não é um horário de–até. Escreva como 22:00-07:00.`,
        ja: `「${name}」は時間帯ではありません。22:00-07:00 のように書いてください。`,
      });
    return { from: clockTime(from), to: clockTime(to) };
  },
});

/** How many alerts an hour at most can be asked for. */
const capMax = 100;

/** `cap:6/h`; `none` where there is to be no cap, null when left out. */
const cap = (words: OptionWords): Option<number | typeof none | null> => ({
  ...words,
  form: "key",
  required: false,
  parse: ([typed]) => {
    if (typed === undefined) return null;
    if (typed.toLowerCase() === none) return none;
    const perHour = Number(/^(\d{1,3})(?:\s?\/\s?(?:h|hour|std|時間?))?$/iu.exec(typed.trim())?.[1] ?? 0);
    if (perHour >= 1 && perHour <= capMax) return perHour;
    return refuse({
      en: `“cap” takes 1 to ${capMax} alerts an hour, e.g. cap:6/h, or cap:off.`,
      de: `„cap“ erwartet 1 bis ${capMax} Alarme pro Stunde, z. B. cap:6/h, oder cap:off.`,
      fr: `« cap » attend de 1 à ${capMax} alertes par heure, par ex. cap:6/h, ou cap:off.`,
      es: `«cap» admite de 1 a ${capMax} alertas por hora, p. ej. cap:6/h, o cap:off.`,
      pt: `“cap” aceita de 1 a ${capMax} alertas por hora, por ex. cap:6/h, ou cap:off.`,
      ja: `「cap」には1時間あたり 1 から ${capMax} までの数（例: cap:6/h）か cap:off を指定します。`,
    });
  },
});

/** `escalate:15m`; `none` where nobody is to be named, null when left out. */
const escalate = (words: OptionWords): Option<number | typeof none | null> => ({
  ...words,
  form: "key",
  required: false,
  parse: ([typed]) => {
    if (typed === undefined) return null;
    if (typed.toLowerCase() === none) return none;
    const read = readPeriod(typed);
    if (read && read.ms >= minuteMs && read.ms <= 24 * hourMs) return read.ms;
    return refuse({
      en: "“escalate” takes a time from 1m to 24h, e.g. escalate:15m, or escalate:off.",
      de: "„escalate“ erwartet eine Zeit von 1m bis 24h, z. B. escalate:15m, oder escalate:off.",
      fr: "« escalate » attend une durée de 1m à 24h, par ex. escalate:15m, ou escalate:off.",
      es: "«escalate» admite un tiempo de 1m a 24h, p. ej. escalate:15m, o escalate:off.",
      pt: "“escalate” aceita um tempo de 1m a 24h, por ex. escalate:15m, ou escalate:off.",
      ja: "「escalate」には 1m から 24h までの時間（例: escalate:15m）か escalate:off を指定します。",
    });
  },
});

/** One bare value behind `name:`; null when left out. */
const text = (words: OptionWords): Option<string | null> => ({
  ...words,
  form: "key",
  required: false,
  parse: ([typed]) => typed?.trim().slice(0, 80) || null,
});

export const quietOptions = {
  off: word(
    {
      names: { en: "off", de: "aus", fr: "off", es: "off", pt: "off", ja: "オフ" },
      help: {
        en: "No quiet hours any more",
        de: "Keine Ruhezeit mehr",
        fr: "Plus d’heures calmes",
        es: "Sin horas de silencio",
        pt: "Sem horário de silêncio",
        ja: "静かな時間帯をなくします",
      },
    },
    [none],
    {
      en: { off: "off" },
      de: { off: "aus" },
      fr: { off: "désactivé" },
      es: { off: "desactivado" },
      pt: { off: "desativado" },
      ja: { off: "オフ" },
    },
  ),
  hours: hours({
    names: { en: "hours", de: "ruhezeit", fr: "heures", es: "horas", pt: "horas", ja: "時間帯" },
    help: {
      en: "When it is quiet, by the clocks on your wall",
      de: "Wann Ruhe ist, nach den Uhren an der Wand",
      fr: "Quand c’est calme, à l’heure locale",
      es: "Cuándo hay silencio, según la hora local",
      pt: "Quando há silêncio, no horário local",
      ja: "静かにする時間帯（現地の時刻）",
    },
    example: "22:00-07:00",
  }),
  tz: digestOptions.tz,
  in: text({
    names: { en: "in", de: "in", fr: "dans", es: "en", pt: "em", ja: "送り先" },
    help: {
      en: "The channel that alerts go to meanwhile; else they come together afterwards",
      de: "Der Kanal, in den Alarme so lange gehen; sonst kommen sie danach zusammen",
      fr: "Le canal où vont alors les alertes ; sinon elles arrivent ensemble ensuite",
      es: "El canal al que van mientras las alertas; si no, llegan juntas después",
      pt: "O canal para onde vão os alertas; senão eles chegam juntos depois",
      ja: "そのあいだの送り先のチャンネル。なければ終わったあとにまとめて届けます",
    },
    example: "in:morning",
  }),
  cap: cap({
    names: { en: "cap", de: "grenze", fr: "plafond", es: "tope", pt: "limite", ja: "上限" },
    help: {
      en: "How many alerts an hour get a message of their own",
      de: "Wie viele Alarme pro Stunde eine eigene Nachricht bekommen",
      fr: "Combien d’alertes par heure ont leur propre message",
      es: "Cuántas alertas por hora tienen mensaje propio",
      pt: "Quantos alertas por hora têm mensagem própria",
      ja: "1時間に個別に投稿するアラートの数",
    },
    example: "cap:6/h",
  }),
  escalate: escalate({
    names: { en: "escalate", de: "nachhaken", fr: "relance", es: "insistir", pt: "insistir", ja: "再通知" },
    help: {
      en: "When an alert that nobody is on is said once more",
      de: "Wann ein Alarm noch einmal gemeldet wird, um den sich niemand kümmert",
      fr: "Quand redire une alerte dont personne ne s’occupe",
      es: "Cuándo avisar otra vez de una alerta de la que nadie se ocupa",
      pt: "Quando dizer de novo um alerta de que ninguém cuida",
      ja: "誰も対応していないアラートをもう一度知らせるまでの時間",
    },
    example: "escalate:15m",
  }),
  to: text({
    names: { en: "to", de: "an", fr: "à", es: "a", pt: "para", ja: "相手" },
    help: {
      en: "Who is named then: me, a person or a role; off for nobody",
      de: "Wer dann genannt wird: me, eine Person oder Rolle; off für niemanden",
      fr: "Qui est alors nommé : me, une personne ou un rôle ; off pour personne",
      es: "A quién se nombra entonces: me, una persona o un rol; off para nadie",
      pt: "Quem é citado então: me, uma pessoa ou um cargo; off para ninguém",
      ja: "知らせる相手: me、人またはロール。off で指定なし",
    },
    example: "to:me",
  }),
};
