import type { SharedDisclosure } from "../model/disclosure.ts";
import { counted, figure } from "../model/figure.ts";
import type { Language } from "../model/language.ts";
import { lastPeriod } from "../model/period.ts";
import { sentiments } from "../model/post.ts";
import type { PostLine } from "../model/reader.ts";
import { subjectName } from "../model/subject.ts";
import type { Tracker } from "../model/tracker.ts";
import type { Card, Control } from "./card.ts";
import { disclosing, smallPrint } from "./note.ts";
import { postItem } from "./post-item.ts";
import { titleOf } from "./title.ts";
import { feelingNames } from "./words/feelings.ts";
import { topWords } from "./words/top.ts";

export interface TopPosts {
  readonly tracker: Tracker;
  readonly periodMs: number;
  readonly posts: readonly PostLine[];
  /** Of the networks, by their names. */
  readonly labels: ReadonlyMap<string, string>;
  /** What alone was asked for, each by its name. */
  readonly only: readonly string[];
  /** Of how many posts, the newest, the workspace's own lists are sought at most; null where none is asked for. */
  readonly listsOf: number | null;
  readonly disclosure: SharedDisclosure | null;
}

/** What moved people most, each with how it is read, and a menu to say that it is read wrongly. */
export function topPostsCard(top: TopPosts, language: Language): Card {
  const { tracker, posts, listsOf, disclosure } = top;
  const words = topWords[language];
  const title = titleOf(titleIn(top, language));
  if (posts.length === 0)
    return {
      title,
      tone: "quiet",
      summary: words.noPosts,
      parts: [{ kind: "text", text: [words.noPosts] }, ...disclosing(disclosure, language)],
    };
  const items = posts.map((post) => postItem(post, top.labels, language));
  const [first] = items;
  return {
    title,
    tone: "neutral",
    summary: `${title}: ${[first?.author && `@${first.author}`, first?.figures].filter(Boolean).join(", ")}`,
    parts: [
      { kind: "posts", posts: items },
      ...correctable(tracker, posts, language),
      smallPrint(
        { disclosure },
        language,
        [...(listsOf === null ? [] : [words.lists(counted(listsOf, "post", language))]), words.feelingsRead].join(
          " · ",
        ),
      ),
    ],
  };
}

function titleIn({ tracker, periodMs, only }: TopPosts, language: Language): string {
  const words = topWords[language];
  const about = words.topPosts(subjectName(tracker.subject), lastPeriod(periodMs, language));
  return only.length > 0 ? words.which(about, only.join(", ")) : about;
}

/** What each post could be instead; those that nobody is known to have written cannot be corrected. */
function correctable(tracker: Tracker, posts: readonly PostLine[], language: Language) {
  const words = topWords[language];
  const choices = posts.flatMap(({ key, author, sentiment }, i) =>
    author === null
      ? []
      : sentiments
          .filter((other) => other !== sentiment)
          .map((other) => ({
            label: words.rather(figure(i + 1, language), `@${author}`, feelingNames[language][other]),
            value: `${tracker.id}:${key}-${other}`,
          })),
  );
  const control: Control = { kind: "menu", action: "correct", label: words.readWrongly, choices };
  return choices.length > 0 ? [{ kind: "actions" as const, controls: [control] }] : [];
}
