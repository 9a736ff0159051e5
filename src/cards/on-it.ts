import type { Acknowledgement, Incident } from "../model/incident.ts";
import type { Language } from "../model/language.ts";
import type { Echo } from "../model/link.ts";
import { forever } from "../model/tracker.ts";
import type { Card, Control, Inline } from "./card.ts";
import { linkName } from "./link-card.ts";
import { acknowledgeWords } from "./words/acknowledge.ts";

/** What an alert says of who sees to it, here and in linked workspaces. */

export const onItLine = ({ who, at }: Acknowledgement, language: Language): readonly Inline[] =>
  acknowledgeWords[language].isOnIt({ person: who }, { time: at, style: "clock" });

/** Whoever it was is nobody here, so they are a name and no person. */
export function echoLines({ from, acknowledged, muted }: Echo, language: Language): readonly (readonly Inline[])[] {
  const words = acknowledgeWords[language];
  const name = linkName(from);
  const until: Inline | null =
    muted && muted.until.getTime() !== forever.getTime() ? { time: muted.until, style: "moment" } : null;
  return [
    ...(acknowledged ? [words.elsewhere(acknowledged.by, name, { time: acknowledged.at, style: "clock" })] : []),
    ...(muted ? [words.muted(muted.by, name, until)] : []),
  ];
}

/** Nobody needs to be on what is over. */
export function onItControls({ id, acknowledged, endedAt }: Incident, language: Language): readonly Control[] {
  if (endedAt) return [];
  const words = acknowledgeWords[language];
  const [value, label] = acknowledged ? [`${id}:undo`, words.undo] : [`${id}`, words.button];
  return [{ kind: "button", action: "acknowledge", value, label }];
}

/** Said to whoever was not the first. */
export function takenCard({ who, at }: Acknowledgement, language: Language): Card {
  const { takenTitle, taken } = acknowledgeWords[language];
  return {
    title: takenTitle,
    tone: "quiet",
    summary: taken(who.name),
    parts: [{ kind: "text", text: onItLine({ who, at }, language) }],
  };
}
