import type { Post } from "../model/post.ts";
import type { Subject } from "../model/subject.ts";
import { fold } from "./fold.ts";
import { createKeyTable, type KeyTable } from "./key-table.ts";

/** Followed subjects, and which posts they mean. What a post costs does not grow with how many are followed. */
export interface Matcher {
  /** `network` null follows it everywhere. Adding what is there changes nothing. */
  add(network: string | null, subject: Subject, id: number): void;
  remove(network: string | null, subject: Subject, id: number): void;
  /** Ids of what the post matches, each once: a hashtag by the post's tags, an account by its author, a phrase by its words in a row. */
  match(post: Matchable): number[];
}

export type Matchable = Pick<Post, "network" | "author" | "title" | "text" | "tags">;

interface Shelf {
  readonly hashtags: KeyTable<Ids>;
  readonly accounts: KeyTable<Ids>;
  readonly phrases: Branch;
}

/** One id alone, as most have it, or several: a Set for each would be four more places of memory to visit. */
type Ids = number | Set<number>;

/** Phrases by their first word, then by the next one. */
interface Branch {
  readonly ids: Set<number>;
  readonly next: Map<string, Branch>;
}

const newBranch = (): Branch => ({ ids: new Set(), next: new Map() });

export function createMatcher(): Matcher {
  const shelves = new Map<string | null, Shelf>();
  const everywhere = shelfOf(shelves, null);
  return {
    add(network, subject, id) {
      const shelf = shelfOf(shelves, network);
      if (subject.kind === "phrase") return addPhrase(shelf.phrases, wordsOf(subject.key), id);
      const ids = keyed(shelf, subject.kind);
      ids.set(subject.key, withId(ids.get(subject.key), id));
    },
    remove(network, subject, id) {
      const shelf = shelves.get(network);
      if (!shelf) return;
      if (subject.kind === "phrase") return removePhrase(shelf.phrases, wordsOf(subject.key), id);
      const ids = keyed(shelf, subject.kind);
      const left = ids.get(subject.key);
      if (typeof left === "object") left.delete(id);
      if (left === id || (typeof left === "object" && left.size === 0)) ids.set(subject.key, undefined);
    },
    match(post) {
      const found: number[] = [];
      collect(everywhere, post, found);
      const own = shelves.get(post.network);
      if (own) collect(own, post, found);
      return found.length < 2 ? found : [...new Set(found)];
    },
  };
}

function shelfOf(shelves: Map<string | null, Shelf>, network: string | null): Shelf {
  const there = shelves.get(network);
  if (there) return there;
  const shelf = { hashtags: createKeyTable<Ids>(), accounts: createKeyTable<Ids>(), phrases: newBranch() };
  shelves.set(network, shelf);
  return shelf;
}

const keyed = (shelf: Shelf, kind: "hashtag" | "account") => (kind === "hashtag" ? shelf.hashtags : shelf.accounts);

function withId(ids: Ids | undefined, id: number): Ids {
  if (ids === undefined || ids === id) return id;
  return typeof ids === "number" ? new Set([ids, id]) : ids.add(id);
}

function collect(shelf: Shelf, post: Matchable, found: number[]): void {
  if (shelf.hashtags.size > 0) for (const { key } of post.tags) take(shelf.hashtags.get(key), found);
  if (shelf.accounts.size > 0 && post.author) take(shelf.accounts.get(fold(post.author.handle)), found);
  if (shelf.phrases.next.size > 0)
    collectPhrases(shelf.phrases, wordsOf(fold(`${post.title ?? ""}\n${post.text}`)), found);
}

function take(ids: Ids | undefined, found: number[]): void {
  if (typeof ids === "number") found.push(ids);
  else if (ids) for (const id of ids) found.push(id);
}

/** Folded text as words: what stands between white space and punctuation. */
const wordsOf = (folded: string): readonly string[] => folded.match(/[\p{L}\p{M}\p{Nd}_]+/gu) ?? [];

function collectPhrases(phrases: Branch, words: readonly string[], found: number[]): void {
  for (let start = 0; start < words.length; start++) {
    let branch: Branch | undefined = phrases;
    for (let at = start; branch && at < words.length; at++) {
      branch = branch.next.get(words[at] ?? "");
      take(branch?.ids, found);
    }
  }
}

function addPhrase(phrases: Branch, words: readonly string[], id: number): void {
  let branch = phrases;
  for (const word of words) {
    const next = branch.next.get(word) ?? newBranch();
    branch.next.set(word, next);
    branch = next;
  }
  if (branch !== phrases) branch.ids.add(id);
}

/** Branches that nothing hangs on any more go too. */
function removePhrase(branch: Branch, [word, ...rest]: readonly string[], id: number): void {
  if (word === undefined) {
    branch.ids.delete(id);
    return;
  }
  const next = branch.next.get(word);
  if (!next) return;
  removePhrase(next, rest, id);
  if (next.ids.size === 0 && next.next.size === 0) branch.next.delete(word);
}
