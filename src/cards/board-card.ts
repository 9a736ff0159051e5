import type { Board } from "../model/board.ts";
import type { SharedDisclosure } from "../model/disclosure.ts";
import { counted, figure, growth } from "../model/figure.ts";
import type { Language } from "../model/language.ts";
import { inLastPeriod, lastPeriod } from "../model/period.ts";
import { comparable, type NetworkTotals, type Totals } from "../model/reader.ts";
import { subjectName } from "../model/subject.ts";
import type { Tracker } from "../model/tracker.ts";
import type { Card, Control, Fact, Part, Picture } from "./card.ts";
import { smallPrint } from "./note.ts";
import { sentimentLine } from "./sentiment-line.ts";
import { titleOf } from "./title.ts";
import { boardWords } from "./words/board.ts";
import { colon } from "./words/colon.ts";
import { controlWords } from "./words/controls.ts";

export interface BoardFacts {
  readonly board: Board;
  readonly tracker: Tracker;
  /** null while the first reading is under way, and where its tracker is gone. */
  readonly numbers: {
    readonly now: Totals;
    /** The same length of time just before. */
    readonly before: Totals;
    /** Posts in the last 60 minutes. */
    readonly lastHour: number;
    readonly networks: readonly (NetworkTotals & { readonly label: string })[];
    readonly picture: Picture | null;
    /** The period in some 18 steps. */
    readonly sparkline: string;
    readonly at: Date;
  } | null;
  readonly disclosure: SharedDisclosure | null;
}

/** Of its message, wherever it is posted from. */
export const boardName = ({ id }: Pick<Board, "id">): string => `board:${id}`;

/** The live message. What moves by itself at every look ("updated 14:02") is a time, so that equal numbers are an equal card but for it. */
export function boardCard({ board, tracker, numbers, disclosure }: BoardFacts, language: Language): Card {
  const words = boardWords[language];
  const name = subjectName(tracker.subject);
  const ended = board.endedAt !== null;
  const about = words.about(name, lastPeriod(board.periodMs, language));
  const title = titleOf(ended ? about : words.live(about));
  if (!numbers) {
    const said = ended ? words.gone : words.counting;
    return {
      title,
      tone: "neutral",
      summary: `${title}${colon[language]}${said}`,
      parts: [{ kind: "text", text: [said] }],
    };
  }
  const { now, lastHour, networks, picture, at } = numbers;
  const byPosts = [...networks].sort((a, b) => b.posts - a.posts);
  const observed = { disclosure, coverage: now.coverage, networks };
  return {
    title,
    tone: "neutral",
    moves: true,
    sparkline: numbers.sparkline,
    summary: words.summary(
      name,
      counted(now.posts, "post", language),
      inLastPeriod(board.periodMs, language),
      figure(lastHour, language),
    ),
    parts: [
      { kind: "facts", facts: factsOf(numbers, language) },
      ...(picture ? [{ kind: "picture" as const, picture }] : []),
      ...(byPosts.length > 0
        ? [{ kind: "text" as const, text: [byPosts.map((n) => `${n.label} ${figure(n.posts, language)}`).join(" · ")] }]
        : []),
      ...lineOf(sentimentLine(now.sentiment, language)),
      ...(ended ? [] : [controlsOf(board, tracker, language)]),
      ended
        ? smallPrint(observed, language, ...words.ended({ time: board.endedAt ?? at, style: "moment" }))
        : smallPrint(
            observed,
            language,
            ...words.updated({ time: at, style: "clock" }, { time: board.endsAt, style: "moment" }),
          ),
    ],
  };
}

const lineOf = (line: string | null): readonly Part[] => (line === null ? [] : [{ kind: "text", text: [line] }]);

function factsOf({ now, before, lastHour }: NonNullable<BoardFacts["numbers"]>, language: Language): readonly Fact[] {
  const words = boardWords[language];
  const fact = (label: string, value: number, change: string | null): Fact => ({
    label,
    value: figure(value, language),
    ...(change ? { change } : {}),
  });
  const compare = comparable(now, before);
  return [
    fact(words.posts, now.posts, compare ? growth(now.posts, before.posts, language) : null),
    fact(words.lastHour, lastHour, null),
    fact(words.engagement, now.engagement, compare ? growth(now.engagement, before.engagement, language) : null),
    ...(now.authors === null ? [] : [fact(words.people, now.authors, null)]),
  ];
}

function controlsOf(board: Board, tracker: Tracker, language: Language): Part {
  const controls: readonly Control[] = [
    { kind: "button", action: "chart", value: `${tracker.id}:7d`, label: controlWords[language].chart7d },
    { kind: "button", action: "live-stop", value: `${board.id}`, label: boardWords[language].stop },
  ];
  return { kind: "actions", controls };
}
