import { counted } from "../model/figure.ts";
import type { Language } from "../model/language.ts";
import type { Peace } from "../model/peace.ts";
import { periodName } from "../model/period.ts";
import type { Channel, Person } from "../model/place.ts";
import { type Card, type Control, commandAction, type Form, type Inline, type Part } from "./card.ts";
import { titleOf } from "./title.ts";
import { controlWords } from "./words/controls.ts";
import { quietWords } from "./words/quiet.ts";

/** "Quiet from 22:00 to 07:00". */
export const quietName = ({ quiet }: Pick<Peace, "quiet">, language: Language): string =>
  quiet ? quietWords[language].hours(quiet.from, quiet.to) : quietWords[language].none;

/** How a channel hears of alerts, for whoever asks. */
export const quietState = (peace: Peace, language: Language): Card => stating(peace, [], [], language);

/** The same from now on, said to all, with Undo. */
export const quietSet = (
  peace: Peace,
  { who, undo }: { readonly who: Person; readonly undo: number },
  language: Language,
): Card => {
  const taken: Control = { kind: "button", action: "undo", value: `${undo}`, label: controlWords[language].undo };
  const by: Part = { kind: "text", text: quietWords[language].setBy({ person: who }) };
  return { ...stating(peace, [by], [taken], language), tone: "good" };
};

function stating(peace: Peace, more: readonly Part[], controls: readonly Control[], language: Language): Card {
  const words = quietWords[language];
  const title = titleOf(quietName(peace, language));
  const lines = [quietLine(peace, language), [capLine(peace, language)], escalateLine(peace, language)];
  const off: Control = { kind: "button", action: commandAction, value: "/quiet off", label: words.off };
  const change: Control = { kind: "button", action: "quiet", value: "1", label: words.change };
  return {
    title,
    tone: "neutral",
    summary: `${title}. ${capLine(peace, language)}`,
    parts: [
      ...lines.filter((line) => line.length > 0).map((text) => ({ kind: "text" as const, text })),
      ...more,
      { kind: "actions", controls: [change, ...controls, ...(peace.quiet ? [off] : [])] },
    ],
  };
}

function quietLine({ quiet }: Peace, language: Language): readonly Inline[] {
  const words = quietWords[language];
  if (!quiet) return [words.always];
  const meanwhile = quiet.instead === "morning" ? [words.morning] : words.elsewhere({ channel: quiet.instead });
  return [words.zone(quiet.zone), " ", ...meanwhile];
}

const capLine = ({ perHour }: Peace, language: Language): string =>
  perHour === null ? quietWords[language].noCap : quietWords[language].cap(counted(perHour, "alert", language));

function escalateLine({ escalateMs, escalateTo }: Peace, language: Language): readonly Inline[] {
  const words = quietWords[language];
  if (escalateMs === null) return [];
  const time = periodName(escalateMs, language);
  return escalateTo === null ? [words.unnamed(time)] : words.named(time, personOrName(escalateTo));
}

/** Somebody known, or a name alone: a role's or a group's. */
export const personOrName = (who: Person | string): Inline =>
  typeof who === "string" ? { bold: who } : { person: who };

/** The command as a form, filled in with how it stands. */
export const quietForm = ({ quiet, perHour, escalateMs }: Peace, channel: Channel, language: Language): Form => {
  const { form } = quietWords[language];
  const text = (name: string, label: string, value: string) =>
    ({ kind: "text", name, label, value, optional: true }) as const;
  const minutes = escalateMs === null ? "off" : `${Math.round(escalateMs / 60_000)}m`;
  const meanwhile = quiet && quiet.instead !== "morning" ? quiet.instead : channel.id;
  return {
    title: form.title,
    action: commandAction,
    value: "quiet",
    submit: controlWords[language].save,
    fields: [
      text("hours", form.hours, quiet ? `${quiet.from}-${quiet.to}` : ""),
      {
        kind: "suggested",
        name: "tz",
        label: form.zone,
        value: quiet?.zone ?? "",
        of: { command: "quiet", option: "tz" },
      },
      { kind: "channel", name: "in", label: form.where, value: meanwhile },
      text("cap", form.cap, perHour === null ? "off" : `${perHour}`),
      text("escalate", form.escalate, minutes),
    ],
  };
};
