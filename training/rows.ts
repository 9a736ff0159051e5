import { readFileSync } from "node:fs";
import { join } from "node:path";

export const labels = ["negative", "neutral", "positive"] as const;

/** A labelled post, as the data files have it: JSON lines with id, lang, text and label. */
export interface Row {
  readonly lang: string;
  readonly text: string;
  /** A place in `labels`. */
  readonly label: number;
  /** The file it is from. */
  readonly source: string;
}

export function readRows(folder: string, source: string): Row[] {
  const lines = readFileSync(join(folder, `${source}.jsonl`), "utf8")
    .split("\n")
    .filter(Boolean);
  return lines.map((line) => {
    const { lang, text, label } = JSON.parse(line) as { lang: string; text: string; label: (typeof labels)[number] };
    return { lang, text, label: labels.indexOf(label), source };
  });
}

/** Random numbers from 0 to 1 that are the same in every run. */
export function seeded(seed: number): () => number {
  let state = (seed * 0x9e3779b1) >>> 0 || 1;
  return () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) / 2 ** 32;
  };
}

/** In an order of its own. */
export function shuffle(order: Uint32Array, random: () => number): void {
  for (let at = order.length - 1; at > 0; at--) {
    const other = Math.floor(random() * (at + 1));
    const kept = order[at] as number;
    order[at] = order[other] as number;
    order[other] = kept;
  }
}
