/** What a UTF-16 code unit is to the reader of a text. Ranges are written out, so that every version of Unicode reads alike. */
export const characterKinds = {
  unknown: 0,
  space: 1,
  letter: 2,
  digit: 3,
  mark: 4,
  picture: 5,
  pair: 6,
  unseen: 7,
} as const;

const kinds = new Uint8Array(0x1_0000);
const lower = new Uint16Array(0x1_0000);
const plain = new Uint16Array(0x1_0000);

/** Filled in as characters are met. */
export const kindOf = (code: number): number => kinds[code] || learnt(code);

/** In small letters. Ask for the kind first. */
export const lowerOf = (code: number): number => lower[code] as number;

/** Without what people leave out when they type. Ask for the kind first. */
export const plainOf = (code: number): number => plain[code] as number;

function learnt(code: number): number {
  const small = String.fromCharCode(code).toLowerCase();
  lower[code] = small.length === 1 ? small.charCodeAt(0) : code;
  plain[code] = bare(lower[code] as number);
  kinds[code] = kindIn(code);
  return kinds[code] as number;
}

function kindIn(code: number): number {
  if (code <= 0x20 || code === 0x85 || code === 0xa0) return characterKinds.space;
  if (code >= 0x30 && code <= 0x39) return characterKinds.digit;
  if ((code | 32) >= 0x61 && (code | 32) <= 0x7a) return characterKinds.letter;
  if (code < 0xc0)
    return code === 0xaa || code === 0xb5 || code === 0xba
      ? characterKinds.letter
      : code === 0xad
        ? characterKinds.unseen
        : characterKinds.mark;
  if (code === 0xd7 || code === 0xf7) return characterKinds.mark;
  if (isUnseen(code)) return characterKinds.unseen;
  if (code >= 0x2000 && code <= 0x200a) return characterKinds.space;
  if (code === 0x2028 || code === 0x2029 || code === 0x202f || code === 0x205f || code === 0x3000)
    return characterKinds.space;
  if (code >= 0x2010 && code <= 0x20cf) return characterKinds.mark;
  if (code >= 0x2100 && code <= 0x2bff) return characterKinds.picture;
  if (code >= 0xd800 && code <= 0xdfff) return characterKinds.pair;
  return isMark(code) ? characterKinds.mark : characterKinds.letter;
}

/** Joiners, directions, variation selectors; the lengthening and vowel marks that Arabic is mostly written without. */
const isUnseen = (code: number): boolean =>
  (code >= 0x200b && code <= 0x200f) ||
  (code >= 0x202a && code <= 0x202e) ||
  (code >= 0x2060 && code <= 0x206f) ||
  (code >= 0xfe00 && code <= 0xfe0f) ||
  code === 0xfeff ||
  code === 0x0640 ||
  (code >= 0x064b && code <= 0x0652) ||
  (code >= 0x0300 && code <= 0x036f);

const isMark = (code: number): boolean =>
  code === 0x060c ||
  code === 0x061b ||
  code === 0x061f ||
  code === 0x06d4 ||
  code === 0x0964 ||
  code === 0x0965 ||
  (code >= 0x3001 && code <= 0x3004) ||
  (code >= 0x3008 && code <= 0x3020) ||
  (code >= 0xff01 && code <= 0xff0f) ||
  (code >= 0xff1a && code <= 0xff20) ||
  (code >= 0xff3b && code <= 0xff40) ||
  (code >= 0xff5b && code <= 0xff65) ||
  code >= 0xfff0;

/** Arabic letters that people write for each other. */
const arabic: Readonly<Record<string, string>> = { أ: "ا", إ: "ا", آ: "ا", ٱ: "ا", ى: "ي", ة: "ه", ک: "ك", ی: "ي" };

/** Accents that are left out often. German's and the Nordic letters are letters of their own. */
function bare(code: number): number {
  if (code === 0x2019 || code === 0x2018 || code === 0x60 || code === 0xb4) return 0x27;
  if (code < 0xe0) return code;
  const letter = String.fromCharCode(code);
  if (code < 0x180) return "äöüøåæ".includes(letter) ? code : letter.normalize("NFD").charCodeAt(0);
  return (arabic[letter] ?? letter).charCodeAt(0);
}
