import type { Author } from "../model/author.ts";
import { hourMs } from "../model/clock.ts";
import { hash } from "./hash.ts";

export type NetworkAuthor = readonly [network: string, author: Author];

/** Authors of which this process wrote the same within the hour: most posts are by somebody who has just posted. */
export interface KnownAuthors {
  unknown(authors: readonly NetworkAuthor[], at: Date): readonly NetworkAuthor[];
  /** Once they are committed. */
  remember(authors: readonly NetworkAuthor[], at: Date): void;
}

/** Remembered: between one and two times as many, some 40 bytes each. */
const generationAuthors = 25_000;

/** An hour is far less than what an author's row lives after it was written, and than what its renewal may be late. */
export function knownAuthors(): KnownAuthors {
  let young = new Map<number, number>();
  let old = new Map<number, number>();
  let latest = new Date(0);
  return {
    unknown(authors, at) {
      const hour = hourOf(at);
      return authors.filter((author) => {
        const name = nameOf(author);
        return (young.get(name) ?? old.get(name)) !== factsOf(author, hour);
      });
    },
    remember(authors, at) {
      // What an older reading says is not what was stored.
      if (at < latest) return;
      latest = at;
      const hour = hourOf(at);
      for (const author of authors) young.set(nameOf(author), factsOf(author, hour));
      if (young.size < generationAuthors) return;
      old = young;
      young = new Map();
    },
  };
}

function nameOf([network, { id }]: NetworkAuthor): number {
  const [high, low] = hash(`${network}\n${id}`);
  return high * 2 ** 21 + (low >>> 11);
}

const hourOf = (at: Date): number => Math.floor(at.getTime() / hourMs);

const factsOf = ([, { handle, name, followers, verified, automated }]: NetworkAuthor, hour: number): number =>
  hash(`${hour}\n${handle}\n${name}\n${followers}\n${verified}\n${automated}`)[0] | 0;
