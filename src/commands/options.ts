import { linkRefusals } from "../cards/words/link.ts";
import { minuteMs } from "../model/clock.ts";
import { linkCodePattern, readLinkCode } from "../model/link-code.ts";
import { type Period, readPeriod } from "../model/period.ts";
import type { Place } from "../model/place.ts";
import { type Subject, subjectName } from "../model/subject.ts";
import type { Services } from "../services.ts";
import { readSubject } from "../text/subject.ts";
import { type Option, refuse } from "./option.ts";

/** The kinds of options that commands are made of. */

export const subject = (help: string): Option<Subject> => ({
  help,
  form: "tags",
  required: true,
  parse: (typed) => {
    if (typed.length > 1) {
      const [first, second] = typed.map((tag) => shorten(tag));
      refuse(`One at a time, please: send it for ${first} first, then again for ${second}.`);
    }
    return readSubject(typed[0] ?? "");
  },
});

/** What one command may be about at most. */
const subjectsMax = 5;

/** One or several, each once. */
export const subjects = (help: string): Option<readonly Subject[]> => ({
  help,
  form: "tags",
  required: true,
  parse: (typed) => {
    if (typed.length > subjectsMax) refuse(`At most ${subjectsMax} at a time, please; those were ${typed.length}.`);
    const read = (typed.length === 0 ? [""] : typed).map(readSubject);
    return read.filter((s, i) => read.findIndex((t) => t.kind === s.kind && t.key === s.key) === i);
  },
});

export const optionalSubject = (help: string): Option<Subject | null> => {
  const needed = subject(help);
  return { ...needed, required: false, parse: (typed) => (typed.length === 0 ? null : needed.parse(typed)) };
};

/** A subject that this channel tracks already. */
export const trackedSubject = (help: string): Option<Subject> => ({ ...subject(help), suggest: subjectsHere });

export const optionalTracked = (help: string): Option<Subject | null> => ({
  ...optionalSubject(help),
  suggest: subjectsHere,
});

async function subjectsHere({ channel }: Place, services: Services): Promise<readonly string[]> {
  const trackers = await services.tenant(channel.workspace).trackers.list(channel);
  return trackers.map(({ subject }) => subjectName(subject));
}

/** One word out of `choices`; null when left out. */
export const word = <const C extends readonly string[]>(help: string, choices: C): Option<C[number] | null> => ({
  help,
  form: "word",
  required: false,
  choices,
  parse: ([typed]) =>
    typed === undefined
      ? null
      : (choices.find((c) => c === typed.toLowerCase()) ?? refuse(`Choose one of ${choices.join(", ")}.`)),
});

/** What somebody made and another types, such as "K7QFM-2MXDR"; null when left out. */
export const linkCode = (help: string): Option<string | null> => ({
  help,
  form: "word",
  required: false,
  pattern: linkCodePattern,
  parse: ([typed]) => (typed === undefined ? null : (readLinkCode(typed) ?? refuse(linkRefusals.wrong.en))),
});

/** `name:value` out of `choices`. */
export const choice = <const C extends readonly string[]>(help: string, choices: C): Option<C[number] | null> => ({
  ...word(help, choices),
  form: "key",
});

/** A bare length of time such as "24h" or "7d". */
export const period = (help: string, fallback: Period, max: Period): Option<Period> => ({
  help,
  form: "period",
  required: false,
  parse: ([typed]) => (typed === undefined ? fallback : readLimited(typed, max)),
});

/** `name:24h`. */
export const span = (help: string, fallback: Period, max: Period): Option<Period> => ({
  ...period(help, fallback, max),
  form: "key",
});

/** `every:15m`; null when left out. A minute at least. */
export const pace = (help: string): Option<Period | null> => ({
  help,
  form: "key",
  required: false,
  parse: ([typed]) => {
    if (typed === undefined) return null;
    const read = readPeriod(typed);
    if (!read || read.ms < minuteMs || read.ms > 24 * 60 * minuteMs)
      refuse("“every” takes a time from 1m to 24h, e.g. every:15m.");
    return read;
  },
});

/** `name:a,b`; [] when left out. */
export const names = (help: string): Option<readonly string[]> => ({
  help,
  form: "key",
  required: false,
  parse: (typed) => [...new Set(typed.flatMap((part) => part.toLowerCase().split(",")).filter(Boolean))],
});

function readLimited(typed: string, max: Period): Period {
  const read = readPeriod(typed);
  if (!read) return refuse(`“${shorten(typed)}” is not a period. Write it like 24h, 7d or 4w.`);
  return read.ms <= max.ms ? read : refuse(`That is longer than I can look: at most ${max.text}.`);
}

const shorten = (text: string): string => (text.length > 40 ? `${text.slice(0, 40)}…` : text);
