import type { PostItem } from "../../cards/card.ts";
import type { Words } from "../words.ts";
import { type TextDisplay, textDisplay } from "./components.ts";
import { markdownLine, markdownParagraph } from "./escape.ts";
import { linkOf, timeOf } from "./inline.ts";

const postCharactersMax = 400;
const nameCharactersMax = 80;

export interface PostLook {
  readonly words: Words;
  /** Sensitive words may be shown, behind a spoiler. */
  readonly isAgeRestricted: boolean;
}

/** One post: who, where and when, then what they wrote as a quote. */
export function postOf(post: PostItem, look: PostLook): TextDisplay {
  const byline = [
    `**${markdownLine(post.author ?? look.words.unknownAuthor, nameCharactersMax)}**`,
    markdownLine(post.network, nameCharactersMax),
    timeOf(post.at, "relative"),
    ...(post.figures === "" ? [] : [markdownLine(post.figures, nameCharactersMax)]),
    ...openOf(post.url, look.words.open),
  ].join(" · ");
  return textDisplay(`${byline}\n${quoteOf(post, look)}`);
}

function quoteOf({ sensitive, text }: PostItem, { words, isAgeRestricted }: PostLook): string {
  if (sensitive && !isAgeRestricted) return `> ${words.sensitive}`;
  const lines = markdownParagraph(text, postCharactersMax).split("\n");
  return lines.map((line) => `> ${sensitive ? spoilerOf(line) : line}`).join("\n");
}

/** Line by line, since a spoiler is read before a quote's marks are; "||" has no escape that counts inside of one. */
const spoilerOf = (line: string): string => (line.trim() === "" ? line : `||${line.replaceAll("\\|", "∣")}||`);

function openOf(url: string | null, label: string): string[] {
  const link = url === null ? "" : linkOf(label, url, Number.POSITIVE_INFINITY);
  return link.startsWith("[") ? [link] : [];
}
