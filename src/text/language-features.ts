import { scriptOf, scripts } from "./language-scripts.ts";
import { characterKinds, kindOf } from "./sentiment-characters.ts";
import { firstHash, nextHash, type Reading } from "./sentiment-reading.ts";

/** What tells languages apart: whole words and runs of three and four letters, word ends among them. Used again for the next text. */
export interface Traits {
  readonly hashes: Int32Array;
  length: number;
  /** Letters in each of `scripts`. */
  readonly letters: Uint32Array;
}

/** What lies further on tells nothing new. The sums of that many weights fit into 16 bits. */
export const traitsMax = 500;

const traits: Traits = { hashes: new Int32Array(traitsMax + 4), length: 0, letters: new Uint32Array(scripts.length) };

export function traitsOf(reading: Reading): Traits {
  const { letters, charactersCount } = reading;
  const { hashes } = traits;
  traits.letters.fill(0);
  let length = 0;
  let first = 0x20;
  let second = 0x20;
  let third = 0x20;
  let word = firstHash;
  for (let at = 1; at < charactersCount && length < traitsMax; at++) {
    const code = letters[at] as number;
    const isLetter = kindOf(code) === characterKinds.letter;
    if (isLetter) {
      (traits.letters[scriptOf(code)] as number)++;
      word = nextHash(word, code);
    } else if (third === 0x20) continue;
    else {
      hashes[length++] = word ^ 0x5bd1e995;
      word = firstHash;
    }
    const fourth = isLetter ? code : 0x20;
    const run = nextHash(nextHash(nextHash(firstHash, second), third), fourth);
    if (second !== 0x20 || third !== 0x20) {
      hashes[length++] = run;
      if (third !== 0x20 && second !== 0x20) hashes[length++] = nextHash(run, first) ^ 0x27d4eb2f;
    }
    first = second;
    second = third;
    third = fourth;
  }
  traits.length = length;
  return traits;
}

/** `bits`: of the places of the table. */
export function traitPlace(hash: number, bits: number): number {
  const mixed = Math.imul(hash ^ (hash >>> 15), 0x85ebca6b);
  return (mixed ^ (mixed >>> 13)) >>> (32 - bits);
}
