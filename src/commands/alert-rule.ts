import { ruleSet } from "../cards/alert-rules.ts";
import { changed } from "../cards/changed.ts";
import { readPing } from "../cards/ping.ts";
import { changeRules, type Ping, type RuleChange, takesBack } from "../model/alert-rules.ts";
import { refuse } from "../model/errors.ts";
import type { Told } from "../model/language.ts";
import type { Person, Place } from "../model/place.ts";
import type { Tracker } from "../model/tracker.ts";
import type { Reply, Services } from "../services.ts";
import type { alertOptions } from "./alert-options.ts";
import type { Call } from "./command.ts";

type AlertCall = Call<typeof alertOptions>;

/** The one rule that is to be set; null where none of them is named. */
export function ruleWished({ options, who, where }: AlertCall, tracker: Tracker): RuleChange | null {
  const { kind, level, over, ping } = options;
  if (ping !== null) {
    if (kind !== null || level !== null || over !== null) return refuse(oneAtATime);
    return { set: "ping", ping: ping === "off" ? null : pingable(ping, who, where) };
  }
  if (over !== null) {
    if ((kind !== null && kind !== "threshold") || (level !== null && level !== "on")) return refuse(oneAtATime);
    return { set: "overPerHour", overPerHour: over, off: false };
  }
  if (kind === null) return null;
  if (level !== "on" && level !== "off") return refuse(onOrOff);
  if (kind === "threshold" && level === "on" && tracker.rules.overPerHour === null) return refuse(howMany);
  return { set: "kind", kind, off: level === "off", mutedUntil: null };
}

/** Whom a surface can ping: Slack has groups, Discord has roles, and each its own names for people. */
function pingable(wished: Ping | "me", who: Person, { channel: { surface } }: Place): Ping {
  const ping = wished === "me" ? readPing(`<@${who.id}>`) : wished;
  const isSlacks = ping !== null && !/^\d/u.test(ping.id);
  if (!ping || surface === "playground" || isSlacks !== (surface === "slack")) return refuse(notHere);
  return ping;
}

const notHere: Told = {
  en: "Nobody can be pinged like that here.",
  de: "So lässt sich hier niemand benachrichtigen.",
  fr: "Personne ne peut être mentionné ainsi ici.",
  es: "Aquí no se puede mencionar a nadie de esa manera.",
  pt: "Aqui não dá para mencionar ninguém desse jeito.",
  ja: "ここではそのようにメンションできません。",
};

/** Sets it, says so to all, with Undo. */
export async function setRule(
  tracker: Tracker,
  change: RuleChange,
  { who }: Pick<AlertCall, "who">,
  services: Services,
): Promise<Reply> {
  const { trackers, changes } = services.tenant(tracker.channel.workspace);
  const after = await trackers.change(tracker.id, { rules: changeRules(tracker.rules, change) });
  const before = { ...takesBack(tracker.rules, change) };
  const { id } = await changes.record({ kind: "rules", who, about: tracker.id, before });
  return {
    visible: "channel",
    card: (language) => changed(after, who, ruleSet(change, after, language), id, language),
  };
}

const oneAtATime: Told = {
  en: "One rule at a time, please, such as /alerts #worldcup >500/h or /alerts #worldcup viral off",
  de: "Bitte eine Regel auf einmal, etwa /alerts #worldcup >500/h oder /alerts #worldcup viral off",
  fr: "Une règle à la fois, s’il vous plaît, comme /alerts #worldcup >500/h ou /alerts #worldcup viral off",
  es: "Una regla a la vez, por favor, como /alerts #worldcup >500/h o /alerts #worldcup viral off",
  pt: "Uma regra de cada vez, por favor, como /alerts #worldcup >500/h ou /alerts #worldcup viral off",
  ja: "ルールは1つずつ設定してください（例: /alerts #worldcup >500/h、/alerts #worldcup viral off）。",
};

const onOrOff: Told = {
  en: "A kind of alert is on or off: /alerts #worldcup viral off",
  de: "Eine Art von Alarm ist an oder aus: /alerts #worldcup viral off",
  fr: "Un type d’alerte est activé ou désactivé : /alerts #worldcup viral off",
  es: "Un tipo de alerta está activado o desactivado: /alerts #worldcup viral off",
  pt: "Um tipo de alerta fica ativado ou desativado: /alerts #worldcup viral off",
  ja: "アラートの種類はオンかオフです: /alerts #worldcup viral off",
};

const howMany: Told = {
  en: "From how many posts an hour on? For example: /alerts #worldcup >500/h",
  de: "Ab wie vielen Beiträgen pro Stunde? Zum Beispiel: /alerts #worldcup >500/h",
  fr: "À partir de combien de publications par heure ? Par exemple : /alerts #worldcup >500/h",
  es: "¿A partir de cuántas publicaciones por hora? Por ejemplo: /alerts #worldcup >500/h",
  pt: "A partir de quantas publicações por hora? Por exemplo: /alerts #worldcup >500/h",
  ja: "1時間に何件を超えたら通知しますか？例: /alerts #worldcup >500/h",
};
