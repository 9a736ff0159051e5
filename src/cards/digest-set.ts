import { weekdayCalled } from "../model/day.ts";
import type { Digest } from "../model/digest.ts";
import { listed } from "../model/figure.ts";
import type { Language } from "../model/language.ts";
import type { Person } from "../model/place.ts";
import { clockTime, type Schedule } from "../model/schedule.ts";
import { type Card, type Control, commandAction, type Inline, type Part } from "./card.ts";
import { titleOf } from "./title.ts";
import { colon } from "./words/colon.ts";
import { controlWords } from "./words/controls.ts";
import { digestSetWords } from "./words/digest-set.ts";

export interface DigestState {
  readonly digest: Digest;
  /** Names of the subjects it is about; null = all there are. */
  readonly subjects: readonly string[] | null;
  readonly next: Date;
}

/** "Daily digest at 09:00". */
export const digestName = (schedule: Schedule, language: Language): string => {
  const words = digestSetWords[language];
  const time = clockTime(schedule);
  return schedule.every === "day" ? words.daily(time) : words.weekly(weekdayCalled(schedule.weekday, language), time);
};

/** How it stands, for whoever asks. */
export const digestState = (state: DigestState, language: Language): Card => {
  const title = titleOf(digestName(state.digest.schedule, language));
  return {
    title,
    tone: "neutral",
    summary: title,
    parts: [
      { kind: "text", text: stateLine(state, language) },
      buttons(preview(language), stop(state.digest, language)),
    ],
  };
};

/** One public line saying what it is from now on, and what it was, with Undo. */
export const digestSet = (
  state: DigestState,
  { before, who, undo }: { readonly before: Digest | null; readonly who: Person; readonly undo: number },
  language: Language,
): Card => {
  const words = digestSetWords[language];
  const title = titleOf(digestName(state.digest.schedule, language));
  const was = before ? [" ", words.was(digestName(before.schedule, language))] : [];
  const taken: Control = { kind: "button", action: "undo", value: `${undo}`, label: controlWords[language].undo };
  return {
    title,
    tone: "good",
    summary: `${title} (${who.name}).`,
    parts: [
      { kind: "text", text: [...stateLine(state, language), ...was] },
      { kind: "text", text: words.setBy({ person: who }) },
      buttons(preview(language), taken, stop(state.digest, language)),
    ],
  };
};

export const digestStopped = ({ schedule }: Digest, who: Person, undo: number, language: Language): Card => {
  const words = digestSetWords[language];
  const taken: Control = { kind: "button", action: "undo", value: `${undo}`, label: controlWords[language].undo };
  return {
    title: words.stopped,
    tone: "good",
    summary: `${words.stopped} (${who.name}).`,
    parts: [
      { kind: "text", text: [words.was(digestName(schedule, language)), " ", ...words.stoppedBy({ person: who })] },
      buttons(taken),
    ],
  };
};

/** For whoever set it up, where it was stopped as its channel could not be used for long. `undo`: null where no button is heard. */
export const digestGivenUp = (
  { channel, isPersonal, schedule }: Digest,
  undo: number | null,
  language: Language,
): Card => {
  const words = digestSetWords[language];
  const taken: Control = { kind: "button", action: "undo", value: `${undo}`, label: controlWords[language].undo };
  const where = isPersonal ? [] : [{ channel: channel.id }, colon[language]];
  return {
    title: words.stopped,
    tone: "quiet",
    summary: `${words.stopped}${colon[language]}${words.givenUp}`,
    parts: [
      { kind: "text", text: [...where, words.givenUp, " ", words.was(digestName(schedule, language))] },
      ...(undo === null ? [] : [buttons(taken)]),
    ],
  };
};

/** For whoever set it up, where what it was to tell of is tracked no more. `isHeard`: whether a button is, in private. */
export const digestGone = (digest: Digest, isHeard: boolean, language: Language): Card => {
  const words = digestSetWords[language];
  const name = digestName(digest.schedule, language);
  const where = digest.isPersonal ? [] : [" (", { channel: digest.channel.id }, ")"];
  return {
    title: words.gone,
    tone: "quiet",
    summary: `${name}${colon[language]}${words.aboutGone}`,
    parts: [
      { kind: "text", text: [{ bold: name }, ...where, colon[language], words.aboutGone] },
      ...(isHeard ? [buttons(stop(digest, language))] : []),
    ],
  };
};

/** Where there is none yet. */
export const digestNone = (language: Language): Card => {
  const words = digestSetWords[language];
  const start = (value: string, label: string): Control => ({ kind: "button", action: commandAction, value, label });
  return {
    title: words.none,
    tone: "quiet",
    summary: words.none,
    parts: [
      { kind: "text", text: words.start({ code: "/digest daily 09:00" }) },
      buttons(
        start("/digest daily 09:00", words.at("09:00")),
        start("/digest weekly mon 09:00", words.on(weekdayCalled(1, language), "09:00")),
        preview(language),
      ),
    ],
  };
};

function stateLine({ digest, subjects, next }: DigestState, language: Language): readonly Inline[] {
  const words = digestSetWords[language];
  const all = digest.isPersonal ? words.aboutOwn : words.aboutAll;
  return [
    ...words.next({ time: next, style: "moment" }, digest.schedule.zone),
    subjects === null ? all : subjects.length === 0 ? words.aboutGone : words.about(listed(subjects, language)),
    " ",
    words[digest.quiet],
  ];
}

const buttons = (...controls: readonly Control[]): Part => ({ kind: "actions", controls });

const preview = (language: Language): Control => ({
  kind: "button",
  action: commandAction,
  value: "/digest preview",
  label: digestSetWords[language].preview,
});

/** Ends it. */
export const stop = ({ id }: Digest, language: Language): Control => ({
  kind: "button",
  action: "digest-stop",
  value: `${id}`,
  label: digestSetWords[language].stop,
});
