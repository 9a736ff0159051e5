/** The moods of emoticons, each a word of its own. */
export const moods = {
  happy: 1,
  laughing: 2,
  winking: 3,
  playful: 4,
  sad: 5,
  crying: 6,
  angry: 7,
  doubting: 8,
  surprised: 9,
  kissing: 10,
  loving: 11,
  heartbroken: 12,
} as const;

/** Tenths of how good or bad a mood is, −40 to 40. */
export const moodValences: readonly number[] = [0, 20, 24, 11, 13, -19, -23, -24, -12, -3, 24, 22, -30];

/**
 * The emoticon that begins at `index`, as its length + 8 × its mood; 0 where there is none. It looks at most four characters ahead,
 * and one behind, so that ":p" in "http:page" and the end of "(see list:)" within words are none.
 */
export function emoticonAt(text: string, index: number): number {
  const first = text.charCodeAt(index);
  if (first === 0x3c) return heartAt(text, index);
  if (first === 0x28) return mirroredAt(text, index);
  if (first === 0x5e) return /* ^^ ^_^ */ frownless(text, index);
  if (first !== 0x3a && first !== 0x3b && first !== 0x3d) return 0;
  let at = index + 1;
  let isCrying = false;
  const nose = text.charCodeAt(at);
  if (nose === 0x27 || nose === 0x2019) {
    isCrying = true;
    at++;
  }
  const second = text.charCodeAt(at);
  if (second === 0x2d || second === 0x5e || (second === 0x6f && isMouth(text.charCodeAt(at + 1)))) at++;
  const mood = moodOf(text.charCodeAt(at), first, isCrying);
  if (mood === 0) return 0;
  const isLetter = isWordCode(text.charCodeAt(at));
  if (isLetter && (isWordCode(text.charCodeAt(at + 1)) || (index > 0 && isWordCode(text.charCodeAt(index - 1)))))
    return 0;
  return at + 1 - index + 8 * mood;
}

const isMouth = (code: number): boolean => code === 0x29 || code === 0x28;

const isWordCode = (code: number): boolean =>
  (code >= 0x30 && code <= 0x39) || ((code | 32) >= 0x61 && (code | 32) <= 0x7a);

function moodOf(mouth: number, eyes: number, isCrying: boolean): number {
  switch (mouth) {
    case 0x29: // )
    case 0x5d: // ]
    case 0x7d: // }
      return eyes === 0x3b ? moods.winking : isCrying ? moods.laughing : moods.happy;
    case 0x33: // 3
      return eyes === 0x3a ? moods.loving : 0;
    case 0x44: // D
      return moods.laughing;
    case 0x50: // P
    case 0x70: // p
      return moods.playful;
    case 0x28: // (
    case 0x5b: // [
    case 0x7b: // {
    case 0x63: // c
      return isCrying ? moods.crying : moods.sad;
    case 0x2f: // /
    case 0x5c: // \
    case 0x7c: // |
    case 0x73: // s
    case 0x53: // S
      return eyes === 0x3b ? 0 : moods.doubting;
    case 0x4f: // O
    case 0x6f: // o
      return moods.surprised;
    case 0x2a: // *
      return moods.kissing;
    case 0x40: // @
      return moods.angry;
    default:
      return 0;
  }
}

/** "<3" and "</3". */
function heartAt(text: string, index: number): number {
  if (text.charCodeAt(index + 1) === 0x33) return 2 + 8 * moods.loving;
  return text.startsWith("/3", index + 1) ? 3 + 8 * moods.heartbroken : 0;
}

/** "(:" and "(-:" */
function mirroredAt(text: string, index: number): number {
  const isNosed = text.charCodeAt(index + 1) === 0x2d;
  const eyes = text.charCodeAt(index + (isNosed ? 2 : 1));
  return eyes === 0x3a || eyes === 0x3b ? (isNosed ? 3 : 2) + 8 * moods.happy : 0;
}

/** "^^" and "^_^" */
function frownless(text: string, index: number): number {
  if (text.charCodeAt(index + 1) === 0x5e) return 2 + 8 * moods.happy;
  return text.startsWith("_^", index + 1) ? 3 + 8 * moods.happy : 0;
}
