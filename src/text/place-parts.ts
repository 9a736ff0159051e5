/** What stands in a location between commas, slashes, dashes, emoji; a flag is a part of its own. */
export interface Part {
  readonly text: string;
  /** ISO 3166 alpha-2, or the name of a nation within one, where the part is a flag. */
  readonly flag: string | null;
}

const flags = /[\u{1f1e6}-\u{1f1ff}]{2}|\u{1f3f4}[\u{e0061}-\u{e007a}]+\u{e007f}/gu;
const nations: Readonly<Record<string, string>> = { gbeng: "England", gbsct: "Scotland", gbwls: "Wales" };

/** Marks that stand between two places, or between a place and something else. */
const between =
  /[,;:|/\\•·●∙■★☆→←↔⇄➡✈~()[\]{}<>"“”„«»…!?*+=^、，。・／｜（）「」【】\n\r\t]|\s[-–—&×]\s|[–—]|\.\.+|\.\s*$|\p{Extended_Pictographic}|\p{Emoji_Modifier}|[\ufe0f\u200d]|(?<=[\p{Script=Han}\p{Script=Hangul}ァ-ヶー])\s+/u;

export function partsOf(location: string): Part[] {
  const parts: Part[] = [];
  let at = 0;
  const texts = (piece: string) => {
    for (const text of piece.split(between)) if (text.trim()) parts.push({ text: text.trim(), flag: null });
  };
  for (const match of location.matchAll(flags)) {
    texts(location.slice(at, match.index));
    parts.push({ text: "", flag: nationOf(match[0]) });
    at = match.index + match[0].length;
  }
  texts(location.slice(at));
  return parts;
}

function nationOf(flag: string): string {
  const letters = Array.from(flag, (character) => (character.codePointAt(0) ?? 0) & 0xff);
  if (letters.length > 2) return nations[String.fromCharCode(...letters.slice(1, -1))] ?? "";
  return String.fromCharCode(...letters.map((letter) => letter - 0xe6 + 65));
}

const link = /:\/\/|www\.|\S@\S|^[@/~.]/u;

/** Links, mail addresses, paths and names of accounts are no places. */
export const isLinkLike = (location: string): boolean => link.test(location);

const number = String.raw`([+-]?\d{1,3}(?:\.\d+)?)\s*°?\s*`;
const pair = new RegExp(String.raw`^(?:[\p{L} ]{1,12}:)?\s*${number}([NS])?\s*[,;/\s]\s*${number}([EW])?$`, "iu");

/** Degrees north and east, where a text is a pair of coordinates; with a point, a degree sign or a letter, so that "4, 5" is none. */
export function coordinatesOf(location: string): readonly [number, number] | null {
  const match = pair.exec(location);
  if (!match || !/\d\.\d.*\d\.\d|°|\d\s*[NS]/iu.test(location)) return null;
  const latitude = Number(match[1]) * (match[2]?.toUpperCase() === "S" ? -1 : 1);
  const longitude = Number(match[3]) * (match[4]?.toUpperCase() === "W" ? -1 : 1);
  return Math.abs(latitude) <= 90 && Math.abs(longitude) <= 180 ? [latitude, longitude] : null;
}
