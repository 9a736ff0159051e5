import { cutAt, withoutLinks } from "./links.ts";

const name = "[A-Za-z0-9_]{1,64}";
/** Its end in small letters, so that a full stop without a space behind it makes no domain: "@nasa.Great". */
const domain = String.raw`(?:[A-Za-z0-9][A-Za-z0-9-]{0,62}\.){1,8}[a-z]{2,24}(?![A-Za-z0-9_-])`;

/**
 * "@nasa", "@gargron@mastodon.social" and "@jay.bsky.social". What stands before and behind is as in the rules published
 * with twitter-text: an address such as "me@example.org" is no mention.
 */
const mention = new RegExp(
  String.raw`(?<![A-Za-z0-9_!#$%&*@＠])[@＠](${domain}|${name}(?:@${domain})?)(?![A-Za-z0-9_@＠]|:\/\/)`,
  "gu",
);

/** Handles that a text mentions, as written without "@", each once whatever its case, in order. One that a cut text's final "…" cuts is left out. */
export function mentionsOf(text: string): string[] {
  if (!text.includes("@") && !text.includes("＠")) return [];
  const plain = withoutLinks(text);
  const cut = cutAt(plain);
  const mentions = new Map<string, string>();
  for (const { 0: found, 1: handle = "", index } of plain.matchAll(mention)) {
    const key = handle.toLowerCase();
    if (index + found.length !== cut && !mentions.has(key)) mentions.set(key, handle);
  }
  return [...mentions.values()];
}
