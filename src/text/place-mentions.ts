import { placeKey } from "./place-key.ts";
import type { Part } from "./place-parts.ts";
import { type PlaceTable, placesNamed } from "./place-table.ts";

/** A name in a location and what it may stand for. */
export interface Mention {
  readonly readings: readonly Reading[];
  /** Left out where it does not fit: an everyday word, a small town. */
  readonly isWeak: boolean;
  readonly isCode: boolean;
  readonly isFlag: boolean;
  /** What it is where it stands alone; null where that is open. */
  readonly settled: number | null;
}

export interface Reading {
  readonly place: number;
  readonly prominence: number;
}

/** A place of 100,000 people, or of a third of that if it is on our own list. */
const knownMin = 133;
const wordsMax = 8;
/** Of countries, those of 40 million people: their codes stand alone. */
const codeMin = 220;

/** Words around a name that leave it as it is. */
const around = new Set(
  "in from based born raised native living live lives near nearby around outside the of greater metro metropolitan area downtown somewhere currently originally north south east west inner central city state en de a im aus bei em desde irgendwo sud nord norte sul".split(
    " ",
  ),
);
/** Words before the name of a region or a country, and then not of a city. */
const partly = new Set(
  "upstate northern southern eastern western rural southwest southeast northwest northeast".split(" "),
);

/** A postcode, a year, or the number of a quarter at the end. */
const otherNumber = /(?<!\p{N})\d{4,}(?!\p{N})|(?<=\p{L}\s)\d{1,3}$/gu;

/** null for a part that is no name, whole or in pieces. */
export function mentionsOf(table: PlaceTable, part: Part, isAlone: boolean): readonly Mention[] | null {
  if (part.flag !== null) return flagged(table, part.flag);
  const key = placeKey(part.text.replace(otherNumber, " "));
  if (!key) return null;
  const whole = named(table, key);
  if (whole) return [whole];
  const code = codeOf(table, key, isWrittenAsCode(part.text, key));
  if (code && (!isAlone || !code.isWeak)) return [code];
  if (/^[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}ー]{3,}$/u.test(key)) return unspaced(table, key);
  const words = key.split(" ");
  return words.length > 1 && words.length <= wordsMax ? covered(table, words, 0, false) : null;
}

function flagged(table: PlaceTable, flag: string): readonly Mention[] | null {
  const index = table.countryCodes.indexOf(flag);
  const place = table.names.length - table.countryCodes.length + index;
  const readings = index >= 0 ? [{ place, prominence: 255 }] : placesNamed(table, placeKey(flag)).slice(0, 1);
  return readings.length
    ? [{ readings, isWeak: false, isCode: false, isFlag: true, settled: readings[0]?.place ?? null }]
    : null;
}

function named(table: PlaceTable, key: string): Mention | null {
  const readings = placesNamed(table, key);
  if (readings.length === 0) return null;
  const isWeak = table.everyday.has(key) || readings.every(({ prominence }) => prominence < knownMin);
  const codes = (table.codes.get(key) ?? []).filter((place) => readings.every((reading) => reading.place !== place));
  const all = [...readings, ...codes.map((place) => ({ place, prominence: 0 }))];
  return {
    readings: all,
    isWeak,
    isCode: false,
    isFlag: false,
    settled: isWeak ? null : (table.nicknames.get(key) ?? null),
  };
}

/** Small letters may be any word. */
function codeOf(table: PlaceTable, key: string, isCapital: boolean): Mention | null {
  const places = table.codes.get(key) ?? [];
  const readings = places.map((place) => ({ place, prominence: table.prominences[place] as number }));
  const [reading] = readings;
  const isKnown = reading && (reading.place < table.cities + table.regions || reading.prominence >= codeMin);
  const settles = readings.length === 1 && isKnown && isCapital && !table.everyday.has(key);
  const settled = settles ? reading.place : null;
  return places.length ? { readings, isWeak: !isCapital, isCode: true, isFlag: false, settled } : null;
}

const isWrittenAsCode = (text: string, key: string): boolean => text.replaceAll(".", "") === key.toUpperCase();

/** Words that are names one behind the other: "austin texas", "Lagos Nigeria". */
function covered(
  table: PlaceTable,
  words: readonly string[],
  from: number,
  isBehind: boolean,
): readonly Mention[] | null {
  if (from === words.length) return [];
  for (let to = words.length; to > from; to--) {
    const key = words.slice(from, to).join(" ");
    const mention = named(table, key) ?? (isBehind ? codeOf(table, key, !table.everyday.has(key)) : null);
    const rest = mention && covered(table, words, to, true);
    if (rest) return [mention, ...rest];
  }
  const word = words[from] as string;
  if (!around.has(word) && !partly.has(word)) return null;
  const rest = covered(table, words, from + 1, isBehind);
  if (!rest || !partly.has(word)) return rest;
  const readings = rest[0]?.readings.filter(({ place }) => place >= table.cities) ?? [];
  return rest[0] && readings.length ? [{ ...rest[0], readings, settled: null }, ...rest.slice(1)] : null;
}

const kindOfArea = /^[市都府県省区區州]/u;
const localArea = /[区區市町村县縣郡乡镇]$/u;

/** Chinese and Japanese names stand side by side; the quarter at the end need not be known. */
function unspaced(table: PlaceTable, key: string): readonly Mention[] | null {
  const mentions: Mention[] = [];
  let rest = key;
  while (rest) {
    let length = Math.min(rest.length, wordsMax);
    let mention = named(table, rest.slice(0, length));
    while (!mention && length > 2) mention = named(table, rest.slice(0, --length));
    if (!mention) return mentions.length > 0 && localArea.test(rest) ? mentions : null;
    mentions.push(mention);
    rest = rest.slice(length).replace(kindOfArea, "");
  }
  return mentions;
}
