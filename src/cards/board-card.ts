import type { Board } from "../model/board.ts";
import { counted, figure, growth } from "../model/figure.ts";
import { periodName } from "../model/period.ts";
import { comparable, type NetworkTotals, type Totals } from "../model/reader.ts";
import { subjectName } from "../model/subject.ts";
import type { Tracker } from "../model/tracker.ts";
import type { Card, Fact, Picture } from "./card.ts";
import { smallPrint } from "./note.ts";
import { titleOf } from "./title.ts";

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
  readonly disclosure: string | null;
}

/** The live message. What moves by itself at every look ("updated 14:02") is a time, so that equal numbers are an equal card but for it. */
export function boardCard({ board, tracker, numbers, disclosure }: BoardFacts): Card {
  const name = subjectName(tracker.subject);
  const ended = board.endedAt !== null;
  const title = titleOf(`${ended ? "" : "Live: "}${name}, last ${periodName(board.periodMs)}`);
  if (!numbers) {
    const said = ended ? "The live board has ended: this is not tracked here any more." : "Counting …";
    return { title, tone: "neutral", summary: `${title}: ${said}`, parts: [{ kind: "text", text: [said] }] };
  }
  const { now, before, lastHour, networks, picture, at } = numbers;
  const fact = (label: string, value: string, change: string | null): Fact => ({
    label,
    value,
    ...(change ? { change } : {}),
  });
  const compare = comparable(now, before);
  const facts: Fact[] = [
    fact("Posts", figure(now.posts), compare ? growth(now.posts, before.posts) : null),
    fact("Last hour", figure(lastHour), null),
    fact("Engagement", figure(now.engagement), compare ? growth(now.engagement, before.engagement) : null),
    ...(now.authors === null ? [] : [fact("People", figure(now.authors), null)]),
  ];
  const byPosts = [...networks].sort((a, b) => b.posts - a.posts);
  return {
    title,
    tone: "neutral",
    moves: true,
    sparkline: numbers.sparkline,
    summary: `${name}: ${counted(now.posts, "post")} in the last ${periodName(board.periodMs)}, ${figure(lastHour)} in the last hour.`,
    parts: [
      { kind: "facts", facts },
      ...(picture ? [{ kind: "picture" as const, picture }] : []),
      ...(byPosts.length > 0
        ? [{ kind: "text" as const, text: [byPosts.map((n) => `${n.label} ${figure(n.posts)}`).join(" · ")] }]
        : []),
      ...(ended
        ? []
        : [
            {
              kind: "actions" as const,
              controls: [
                { kind: "button" as const, action: "chart", value: `${tracker.id}:7d`, label: "Chart 7d" },
                { kind: "button" as const, action: "live-stop", value: `${board.id}`, label: "Stop board" },
              ],
            },
          ]),
      ended
        ? smallPrint({ disclosure, coverage: now.coverage, networks }, "ended ", {
            time: board.endedAt ?? at,
            style: "moment",
          })
        : smallPrint(
            { disclosure, coverage: now.coverage, networks },
            "live · updated ",
            { time: at, style: "clock" },
            " · ends ",
            { time: board.endsAt, style: "moment" },
          ),
    ],
  };
}
