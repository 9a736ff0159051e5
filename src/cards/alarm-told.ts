import type { Alarm } from "../model/alarm.ts";
import { hourMs, minuteMs } from "../model/clock.ts";
import { counted, figure, percentage, smallFigure } from "../model/figure.ts";
import type { Language } from "../model/language.ts";
import { periodName } from "../model/period.ts";
import type { Inline, PostItem } from "./card.ts";
import { alarmWords } from "./words/alarm.ts";
import { colon } from "./words/colon.ts";

/** What an alarm says of its kind. */
export interface AlarmTold {
  readonly headline: string;
  readonly why: readonly Inline[];
  /** What else is known of it. */
  readonly more?: string;
  /** For notifications: the headline with its figure. */
  readonly summary: string;
}

export function alarmTold(
  { alarm, post }: { readonly alarm: Alarm; readonly post: PostItem | null },
  name: string,
  language: Language,
): AlarmTold {
  const { facts: told } = alarm;
  const words = alarmWords[language];
  const isOver = alarm.endedAt !== null;
  switch (told.kind) {
    case "threshold": {
      const [limit, posts] = [figure(told.overPerHour, language), counted(told.lastHour, "post", language)];
      return isOver
        ? plain(words.backBelow(name, limit), words.highest(posts, figure(told.highest, language)), language)
        : plain(words.over(name, limit), words.lastHour(posts, limit), language);
    }
    case "silence":
      return silenceTold(alarm, told, name, language);
    case "viral": {
      const [usual, times] = [smallFigure(told.usual, language), timesOf(told.engagement, told.usual, language)];
      const moved = words.reactions(counted(told.engagement, "interaction", language));
      const compared = told.of === "author" ? words.ofAuthor(usual, times) : words.ofSubject(usual, times);
      return plain(words.viral(name), `${moved}${compared}`, language);
    }
    case "influencer": {
      const who = post?.author ? `@${post.author}` : words.somebody;
      return plain(
        words.influencer(name),
        words.joined(who, figure(told.followers, language), figure(told.days, language)),
        language,
      );
    }
    case "sentiment": {
      const share = words.share(percentage(told.now, language), percentage(told.usual, language));
      const headline = isOver ? words.feelsAsUsual(name) : words.negative(name);
      const posts = counted(told.read, "post", language);
      return {
        ...plain(headline, share, language),
        more: words.readIn(posts, periodName(told.hours * hourMs, language)),
      };
    }
    case "hashtag": {
      const people = counted(told.authors, "person", language);
      const beside = words.beside(figure(told.posts, language), figure(told.of, language), people);
      const rare = words.rareBefore(percentage(told.usual, language));
      return plain(words.hashtag(`#${told.tag}`, name), `${beside}${rare}`, language);
    }
    default:
      return told satisfies never;
  }
}

/** In one line, for a list that names its kind and subject by itself: "812 posts in the last hour; …". */
export const alarmLine = (alarm: Alarm, name: string, language: Language): string =>
  said(alarmTold({ alarm, post: null }, name, language).why);

const plain = (headline: string, why: string, language: Language): AlarmTold => ({
  headline,
  why: [{ bold: why }],
  summary: `${headline}${colon[language]}${why}`,
});

/** At least one stands for nothing, so that there is a figure. */
const timesOf = (value: number, usual: number, language: Language): string =>
  smallFigure(value / Math.max(usual, 1), language);

function silenceTold(
  { endedAt }: Alarm,
  told: Extract<Alarm["facts"], { kind: "silence" }>,
  name: string,
  language: Language,
): AlarmTold {
  const words = alarmWords[language];
  const since: Inline = { time: new Date(told.sinceMs), style: "moment" };
  if (endedAt) {
    const headline = words.heardAgain(name);
    const lengthMs = Math.max(minuteMs, Math.round((endedAt.getTime() - told.sinceMs) / minuteMs) * minuteMs);
    const why = words.silentFor(periodName(lengthMs, language), { time: endedAt, style: "moment" });
    return { headline, why, summary: `${headline}${colon[language]}${said(why)}` };
  }
  const headline = words.silent(name);
  const why = words.nothingSince(smallFigure(told.usualPerHour, language), since);
  const network = told.othersHeard ? words.networkFine : words.networkUnknown;
  return {
    headline,
    why,
    more: `${words.daysKnown(figure(told.days, language))} ${network}`,
    summary: `${headline}${colon[language]}${said(why)}`,
  };
}

/** For where there is no one's own zone. */
const said = (inlines: readonly Inline[]): string =>
  inlines
    .map((inline) => {
      if (typeof inline === "string") return inline;
      if ("bold" in inline) return inline.bold;
      return "time" in inline ? `${inline.time.toISOString().slice(11, 16)} UTC` : "";
    })
    .join("");
