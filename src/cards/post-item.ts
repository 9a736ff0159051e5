import { counted } from "../model/figure.ts";
import type { Language } from "../model/language.ts";
import type { PostLine } from "../model/reader.ts";
import type { PostItem } from "./card.ts";
import { feelingNames } from "./words/feelings.ts";

/** A stored post as every card shows it: what it moved, or else who saw it, and how it feels. `labels`: of networks, by their names. */
export function postItem(post: PostLine, labels: ReadonlyMap<string, string>, language: Language): PostItem {
  const { network, engagement, views, sentiment } = post;
  const figures = [
    engagement !== null && counted(engagement, "interaction", language),
    engagement === null && views !== null && counted(views, "view", language),
    sentiment && feelingNames[language][sentiment],
  ];
  return {
    network: labels.get(network) ?? network,
    author: post.author,
    text: post.text,
    url: post.url,
    at: post.postedAt,
    figures: figures.filter(Boolean).join(" · "),
    sensitive: post.sensitive,
  };
}
