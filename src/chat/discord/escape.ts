import { clean, cleanLine, cut, filled, joiner } from "../foreign-text.ts";

/**
 * Nothing in it is a mention, a command, a time or an emoji of Discord's own, wherever it is pasted or looked at before
 * its escapes are: <@1>, <@&1>, <#1>, </name:1>, <t:1>, <:name:1>, <a:name:1>, <id:home>, @everyone, @here
 * (docs.discord.com/developers/reference#message-formatting). It looks the same.
 */
const inert = (text: string): string =>
  text.replace(/<(?=[@#:/]|[a-z]+:)/giu, `<${joiner}`).replace(/@(?=everyone|here)/giu, `@${joiner}`);

/** Of addresses with a scheme Discord makes links whatever is before them, and invitations of its own without one. */
const unlinked = (text: string): string =>
  text.replace(/:(?=\/\/)/gu, `:${joiner}`).replace(/(?<=discord(?:app)?)\.(?=[a-z])/giu, `${joiner}.`);

/** ":tada:" is an emoji. */
const unnamed = (text: string): string => text.replace(/:(?=[^\s:]+:)/gu, `:${joiner}`);

/** A masked link of ours would go on to the last "](" behind it, escaped or not. */
const apart = (text: string): string => text.replaceAll("](", `]${joiner}(`);

/** What a code span or block would end at has no escape there, and outside of them not everywhere. */
const uncoded = (text: string): string => text.replaceAll("`", "ˋ");

/** A mark stands for itself behind a backslash (support.discord.com, Markdown Text 101). */
const marks = /[\\*_~|<[]/gu;
/** Where a line begins: a heading, small print, a quote, a list. */
const lineMarks = /^([^\S\n]*)(#{1,3}(?!\S)|-#|[-+](?!\S)|>|\d+(?=[.)](?!\S)))/gmu;

const escaped = (text: string): string =>
  text
    .replace(marks, (mark) => `\\${mark}`)
    .replace(lineMarks, (_, space: string, mark: string) => space + (/^\d/u.test(mark) ? `${mark}\\` : `\\${mark}`));

/** Text whose escapes depend on what surrounds them: it is cut until it fits with them. */
function cutEscaped(text: string, max: number): string {
  let room = max;
  for (;;) {
    const shown = escaped(cut(text, room, (part) => escaped(part).length));
    if (shown.length <= max || room < 1) return shown;
    room -= shown.length - max;
  }
}

const dead = (text: string): string => uncoded(apart(unnamed(unlinked(inert(text)))));

/** Text for a text display; escapes are counted in `max`. May be blank. */
export const markdownText = (text: string, max: number): string => cutEscaped(dead(clean(text, max)), max);

/** The same, but never blank and on one line. */
export const markdownLine = (text: string, max: number): string => cutEscaped(filled(dead(cleanLine(text, max))), max);

/** The same, but never blank. */
export const markdownParagraph = (text: string, max: number): string =>
  cutEscaped(filled(dead(clean(text.trim(), max).trim())), max);

/** For a masked link's label, where brackets have no escape; on one line, may be blank. */
export const markdownLabel = (text: string, max: number): string =>
  cutEscaped(dead(cleanLine(text, max)).replaceAll("[", "［").replaceAll("]", "］"), max);

/** For inside a code span or block, which know no escapes; on one line, may be blank. */
export const codeText = (text: string, max: number): string => cut(uncoded(apart(inert(cleanLine(text, max)))), max);

/** Labels, options, placeholders, alt texts, titles of modals, none of which Discord parses: on one line, never blank. */
export const line = (text: string, max: number): string => filled(cut(inert(cleanLine(text, max)), max));
