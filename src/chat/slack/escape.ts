import { clean, cleanLine, cut, filled, joiner } from "../foreign-text.ts";
import type { Mrkdwn, PlainText } from "./blocks.ts";

/**
 * Nothing in it reads as one of Slack's own marks, wherever it is pasted or decoded once more: <!channel>, <@U1>,
 * <#C1>, <https:…>, @here (docs.slack.dev/messaging/formatting-message-text). It looks the same.
 */
const inert = (text: string): string =>
  text
    .replace(/(?:<|lt;)(?=[!@#]|[a-z][a-z0-9+.-]*:)/giu, (opening) => opening + joiner)
    .replace(/@(?=here|channel|everyone|group)/giu, `@${joiner}`);

/** Two escaped texts in a row, kept apart where "@he" and "re" would be more together than alone. */
export function joined(before: string, after: string): string {
  const [tail, head] = [before.slice(-12), after.slice(0, 12)];
  return inert(tail + head) === inert(tail) + inert(head) ? before + after : before + joiner + after;
}

/** Where a word character stands on both sides, "*", "_" and "~" format nothing. */
const markup = /(?<![\p{L}\p{N}])[*_~]|[*_~](?![\p{L}\p{N}])|`/gu;
const lookalikes: Readonly<Record<string, string>> = { "*": "∗", _: "ˍ", "~": "∼", "`": "ˋ" };

/** Slack's mrkdwn has no escape for its formatting, so it gets characters that look alike; a quote's ">" and an :emoji: too. */
const unformatted = (text: string): string =>
  text
    .replace(markup, (mark) => lookalikes[mark] ?? mark)
    .replace(/^(\s*)>+/gmu, (_, space: string) => `${space}›`)
    .replace(/:(?=[\w+'-]*[a-z][\w+'-]*:)/giu, `:${joiner}`);

/** Slack makes links of addresses in a message's `text`, whose `verbatim` cannot be set. */
const unlinked = (text: string): string =>
  text.replace(/:\/\//gu, `:${joiner}//`).replace(/\.(?=\p{L}{2})/gu, `${joiner}.`);

const entities: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;" };
const escaped = (text: string): string => text.replace(/[&<>]/gu, (character) => entities[character] ?? character);
const escapedLength = (text: string): number => escaped(text).length;

/** Text for `plain_text`, `raw_text`, alt texts and rich text, none of which Slack parses; may be blank. */
export const inertText = (text: string, max: number): string => cut(inert(clean(text, max)), max);

/** The same, but never blank and on one line: labels, titles, names. */
export const line = (text: string, max: number): string => filled(cut(inert(cleanLine(text, max)), max));

/** The same, but never blank. */
export const paragraph = (text: string, max: number): string => filled(cut(inert(clean(text.trim(), max).trim()), max));

/** Text for `mrkdwn` that is `verbatim`; escapes are counted in `max`. */
export const mrkdwnText = (text: string, max: number): string =>
  escaped(cut(unformatted(inert(clean(text, max))), max, escapedLength));

/** Text for a message's `text`, on one line. */
export const notification = (text: string, max: number): string =>
  escaped(cut(filled(unlinked(unformatted(inert(cleanLine(text, max))))), max, escapedLength));

/** `emoji` is off, so that a stranger's ":rotating_light:" stays text. */
export const plainObject = (text: string): PlainText => ({ type: "plain_text", text, emoji: false });

/**
 * `verbatim`, so that Slack makes no links and mentions of its own. `text` is escaped already. No text object may
 * be empty (docs.slack.dev/reference/block-kit/composition-objects/text-object).
 */
export const mrkdwnObject = (text: string): Mrkdwn => ({ type: "mrkdwn", text: filled(text), verbatim: true });
