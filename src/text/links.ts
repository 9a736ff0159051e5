/**
 * Where a link ends: at white space, at what no address holds, and at the full-width punctuation that Chinese and
 * Japanese put behind one without a space.
 */
const address = String.raw`[^\s<>"“”«»„…＃、。，．！？：；「」『』（）【】〈〉《》\u0000-\u001f\u007f\u200b-\u200f\u202a-\u202e\u2060-\u2069]`;

const link = new RegExp(String.raw`https?:\/\/${address}+`, "giu");

/** The commonest ends of a host. Behind any other, "one.two/#three" are words that somebody set apart. */
const commonEnd = String.raw`\.(?:com|org|net|edu|gov|info|io|tv|co|me|app|dev|(?:co|com|org|gov)\.[a-z]{2})(?::\d{1,5})?`;

/** The start of a link, or of what people write for one without its scheme: "example.com/path#part". Its "#part" is no hashtag. */
const linkStart = new RegExp(
  String.raw`https?:\/\/(?=${address})|(?<![a-z0-9@_.-])[a-z0-9-]{1,63}\.(?:[a-z0-9-]{1,63}\.){0,8}[a-z]{2,24}(?::\d{1,5})?\/(?:(?<=${commonEnd}\/)|(?!#))`,
  "iuy",
);

/** A host of letters alone is always one, whatever stands behind it: most links are, and asking the parser takes longer. */
const isPlain = /^https?:\/\/[a-z]+(?:\.[a-z]+)+(?:\/|$)/i;

/** http and https links as written, each once, in order. Punctuation of the sentence behind one is not part of it, and one that a cut text's final "…" cuts is left out. */
export function linksOf(text: string): string[] {
  if (!text.includes("://")) return [];
  const links = new Set<string>();
  const cut = cutAt(text);
  for (const found of text.matchAll(link)) {
    if (found.index + found[0].length === cut) continue;
    const trimmed = withoutTrailingPunctuation(found[0]);
    if (isPlain.test(trimmed) || URL.canParse(trimmed)) links.add(trimmed);
  }
  return [...links];
}

let lastText = "";
let lastLeft = "";

/** The text with a space for every link, so that nothing inside one is read as a hashtag or a mention. The last answer is kept, since both ask. */
export function withoutLinks(text: string): string {
  const slash = text.indexOf("/");
  if (slash < 0) return text;
  if (text !== lastText) {
    lastLeft = leftOf(text, slash);
    lastText = text;
  }
  return lastLeft;
}

function leftOf(text: string, firstSlash: number): string {
  let left = "";
  let from = 0;
  for (let slash = firstSlash; slash >= 0; slash = text.indexOf("/", Math.max(slash + 1, from))) {
    const start = hostStart(text, slash);
    linkStart.lastIndex = start;
    if (!linkStart.test(text)) continue;
    left += `${text.slice(from, start)} `;
    from = addressEnd(text, linkStart.lastIndex);
  }
  return from === 0 ? text : left + text.slice(from);
}

function addressEnd(text: string, start: number): number {
  let end = start;
  while (end < text.length && isOfAddress(text.charCodeAt(end))) end++;
  return end;
}

const oneOfAddress = new RegExp(address, "u");

/** Of one UTF-16 code unit: none of two is what ends an address. */
const isOfAddress = (code: number): boolean =>
  code < 0x80
    ? code > 0x20 && code !== 0x22 && code !== 0x3c && code !== 0x3e && code !== 0x7f
    : oneOfAddress.test(String.fromCharCode(code));

/** Where a link must begin whose first "/" is this one: at its scheme, or at its host. */
function hostStart(text: string, slash: number): number {
  if (text.charAt(slash - 1) === ":") return Math.max(0, slash - (/[sſ]/iu.test(text.charAt(slash - 2)) ? 6 : 5));
  let port = slash;
  while (isDigit(text.charCodeAt(port - 1))) port--;
  let start = text.charAt(port - 1) === ":" ? port - 1 : slash;
  while (start > 0 && isOfHost(text.charCodeAt(start - 1))) start--;
  return start;
}

const isDigit = (code: number): boolean => code >= 0x30 && code <= 0x39;

/** What `[a-z0-9.-]` stands for whatever the case: long s and the Kelvin sign too. */
const isOfHost = (code: number): boolean =>
  (code >= 0x61 && code <= 0x7a) ||
  (code >= 0x41 && code <= 0x5a) ||
  isDigit(code) ||
  code === 0x2d ||
  code === 0x2e ||
  code === 0x17f ||
  code === 0x212a;

/** Where the "…" stands with which networks end a text they cut short; -1 in a whole one. What touches it is not trusted. */
export function cutAt(text: string): number {
  const last = text.charCodeAt(text.length - 1);
  if (last > 0x20 && last < 0x7f) return -1;
  const end = text.trimEnd();
  return end.endsWith("…") ? end.length - 1 : -1;
}

const closing: Readonly<Record<string, string>> = { ")": "(", "]": "[", "}": "{" };

/** A closing bracket stays where its opening one is in the link too: "https://en.wikipedia.org/wiki/Go_(game)". */
function withoutTrailingPunctuation(found: string): string {
  if (isOfHost(found.charCodeAt(found.length - 1)) && !found.endsWith(".")) return found;
  const count = new Map<string, number>();
  for (const character of found) count.set(character, (count.get(character) ?? 0) + 1);
  let end = found.length;
  for (; end > 0; end--) {
    const last = found.charAt(end - 1);
    const opening = closing[last];
    const closes = opening !== undefined && (count.get(last) ?? 0) > (count.get(opening) ?? 0);
    if (!closes && !".,;:!?'’*_~|".includes(last)) break;
    count.set(last, (count.get(last) ?? 0) - 1);
  }
  return found.slice(0, end);
}
