import { counted, listed } from "../model/figure.ts";
import { inEvery, type Language } from "../model/language.ts";
import type { Sentiment } from "../model/post.ts";
import { type Topic, topicNames } from "../model/topic.ts";
import type { Card, Control } from "./card.ts";
import { codeName } from "./code-name.ts";
import { feelingNames } from "./words/feelings.ts";

export interface Analysis {
  /** With "#", as written. */
  readonly hashtags: readonly string[];
  readonly mentions: number;
  readonly links: number;
  /** What the models make of it; null where they know nothing. */
  readonly language: string | null;
  readonly sentiment: Sentiment | null;
  readonly topics: readonly Topic[];
}

/** As many as a row of controls has room for. */
const offeredMax = 5;

/** What a message of the chat holds for somebody who tracks hashtags. `offers` are those not tracked here yet. */
export const analysisCard = (analysis: Analysis, offers: readonly Control[], language: Language): Card => {
  const { hashtags, mentions, links } = analysis;
  const words = analysisWords[language];
  const read = readingOf(analysis, language);
  const found = hashtags.length === 0 ? words.none : words.found(listed(hashtags, language), hashtags.length === 1);
  const beside = [
    ...(mentions > 0 ? [counted(mentions, "mention", language)] : []),
    ...(links > 0 ? [counted(links, "link", language)] : []),
  ];
  return {
    title: words.title,
    tone: "quiet",
    summary: found,
    parts: [
      { kind: "text", text: [beside.length > 0 ? words.beside(found, listed(beside, language)) : found] },
      ...(read.length > 0 ? [{ kind: "text" as const, text: [words.read(read.join(" · "))] }] : []),
      ...(offers.length > 0 ? [{ kind: "actions" as const, controls: offers.slice(0, offeredMax) }] : []),
    ],
  };
};

const readingOf = ({ language: read, sentiment, topics }: Analysis, language: Language): readonly string[] => [
  ...(sentiment ? [feelingNames[language][sentiment]] : []),
  ...topics.map((topic) => topicNames[language][topic]),
  ...(read ? [codeName("language", read, language)] : []),
];

const analysisWords = inEvery({
  en: {
    title: "What that message is about",
    none: "There is no hashtag in that message.",
    found: (tags: string, one: boolean) => `That message has ${one ? "the hashtag" : "the hashtags"} ${tags}.`,
    beside: (found: string, more: string) => `${found} Beside it: ${more}.`,
    read: (what: string) => `Read as: ${what}`,
  },
  de: {
    title: "Worum es in der Nachricht geht",
    none: "In der Nachricht steht kein Hashtag.",
    found: (tags, one) => `In der Nachricht ${one ? "steht der Hashtag" : "stehen die Hashtags"} ${tags}.`,
    beside: (found, more) => `${found} Außerdem: ${more}.`,
    read: (what) => `Gelesen als: ${what}`,
  },
  fr: {
    title: "De quoi parle ce message",
    none: "Il n’y a pas de hashtag dans ce message.",
    found: (tags, one) => `Ce message contient ${one ? "le hashtag" : "les hashtags"} ${tags}.`,
    beside: (found, more) => `${found} Et aussi : ${more}.`,
    read: (what) => `Compris comme : ${what}`,
  },
  es: {
    title: "De qué trata ese mensaje",
    none: "No hay ningún hashtag en ese mensaje.",
    found: (tags, one) => `Ese mensaje tiene ${one ? "el hashtag" : "los hashtags"} ${tags}.`,
    beside: (found, more) => `${found} Además: ${more}.`,
    read: (what) => `Leído como: ${what}`,
  },
  pt: {
    title: "Do que trata a mensagem",
    none: "Não há hashtag nessa mensagem.",
    found: (tags, one) => `Essa mensagem tem ${one ? "a hashtag" : "as hashtags"} ${tags}.`,
    beside: (found, more) => `${found} Além disso: ${more}.`,
    read: (what) => `Lido como: ${what}`,
  },
  ja: {
    title: "このメッセージの内容",
    none: "このメッセージにハッシュタグはありません。",
    found: (tags) => `このメッセージのハッシュタグ: ${tags}`,
    beside: (found, more) => `${found}（ほかに ${more}）`,
    read: (what) => `読み取り結果: ${what}`,
  },
});
