import { createHash } from "node:crypto";
import { fold } from "./fold.ts";
import { linksOf, withoutLinks } from "./links.ts";

/** Fewer letters than this, hashtags and mentions aside, are said by many who do not know of each other. */
const lettersMin = 20;
const linksMax = 4;

/**
 * What a post is known by, wherever it is said again: its words, however they are cased, spaced, tagged and linked, and the links
 * in it, however they are tracked. Short digests; none of a text that says too little.
 */
export function marksOf(text: string): readonly string[] {
  const words = fold(withoutLinks(text)).replace(named, "").replace(noLetters, "");
  return [
    ...(words.length < lettersMin ? [] : [`${wordsMark}${digest(words)}`]),
    ...new Set(
      linksOf(text)
        .slice(0, linksMax)
        .map((link) => `${linkMark}${digest(plainLink(link))}`),
    ),
  ];
}

const named = /[#@][\p{L}\p{N}\p{M}_.@-]+/gu;
/** And what only says how an emoji is drawn, which is a mark. */
const noLetters = /[^\p{L}\p{N}\p{M}]+|\p{Variation_Selector}+/gu;

interface Marked {
  readonly network: string;
  readonly marks: readonly string[];
}

/** The same words are the same post anywhere. Who links to the same on one network may say something else about it. */
export const saysTheSame = (a: Marked, b: Marked): boolean =>
  a.marks.some((mark) => b.marks.includes(mark) && (mark.startsWith(wordsMark) || a.network !== b.network));

const wordsMark = "w";
const linkMark = "l";

const digest = (text: string): string => createHash("sha256").update(text).digest("base64url").slice(0, 16);

/** What says who shared it, not what it leads to. */
const tracking = /^(?:utm_\w+|fbclid|gclid|igshid|mc_[ce]id|ref|ref_src|si|s)$/u;

function plainLink(link: string): string {
  const url = new URL(link);
  for (const name of [...url.searchParams.keys()]) if (tracking.test(name)) url.searchParams.delete(name);
  url.searchParams.sort();
  return `${url.hostname.replace(/^www\./u, "")}${url.pathname.replace(/\/+$/u, "")}${url.search}`;
}
