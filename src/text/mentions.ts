import { cutAt, withoutLinks } from "./links.ts";

const name = "[A-Za-z0-9_]{1,64}";
/** Its end in small letters, so that a full stop without a space behind it makes no domain: "@nasa.Great". */
const domain = String.raw`(?:[A-Za-z0-9][A-Za-z0-9-]{0,62}\.){1,8}[a-z]{2,24}(?![A-Za-z0-9_-])`;

/**
 * "@nasa", "@gargron@mastodon.social" and "@jay.bsky.social", at a sign. What may stand before and behind is as in the rules published
 * with twitter-text: an address such as "me@example.org" is no mention.
 */
const mention = new RegExp(String.raw`[@＠](${domain}|${name}(?:@${domain})?)(?![A-Za-z0-9_@＠]|:\/\/)`, "uy");
const joining = /[A-Za-z0-9_!#$%&*@＠]/u;

/** Handles that a text mentions, as written without "@", each once whatever its case, in order. One that a cut text's final "…" cuts is left out. */
export function mentionsOf(text: string): string[] {
  const isWide = text.includes("＠");
  if (!isWide && !text.includes("@")) return [];
  const plain = withoutLinks(text);
  const nextSign = isWide ? nextOfBoth : nextNarrow;
  const cut = cutAt(plain);
  const handles: string[] = [];
  const keys = new Set<string>();
  for (let sign = nextSign(plain, 0), end = 0; sign >= 0; sign = nextSign(plain, Math.max(end, sign + 1))) {
    if (sign > 0 && joining.test(plain.charAt(sign - 1))) continue;
    mention.lastIndex = sign;
    const handle = mention.exec(plain)?.[1];
    if (handle === undefined) continue;
    end = mention.lastIndex;
    const key = handle.toLowerCase();
    if (end === cut || keys.has(key)) continue;
    keys.add(key);
    handles.push(handle);
  }
  return handles;
}

/** Signs are looked for by themselves: a regular expression would try every character. */
const nextNarrow = (text: string, from: number): number => text.indexOf("@", from);

function nextOfBoth(text: string, from: number): number {
  for (let at = from; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === 0x40 || code === 0xff20) return at;
  }
  return -1;
}
