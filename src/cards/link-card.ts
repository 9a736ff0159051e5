import type { Language } from "../model/language.ts";
import type { Link, LinkName } from "../model/link.ts";
import type { Card, Control, Part } from "./card.ts";
import { titleOf } from "./title.ts";
import { linkWords } from "./words/link.ts";

/** Names that are the same in every language. */
const platforms = { slack: "Slack", discord: "Discord", playground: "Playground" } as const;

/** How a linked workspace is named, e.g. "Harbor (Slack)". Its own name is a stranger's text. */
export const linkName = ({ name, surface }: LinkName): string => `${name} (${platforms[surface]})`;

/** The whole command, so that it can be copied. */
const said = (...words: readonly string[]): Part => ({
  kind: "text",
  text: [{ code: ["/hashtag", ...words].join(" ") }],
});
const text = (...lines: readonly string[]): Part => ({ kind: "text", text: [lines.join("\n")] });
const quiet = (title: string, summary: string, parts: readonly Part[]): Card => ({
  title: titleOf(title),
  tone: "quiet",
  summary: `${title}${/[?？]$/u.test(title) ? "" : "."} ${summary}`,
  parts,
});

/** For whoever made it only. */
export function codeCard(code: string, language: Language): Card {
  const words = linkWords[language];
  return quiet(words.codeTitle, words.codeUse, [
    text(words.codeUse),
    said("link", code),
    text(words.codeNext),
    { kind: "note", text: [words.shares] },
  ]);
}

/** What is asked of whoever typed a code. */
export function offerCard({ id, other }: Link, language: Language): Card {
  const words = linkWords[language];
  const by = words.offerBy(other.who.name);
  return quiet(words.offerTitle(linkName(other)), by, [
    text(by),
    text(words.shares),
    { kind: "actions", controls: answers(id, language) },
  ]);
}

export function waitingCard({ other }: Link, language: Language): Card {
  const words = linkWords[language];
  const waiting = words.waiting(other.who.name);
  return quiet(words.waitingTitle(linkName(other)), waiting, [text(waiting)]);
}

/** What is asked of whoever made the code; `here`: whether the answer can be given where this is said. */
export function askedCard({ id, other }: Link, here: boolean, language: Language): Card {
  const words = linkWords[language];
  const by = words.askedBy(other.who.name);
  const answer: readonly Part[] = here
    ? [{ kind: "actions", controls: answers(id, language) }]
    : [text(words.answerThere), said("link")];
  return quiet(words.askedTitle(linkName(other)), by, [text(by), text(words.shares), ...answer]);
}

const answers = (id: number, language: Language): readonly Control[] => [
  { kind: "button", action: "link-confirm", value: `${id}`, label: linkWords[language].confirm, style: "primary" },
  { kind: "button", action: "unlink", value: `${id}`, label: linkWords[language].refuse },
];

export function linkedCard({ other }: Link, language: Language): Card {
  const words = linkWords[language];
  return {
    ...quiet(words.linkedTitle(linkName(other)), words.shares, [
      text(words.shares),
      { kind: "note", text: [words.toEnd, { code: "/hashtag unlink" }] },
    ]),
    tone: "good",
  };
}

/** Also of one that never came to be. */
export function endedCard({ other, state }: Link, language: Language): Card {
  const words = linkWords[language];
  const [title, what] =
    state === "linked" ? [words.endedTitle, words.ended] : ([words.notLinkedTitle, words.notLinked] as const);
  return quiet(title(linkName(other)), what, [text(what)]);
}

/** At most as many as there are controls in a row. */
export function linksCard(links: readonly Link[], language: Language): Card {
  const words = linkWords[language];
  const names = links.map(({ other }) => linkName(other));
  return quiet(words.listTitle, names.join(", "), [
    text(...names),
    {
      kind: "actions",
      controls: links.map(({ id, other }) => ({
        kind: "button" as const,
        action: "unlink",
        value: `${id}`,
        label: words.end(labelOf(other)),
        style: "danger" as const,
      })),
    },
  ]);
}

/** What fits on a button beside its verb. */
const labelCharactersMax = 30;

function labelOf({ name, surface }: LinkName): string {
  const characters = Array.from(name);
  const short = characters.length > labelCharactersMax ? `${characters.slice(0, labelCharactersMax).join("")}…` : name;
  return linkName({ name: short, surface });
}
