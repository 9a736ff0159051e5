import type { Alarm } from "../model/alarm.ts";
import type { SharedDisclosure } from "../model/disclosure.ts";
import type { Language } from "../model/language.ts";
import type { Person } from "../model/place.ts";
import { subjectName } from "../model/subject.ts";
import type { Tracker } from "../model/tracker.ts";
import { alarmTold } from "./alarm-told.ts";
import type { Card, Control, Inline, PostItem } from "./card.ts";
import { smallPrint } from "./note.ts";
import { titleOf } from "./title.ts";
import { alarmWords } from "./words/alarm.ts";
import { alertWords } from "./words/alert.ts";
import { kindNames } from "./words/alert-kinds.ts";
import { controlWords } from "./words/controls.ts";

export interface AlarmCardFacts {
  readonly alarm: Alarm;
  readonly tracker: Tracker;
  /** The post it is about; null where it is about none, or where that is gone. */
  readonly post: PostItem | null;
  readonly disclosure: SharedDisclosure | null;
  /** Of its kind: until when, null = it was switched off. */
  readonly muted: { readonly until: Date | null; readonly who: Person; readonly undo: number } | null;
}

/** What one rule of a tracker told: the figure, why, and what it is about. */
export function alarmCard(facts: AlarmCardFacts, language: Language): Card {
  const { alarm, tracker, post, disclosure, muted } = facts;
  const words = alarmWords[language];
  const lasts = alarm.endedAt?.getTime() !== alarm.at.getTime();
  const { headline, why, more, summary } = alarmTold(facts, subjectName(tracker.subject), language);
  const noticed: Inline[] = [
    ...words.noticed({ time: alarm.at, style: "moment" }),
    ...(lasts && alarm.endedAt ? words.ended({ time: alarm.endedAt, style: "clock" }) : []),
  ];
  return {
    title: titleOf(headline),
    tone: lasts && alarm.endedAt ? "neutral" : "alert",
    moves: true,
    summary,
    parts: [
      { kind: "text", text: why },
      ...(more ? [{ kind: "text" as const, text: [more] }] : []),
      ...(post ? [{ kind: "posts" as const, posts: [post] }] : []),
      { kind: "text", text: noticed },
      ...(muted ? [{ kind: "text" as const, text: mutedLine(facts, muted, language) }] : []),
      { kind: "actions", controls: controlsOf(facts, language) },
      smallPrint(
        { disclosure },
        language,
        ...alertWords[language].rule(kindNames[language][alarm.kind], { person: tracker.createdBy }),
      ),
    ],
  };
}

function mutedLine(
  { alarm }: AlarmCardFacts,
  { until, who }: NonNullable<AlarmCardFacts["muted"]>,
  language: Language,
): readonly Inline[] {
  if (!until) return alarmWords[language].off({ person: who }, kindNames[language][alarm.kind]);
  return alertWords[language].mutedUntil({ person: who }, { time: until, style: "moment" });
}

function controlsOf({ alarm, muted }: AlarmCardFacts, language: Language): readonly Control[] {
  const [words, labels] = [alertWords[language], controlWords[language]];
  const chart: Control = {
    kind: "button",
    action: "chart",
    value: `${alarm.tracker}:24h`,
    label: labels.chart,
    style: "primary",
  };
  if (muted) return [chart, { kind: "button", action: "undo", value: `${muted.undo}`, label: labels.undo }];
  const choices = [
    { label: words.forHour, value: `${alarm.id}:1h` },
    { label: words.forHours, value: `${alarm.id}:8h` },
    { label: alarmWords[language].switchOff, value: `${alarm.id}:off` },
  ];
  return [chart, { kind: "menu", action: "mute-kind", label: words.mute, choices }];
}
