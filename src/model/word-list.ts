import type { Person } from "./place.ts";

/** A topic of a workspace's own: the words and phrases that posts about it have. */
export interface StoredWordList {
  readonly id: number;
  readonly name: string;
  readonly words: readonly string[];
}

export interface WordLists {
  /** By name. */
  list(): Promise<readonly StoredWordList[]>;
  /** Instead of the one of that id; a new one where there is none. No two are called the same. */
  save(id: number | null, list: Pick<StoredWordList, "name" | "words">, who: Person): Promise<StoredWordList>;
  /** What it was; null where there is none. */
  remove(id: number): Promise<StoredWordList | null>;
}
