import { type AlertKind, alertKinds } from "../model/alert-kind.ts";
import { mutedUntil, type RuleChange } from "../model/alert-rules.ts";
import { figure } from "../model/figure.ts";
import type { Language } from "../model/language.ts";
import { forever, type Tracker } from "../model/tracker.ts";
import type { Inline, Part } from "./card.ts";
import { kindNames } from "./words/alert-kinds.ts";
import { ruleWords } from "./words/alert-rules.ts";
import { colon } from "./words/colon.ts";
import { levelNames } from "./words/levels.ts";
import { listWords } from "./words/lists.ts";

/** Every kind of alert of a tracker, how it stands and what it tells; and who is pinged. */
export function rulesParts(tracker: Tracker, now: Date, language: Language): readonly Part[] {
  const words = ruleWords[language];
  const { ping } = tracker.rules;
  // No table: nobody could read what its last column says.
  const lines = alertKinds.flatMap((kind, i): Inline[] => [
    { bold: kindNames[language][kind] },
    `${colon[language]}${kindState(tracker, kind, now, language)} · ${words.what[kind]}${i < alertKinds.length - 1 ? "\n" : ""}`,
  ]);
  return [{ kind: "text", text: lines }, ...(ping ? [{ kind: "text" as const, text: [words.pings[ping.kind]] }] : [])];
}

/** "on", "off", "above 500 an hour", "muted until 14:10". */
function kindState({ alerts, rules }: Tracker, kind: AlertKind, now: Date, language: Language): string {
  const [words, levels, lists] = [ruleWords[language], levelNames[language], listWords[language]];
  if (!alerts || rules.off.includes(kind)) return levels.off;
  if (kind === "threshold" && rules.overPerHour === null) return words.noLimit;
  const until = mutedUntil(rules, kind);
  if (until && until > now)
    return until.getTime() === forever.getTime()
      ? lists.muted
      : lists.mutedUntil(`${until.toISOString().slice(0, 16).replace("T", " ")} UTC`);
  return kind === "threshold" ? words.above(figure(rules.overPerHour ?? 0, language)) : levels.on;
}

/** What was done to one rule, as a line of a card says it. `after`: the tracker by then. */
export function ruleSet(change: RuleChange, after: Tracker, language: Language): string {
  const words = ruleWords[language];
  const [names, levels] = [kindNames[language], levelNames[language]];
  switch (change.set) {
    case "kind":
      if (change.off) return words.of(names[change.kind], levels.off);
      return after.alerts ? words.of(names[change.kind], levels.on) : words.ofAllOff(names[change.kind]);
    case "overPerHour": {
      if (change.overPerHour === null) return words.of(names.threshold, levels.off);
      return words.of(names.threshold, words.above(figure(change.overPerHour, language)));
    }
    case "ping":
      return change.ping ? words.pings[change.ping.kind] : words.pingsNobody;
    default:
      return change satisfies never;
  }
}
