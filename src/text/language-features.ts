import { scriptOf, scripts } from "./language-scripts.ts";
import { characterKinds, kindOf } from "./sentiment-characters.ts";
import { firstHash, nextHash, type Reading } from "./sentiment-reading.ts";

/** What tells languages apart: whole words and runs of three and four letters, word ends among them. Used again for the next text. */
export interface Traits {
  readonly hashes: Int32Array;
  length: number;
  /** Letters in each of `scripts`; spaces between words count as letters of none. */
  readonly letters: Uint32Array;
}

/** What lies further on tells nothing new. The sums of that many weights fit into 16 bits. */
export const traitsMax = 500;

const traits: Traits = { hashes: new Int32Array(traitsMax + 4), length: 0, letters: new Uint32Array(scripts.length) };

/** A letter, or a space for whatever is none; 0 is not known yet. */
const letterOrSpace = new Uint16Array(0x1_0000);

function learnt(code: number): number {
  letterOrSpace[code] = kindOf(code) === characterKinds.letter ? code : 0x20;
  return letterOrSpace[code] as number;
}

/** 1 for a space, 0 for a letter. */
const spaceBit = (code: number): number => ((code ^ 0x20) - 1) >>> 31;

/**
 * Where words end cannot be foreseen, and a processor that guesses wrongly loses the time of a dozen letters. So everything is worked
 * out and written at every letter, and only the length says whether it counts.
 */
export function traitsOf(reading: Reading): Traits {
  const { letters, charactersCount } = reading;
  const { hashes, letters: counts } = traits;
  counts.fill(0);
  let length = 0;
  let first = 0x20;
  let second = 0x20;
  let third = 0x20;
  let isSecondSpace = 1;
  let isThirdSpace = 1;
  let word = firstHash;
  for (let at = 1; at < charactersCount && length < traitsMax; at++) {
    const code = letters[at] as number;
    const fourth = letterOrSpace[code] || learnt(code);
    const isSpace = spaceBit(fourth);
    if ((isSpace & isThirdSpace) === 1) continue;
    const script = scriptOf(fourth);
    counts[script] = (counts[script] as number) + 1;
    hashes[length] = word ^ 0x5bd1e995;
    length += isSpace;
    word = (firstHash & -isSpace) | (nextHash(word, fourth) & (isSpace - 1));
    const run = nextHash(nextHash(nextHash(firstHash, second), third), fourth);
    hashes[length] = run;
    length += 1 - (isSecondSpace & isThirdSpace);
    hashes[length] = nextHash(run, first) ^ 0x27d4eb2f;
    length += (1 - isSecondSpace) & (1 - isThirdSpace);
    first = second;
    second = third;
    third = fourth;
    isSecondSpace = isThirdSpace;
    isThirdSpace = isSpace;
  }
  traits.length = length;
  return traits;
}

/** `bits`: of the places of the table. */
export function traitPlace(hash: number, bits: number): number {
  const mixed = Math.imul(hash ^ (hash >>> 15), 0x85ebca6b);
  return (mixed ^ (mixed >>> 13)) >>> (32 - bits);
}
