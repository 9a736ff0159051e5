import type { SharedDisclosure } from "../model/disclosure.ts";
import { counted, figure, listed } from "../model/figure.ts";
import type { Language } from "../model/language.ts";
import type { PostLine } from "../model/reader.ts";
import type { Relay } from "../model/relay.ts";
import { subjectName } from "../model/subject.ts";
import type { Tracker } from "../model/tracker.ts";
import { type Card, type Control, commandAction, type Part } from "./card.ts";
import { disclosing, smallPrint } from "./note.ts";
import { postItem } from "./post-item.ts";
import { titleOf } from "./title.ts";
import { relayWords } from "./words/relay.ts";

export interface RelayFacts {
  readonly relay: Relay;
  readonly tracker: Tracker;
  readonly disclosure: SharedDisclosure | null;
}

export interface RelayedPosts extends RelayFacts {
  readonly posts: readonly PostLine[];
  /** On which other networks a post was said too, by its key. */
  readonly also: ReadonlyMap<number, readonly string[]>;
  /** Of the networks, by their names. */
  readonly labels: ReadonlyMap<string, string>;
}

/** Of the message in whose thread posts come, wherever it is posted from. */
export const relayName = ({ id }: Pick<Relay, "id">): string => `relay:${id}`;

/** Which posts come. */
export const relayedWhat = ({ mode, maxPerHour }: Relay, language: Language): string =>
  relayWords[language].what[mode](figure(maxPerHour, language));

export const stopRelay = ({ id }: Pick<Relay, "id">, language: Language): Control => ({
  kind: "button",
  action: "relay-stop",
  value: `${id}`,
  label: relayWords[language].stop,
});

/** The message in whose thread posts come. */
export function relayCard(
  { relay, tracker, disclosure }: RelayFacts,
  language: Language,
  end: "stopped" | "untracked" = "stopped",
): Card {
  const words = relayWords[language];
  const name = subjectName(tracker.subject);
  if (relay.stoppedAt) {
    const title = words.ended(name);
    return {
      title: titleOf(title),
      tone: "quiet",
      summary: title,
      moves: true,
      parts: [{ kind: "text", text: [words[end]] }, ...disclosing(disclosure, language)],
    };
  }
  const title = words.following(name, relayedWhat(relay, language));
  return {
    title: titleOf(title),
    tone: "good",
    summary: title,
    moves: true,
    parts: [
      { kind: "text", text: [`${words.below} `, ...words.by({ person: relay.createdBy })] },
      {
        kind: "actions",
        controls: [stopRelay(relay, language)],
      },
      smallPrint({ disclosure }, language, ...words.goesOn({ code: `/untrack ${name}` })),
    ],
  };
}

/** Some posts, in that thread. */
export function relayPostsCard(
  { relay: { mode }, tracker, posts, also, labels, disclosure }: RelayedPosts,
  language: Language,
): Card {
  const words = relayWords[language];
  const title = words.posts[mode](subjectName(tracker.subject), counted(posts.length, "post", language));
  const items = posts.map((post) => {
    const item = postItem(post, labels, language);
    const others = (also.get(post.key) ?? []).map((network) => labels.get(network) ?? network);
    const said = others.length > 0 ? words.also(listed(others, language)) : "";
    return { ...item, figures: [item.figures, said].filter(Boolean).join(" · ") };
  });
  const [first] = items;
  return {
    title: titleOf(title),
    tone: "neutral",
    summary: `${title} (${[first?.author && `@${first.author}`, first?.network].filter(Boolean).join(" · ")})`,
    parts: [{ kind: "posts", posts: items }, ...disclosing(disclosure, language)],
  };
}

/** What an hour had no room for, once it is over. */
export function relayMoreCard(
  {
    relay,
    tracker,
    disclosure,
    count,
    best,
    labels,
  }: RelayFacts & Pick<RelayedPosts, "labels"> & { readonly count: number; readonly best: PostLine | null },
  language: Language,
): Card {
  const words = relayWords[language];
  const name = subjectName(tracker.subject);
  const title = words.more(figure(count, language), name);
  const value = `/top ${name} 1h`;
  return {
    title: titleOf(title),
    tone: "quiet",
    summary: title,
    parts: [
      ...(best ? ([{ kind: "text", text: [words.room(figure(relay.maxPerHour, language))] }] as const) : []),
      ...(best ? [{ kind: "posts" as const, posts: [postItem(best, labels, language)] }] : []),
      ...looking(tracker, value, words.look),
      ...disclosing(disclosure, language),
    ],
  };
}

const valueCharactersMax = 80;

const looking = ({ subject }: Tracker, value: string, label: string): readonly Part[] =>
  subject.kind === "hashtag" && value.length <= valueCharactersMax
    ? [{ kind: "actions", controls: [{ kind: "button", action: commandAction, value, label }] }]
    : [];

/** What a list shows at most. */
const linesMax = 20;

/** What a channel follows. */
export function relaysCard(relays: readonly Pick<RelayFacts, "relay" | "tracker">[], language: Language): Card {
  const words = relayWords[language];
  const start = "/follow #worldcup";
  if (relays.length === 0)
    return {
      title: words.nothing,
      tone: "quiet",
      summary: `${words.nothing}. ${start}`,
      parts: [{ kind: "text", text: words.start({ code: start }) }],
    };
  const lines = relays
    .slice(0, linesMax)
    .map(({ relay, tracker }) => [subjectName(tracker.subject), relayedWhat(relay, language)] as const);
  return {
    title: words.here,
    tone: "neutral",
    summary: `${words.here}: ${lines.map(([name]) => name).join(", ")}`,
    parts: lines.map(([name, what]) => ({ kind: "text", text: [{ bold: name }, ` ${what}`] })),
  };
}
