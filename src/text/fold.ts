/**
 * The form in which equal words are equal: width, case, ligatures and composition do not count, accents do ("café" is not
 * "cafe"). Case goes through upper case, so that "straße" is "STRASSE"; Greek's two small sigmas are one, and so are I
 * and i with and without their dots (Turkish "İstanbul" is "istanbul"). Folding twice changes nothing more.
 */
export function fold(text: string): string {
  let needed = 0;
  for (let index = 0; index < text.length; index++) {
    const code = text.charCodeAt(index);
    needed |= known[code] || learnt(code);
  }
  if (needed <= needs.nothing) return text;
  if (needed & needs.all) return foldAny(text);
  let folded = text.toLowerCase();
  if (needed & needs.dotted) folded = folded.replaceAll("\u0307", "");
  if (needed & needs.dotless) folded = folded.replaceAll("ı", "i");
  if (needed & needs.sigma) folded = folded.replaceAll("ς", "σ");
  if (needed & needs.sharp) folded = folded.replaceAll("ß", "ss");
  return needed & needs.composing ? folded.normalize("NFKC") : folded;
}

/** The whole rule, at ten times the cost of lower case. */
function foldAny(text: string): string {
  const lower = text.normalize("NFKD").toLowerCase().toUpperCase().toLowerCase().replaceAll("ς", "σ");
  const plain = lower.includes("\u0307") ? lower.replace(/i\p{M}+/gu, (i) => i.replaceAll("\u0307", "")) : lower;
  return plain.normalize("NFKC");
}

/** What a character asks for beside lower case, and with it every text that has it: flags. */
const needs = {
  nothing: 1,
  lowerCase: 2,
  dotted: 4,
  dotless: 8,
  sigma: 16,
  sharp: 32,
  composing: 64,
  all: 128,
} as const;

/** The needs of UTF-16 code units, learnt as they are met: 0 is not known yet. */
const known = new Uint8Array(0x1_0000);

/** What lower case leaves to be changed: the dot that it takes off "İ" too. */
const special: Readonly<Record<string, number>> = {
  İ: needs.dotted,
  ı: needs.dotless,
  Σ: needs.sigma,
  ς: needs.sigma,
  ẞ: needs.sharp,
  ß: needs.sharp,
};

/** Devanagari's vowel signs neither compose with the character before them nor change places with it, as other marks may. */
const vowelSigns = String.raw`\u093e-\u094d`;
const mixing = new RegExp(String.raw`[[\p{M}\u1100-\u11ff\ud7b0-\ud7ff]--[${vowelSigns}]]`, "v");

function learnt(code: number): number {
  const character = String.fromCharCode(code);
  const need = needOf(character);
  known[code] = need;
  return need;
}

function needOf(character: string): number {
  const lower = character.toLowerCase();
  const composed = lower.normalize("NFKC");
  if (special[character]) return special[character];
  if (character === "\u0307" || /\p{Cs}/u.test(character) || composed !== foldAny(character)) return needs.all;
  const need = lower === character ? needs.nothing : needs.lowerCase;
  return composed === lower && !mixing.test(character) ? need : need | needs.composing;
}
