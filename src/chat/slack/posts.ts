import type { PostItem } from "../../cards/card.ts";
import type { Language } from "../../model/language.ts";
import { wordsOf } from "../words.ts";
import type { Block, RichElement } from "./blocks.ts";
import { line, paragraph } from "./escape.ts";
import { linkOf, timeOf } from "./inline.ts";

const postCharactersMax = 400;
const nameCharactersMax = 80;

/** One post: who, where and when, then what they wrote as a quote. A sensitive one keeps its words to itself until it is opened. */
export function postOf(post: PostItem, language: Language): Block {
  const said = wordsOf[language];
  const byline: RichElement[] = [
    { type: "text", text: line(post.author ?? said.unknownAuthor, nameCharactersMax), style: { bold: true } },
    { type: "text", text: ` · ${line(post.network, nameCharactersMax)} · ` },
    timeOf(post.at, "relative"),
    ...(post.figures === "" ? [] : [{ type: "text" as const, text: ` · ${line(post.figures, nameCharactersMax)}` }]),
    ...openOf(post.url, said.open),
  ];
  const words: RichElement = post.sensitive
    ? { type: "text", text: said.sensitive, style: { italic: true } }
    : { type: "text", text: paragraph(post.text, postCharactersMax) };
  return {
    type: "rich_text",
    elements: [
      { type: "rich_text_section", elements: byline },
      { type: "rich_text_quote", elements: [words] },
    ],
  };
}

function openOf(url: string | null, label: string): RichElement[] {
  const link = url === null ? [] : linkOf(label, url, nameCharactersMax);
  return link[0]?.type === "link" ? [{ type: "text", text: " · " }, ...link] : [];
}
