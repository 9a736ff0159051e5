import { readPing } from "../cards/ping.ts";
import { kindNames } from "../cards/words/alert-kinds.ts";
import { levelNames } from "../cards/words/levels.ts";
import { alertKinds } from "../model/alert-kind.ts";
import type { Ping } from "../model/alert-rules.ts";
import { refuse } from "../model/errors.ts";
import { type Language, type Told, told } from "../model/language.ts";
import { sensitivities } from "../model/tracker.ts";
import type { Option, OptionWords } from "./option.ts";
import { optionalTracked, tagNames, word } from "./options.ts";

export const levels = [...sensitivities, "on", "off"] as const;
export type Level = (typeof levels)[number];

const testNames: Told = { en: "test", de: "test", fr: "test", es: "prueba", pt: "teste", ja: "テスト" };
export const wordsIn = (language: Language) => ({ ...levelNames[language], test: testNames[language] });

const overMax = 1_000_000;
const overPattern = /^[>＞]\s*(\d[\d., {2}]{0,11})\s*(?:\/\s*h)?$/iu;

/** A number of posts an hour such as ">500/h"; null when left out. */
const overAnHour = (words: OptionWords): Option<number | null> => ({
  ...words,
  form: "word",
  required: false,
  pattern: /^[>＞]/u,
  parse: ([typed]) => {
    if (typed === undefined) return null;
    const [, digits = ""] = overPattern.exec(typed.normalize("NFKC")) ?? [];
    const limit = Number(digits.replaceAll(/\D/gu, ""));
    return limit > 0 && limit <= overMax ? limit : refuse(noNumber(typed.slice(0, 40)));
  },
});

const nobodyNames: Told = { en: "off", de: "aus", fr: "désactivé", es: "desactivado", pt: "desativado", ja: "オフ" };
const isNobody = (typed: string): boolean =>
  [...Object.values(nobodyNames), "none"].includes(typed.normalize("NFKC").toLowerCase());

/** `ping:@role`, `ping:me`, `ping:off`; null when left out. */
const ping = (words: OptionWords): Option<Ping | "me" | "off" | null> => ({
  ...words,
  form: "key",
  required: false,
  parse: ([typed]) => {
    if (typed === undefined) return null;
    if (isNobody(typed)) return "off";
    return typed.toLowerCase() === "me" ? "me" : (readPing(typed) ?? refuse(nobodySuch(typed.slice(0, 40))));
  },
  suggest: async () => ["me", "off"],
});

const nobodySuch = (typed: string): Told => ({
  en: `“${typed}” names nobody I can ping. Write ping:me or ping:off, or name a role, a group or a person; in Slack by mentioning me: @Groundswell alerts #worldcup ping:@group`,
  de: `„${typed}“ nennt niemanden, der sich benachrichtigen lässt. Möglich sind ping:me, ping:off, eine Rolle, eine Gruppe oder eine Person; in Slack mit einer Erwähnung: @Groundswell alerts #worldcup ping:@gruppe`,
  fr: `« ${typed} » ne désigne personne que je puisse mentionner. Écrivez ping:me ou ping:off, ou nommez un rôle, un groupe ou une personne ; dans Slack en me mentionnant : @Groundswell alerts #worldcup ping:@groupe`,
  es: `«${typed}» no nombra a nadie a quien pueda mencionar. Escribe ping:me o ping:off, o nombra un rol, un grupo o una persona; en Slack mencionándome: @Groundswell alerts #worldcup ping:@grupo`,
  pt: `“${typed}” não indica ninguém que eu possa mencionar. Escreva ping:me ou ping:off, ou indique um cargo, um grupo ou uma pessoa; no Slack me mencionando: @Groundswell alerts #worldcup ping:@grupo`,
  ja: `「${typed}」にはメンションできません。ping:me、ping:off、またはロール・グループ・人を指定してください。Slack では @Groundswell alerts #worldcup ping:@グループ のようにメンションで送ってください。`,
});

const noNumber = (typed: string): Told => ({
  en: `“${typed}” is no number of posts an hour. Write it like >500/h, up to a million.`,
  de: `„${typed}“ ist keine Zahl von Beiträgen pro Stunde. Geschrieben wird sie wie >500/h, bis zu einer Million.`,
  fr: `« ${typed} » n’est pas un nombre de publications par heure. Écrivez-le comme >500/h, jusqu’à un million.`,
  es: `«${typed}» no es un número de publicaciones por hora. Escríbelo como >500/h, hasta un millón.`,
  pt: `“${typed}” não é um número de publicações por hora. Escreva como >500/h, até um milhão.`,
  ja: `「${typed}」は1時間あたりの件数ではありません。>500/h のように書いてください（最大100万）。`,
});

export const alertOptions = {
  tag: optionalTracked({
    names: tagNames,
    help: {
      en: "Only this hashtag",
      de: "Nur dieser Hashtag",
      fr: "Seulement ce hashtag",
      es: "Solo este hashtag",
      pt: "Só esta hashtag",
      ja: "このハッシュタグのみ",
    },
  }),
  level: word(
    {
      names: { en: "level", de: "stufe", fr: "niveau", es: "nivel", pt: "nível", ja: "レベル" },
      help: {
        en: "How easily its alerts fire; test sends one to look at",
        de: "Wie leicht seine Alarme ausgelöst werden; test schickt einen zum Ansehen",
        fr: "La facilité avec laquelle ses alertes se déclenchent ; test en envoie une pour voir",
        es: "Con qué facilidad saltan sus alertas; prueba envía una para verla",
        pt: "Com que facilidade seus alertas disparam; teste envia um para ver",
        ja: "アラートの感度。「テスト」で見本を送信します",
      },
    },
    [...levels, "test"],
    {
      en: wordsIn("en"),
      de: wordsIn("de"),
      fr: wordsIn("fr"),
      es: wordsIn("es"),
      pt: wordsIn("pt"),
      ja: wordsIn("ja"),
    },
  ),
  kind: word(
    {
      names: { en: "kind", de: "art", fr: "type", es: "tipo", pt: "tipo", ja: "種類" },
      help: {
        en: "Switch only this kind of alert on or off",
        de: "Nur diese Art von Alarm ein- oder ausschalten",
        fr: "Activer ou désactiver seulement ce type d’alerte",
        es: "Activar o desactivar solo este tipo de alerta",
        pt: "Ligar ou desligar só este tipo de alerta",
        ja: "この種類のアラートだけをオン・オフします",
      },
    },
    alertKinds,
    kindNames,
  ),
  over: overAnHour({
    names: { en: "over", de: "über", fr: "plus-de", es: "más-de", pt: "mais-de", ja: "超過" },
    help: {
      en: "Tell of more posts an hour than this, such as >500/h",
      de: "Meldet mehr Beiträge pro Stunde als diese, etwa >500/h",
      fr: "Signale plus de publications par heure que cela, comme >500/h",
      es: "Avisa de más publicaciones por hora que estas, como >500/h",
      pt: "Avisa de mais publicações por hora que isto, como >500/h",
      ja: "1時間の投稿数がこれを超えたら通知します（例: >500/h）",
    },
    example: ">500/h",
  }),
  ping: ping({
    names: { en: "ping", de: "ping", fr: "ping", es: "ping", pt: "ping", ja: "ping" },
    help: {
      en: "Whom a new alert pings: a role, a group, a person, me or off",
      de: "Wen ein neuer Alarm benachrichtigt: eine Rolle, Gruppe oder Person, me oder off",
      fr: "Qui une nouvelle alerte mentionne : un rôle, un groupe, une personne, me ou off",
      es: "A quién menciona una alerta nueva: un rol, un grupo, una persona, me u off",
      pt: "Quem um alerta novo menciona: um cargo, um grupo, uma pessoa, me ou off",
      ja: "新しいアラートのメンション先: ロール、グループ、人、me、off",
    },
    example: "ping:me",
  }),
};

export const whichTag: Told = told((language) => {
  const example = `/alerts #worldcup ${wordsIn(language).strict}`;
  const said = {
    en: `Which hashtag? For example: ${example}`,
    de: `Welcher Hashtag? Zum Beispiel: ${example}`,
    fr: `Quel hashtag ? Par exemple : ${example}`,
    es: `¿Qué hashtag? Por ejemplo: ${example}`,
    pt: `Qual hashtag? Por exemplo: ${example}`,
    ja: `どのハッシュタグですか？例: ${example}`,
  };
  return said[language];
});
