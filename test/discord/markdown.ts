/**
 * What Discord's clients make of a text: the marks, mentions and links in it that come alive. Written from how Discord
 * reads (support.discord.com, Markdown Text 101; docs.discord.com/developers/reference#message-formatting), without the
 * product's own escapes.
 */
export type LiveKind =
  | "heading"
  | "small"
  | "quote"
  | "list"
  | "bold"
  | "italic"
  | "underline"
  | "strike"
  | "spoiler"
  | "code"
  | "block"
  | "link"
  | "masked link"
  | "person"
  | "role"
  | "channel"
  | "command"
  | "time"
  | "emoji"
  | "place"
  | "ping";

export interface Live {
  readonly kind: LiveKind;
  /** What it points at: an address, an id, a name; else the words within. */
  readonly to: string;
}

export interface Read {
  readonly live: readonly Live[];
  /** What is seen, with the words of mentions and times left as they were written. */
  readonly seen: string;
}

type Rule = readonly [LiveKind, RegExp, "raw" | "inner"];

/** In the order in which they are tried; the first group is what it points at, or what is within. */
const rules: readonly Rule[] = [
  ["block", /^```(?:[a-z0-9_+\-.#]*\n)?([\s\S]*?[^`\n][\s\S]*?)\n*```/iu, "raw"],
  ["code", /^`([^`]+)`(?!`)|^``([\s\S]*?[^`])``(?!`)/u, "raw"],
  ["person", /^<@!?(\d+)>/u, "raw"],
  ["role", /^<@&(\d+)>/u, "raw"],
  ["channel", /^<#(\d+)>/u, "raw"],
  ["command", /^<\/([^<>:]+:\d+)>/u, "raw"],
  ["time", /^<t:(-?\d+(?::[a-zA-Z])?)>/u, "raw"],
  ["emoji", /^<a?:(\w+:\d+)>/u, "raw"],
  ["place", /^<id:([\w:-]+)>/u, "raw"],
  ["link", /^<([^: >]+:\/[^ >]+|[^ >]+@[^ >]+|\+\d+)>/u, "raw"],
  [
    "masked link",
    /^\[((?:\[[^\]]*\]|[^[\]]|\](?=[^[]*\]))*)\]\(\s*<?((?:\([^)]*\)|[^\s\\]|\\.)*?)>?(?:\s+['"][\s\S]*?['"])?\s*\)/u,
    "raw",
  ],
  ["link", /^((?:https?|steam|discord):\/\/[^\s<]+[^<.,:;"'\]\s])/iu, "raw"],
  ["link", /^(discord(?:app)?\.(?:gg|com|gift|new)\/[^\s<]+)/iu, "raw"],
  ["ping", /^(@everyone|@here)/u, "raw"],
  ["bold", /^\*\*((?:\\[\s\S]|[^\\])+?)\*\*(?!\*)/u, "inner"],
  ["underline", /^__((?:\\[\s\S]|[^\\])+?)__(?!_)/u, "inner"],
  ["italic", /^_((?:__|\\[\s\S]|[^\\_])+?)_(?!\w)/u, "inner"],
  ["italic", /^\*(?=\S)((?:\*\*|\\[\s\S]|\s+(?:\\[\s\S]|[^\s*\\]|\*\*)|[^\s*\\])+?)\*(?!\*)/u, "inner"],
  ["strike", /^~~(?=\S)((?:\\[\s\S]|~(?!~)|[^\s~\\]|\s(?!~~))+?)~~/u, "inner"],
  ["spoiler", /^\|\|([\s\S]+?)\|\|/u, "inner"],
  ["emoji", /^:([\p{L}\p{N}_+-]+):/u, "raw"],
];

/** Where a line begins. */
const lineRules: readonly Rule[] = [
  ["quote", /^ *>>> ([\s\S]*)/u, "inner"],
  ["quote", /^(?: *> [^\n]*(?:\n|$))+/u, "inner"],
  ["heading", /^ *#{1,3}\s+([^\n]*)/u, "inner"],
  ["small", /^ *-# +([^\n]*)/u, "inner"],
  ["list", /^ *(?:[-*+]|\d+[.)]) +([^\n]*)/u, "inner"],
];

/** Nothing begins with these, but where a line does. */
const plain = /^[^\\`<[@*_~|:hsd\n]+/iu;

export function readMarkdown(text: string): Read {
  const live: Live[] = [];
  let seen = "";
  let rest = text;
  // Of the line that is being read.
  let line = "";
  const take = (whole: string, shown: string) => {
    line = (line + whole).replace(/^[\s\S]*\n/u, "");
    seen += shown;
    rest = rest.slice(whole.length);
  };
  while (rest !== "") {
    const isLineStart = line.trim() === "" && !/^\s/u.test(rest);
    const words = isLineStart ? null : plain.exec(rest);
    const escaped = /^\\([^0-9A-Za-z\s])/u.exec(rest);
    const found =
      words || escaped ? null : matched(rest, isLineStart ? [...lineRules, ...rules] : rules, /\w$/u.test(line));
    if (words) take(words[0], words[0]);
    else if (escaped) take(escaped[0], escaped[1] ?? "");
    else if (!found) take(rest[0] ?? "", rest[0] ?? "");
    else {
      live.push({ kind: found.kind, to: found.to });
      const inner = found.words === null ? { live: [], seen: found.to } : readMarkdown(found.words);
      live.push(...inner.live);
      take(found.whole, inner.seen);
    }
  }
  return { live, seen };
}

function matched(rest: string, tried: readonly Rule[], isBehindWord: boolean) {
  for (const [kind, pattern, how] of tried) {
    const match = pattern.exec(rest);
    // "_" within a word formats nothing.
    if (!match || (kind === "italic" && rest.startsWith("_") && isBehindWord)) continue;
    const whole = match[0];
    const unquoted = whole.replace(/^ *> ?/gmu, "");
    if (kind === "masked link") return { kind, whole, to: match[2] ?? "", words: match[1] ?? "" };
    const to = match[1] ?? match[2] ?? unquoted;
    return { kind, whole, to, words: how === "raw" ? null : to };
  }
  return null;
}

/** Whom Discord's server would ping, which looks for mentions before it reads any escape or code. */
export const pingsIn = (text: string): readonly string[] => text.match(/@everyone|@here|<@[!&]?\d+>/gu) ?? [];
