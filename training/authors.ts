import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { AuthorKind, Habits } from "../src/analysis/author-kind.ts";
import type { Author } from "../src/model/author.ts";

/** An author as sketched in words/authors.txt, and what they are. */
export interface Sketch {
  readonly kind: AuthorKind;
  readonly author: Author;
  readonly habits: Habits;
  /** Every second one of a kind. */
  readonly isHeldBack: boolean;
}

export function readSketches(folder: string): readonly Sketch[] {
  const counts = new Map<string, number>();
  return readFileSync(join(folder, "authors.txt"), "utf8")
    .split("\n")
    .filter((line) => line !== "" && !line.startsWith("#"))
    .map((line) => {
      const [kind = "", handle = "", name = "", followers, verified, automated, ...figures] = line.split("|");
      const [posts, texts, minutes, gap] = figures.map(numberOf);
      const count = counts.get(kind) ?? 0;
      counts.set(kind, count + 1);
      return {
        kind: kind as AuthorKind,
        author: {
          id: handle,
          handle,
          name,
          followers: numberOf(followers),
          verified: truthOf(verified),
          automated: truthOf(automated),
        },
        habits: {
          posts: posts ?? 0,
          equalTexts: shareOf(texts),
          equalMinutes: shareOf(minutes),
          medianGapMs: gap == null ? null : gap * 1_000,
        },
        isHeldBack: count % 2 === 1,
      };
    });
}

const numberOf = (cell: string | undefined): number | null =>
  cell === undefined || cell === "-" ? null : Number(cell);
const shareOf = (percent: number | null | undefined): number | null => (percent == null ? null : percent / 100);
const truthOf = (cell: string | undefined): boolean | null => (cell === "yes" ? true : cell === "no" ? false : null);
