import type { JobKind } from "../../src/backplane/backplane.ts";

export interface Inputs {
  collect: { feed: number };
  board: { board: number };
}

export const kinds: readonly JobKind[] = [
  { name: "collect", attempts: 3, key: ({ feed }: Inputs["collect"]) => String(feed) },
  { name: "board", attempts: 1, key: ({ board }: Inputs["board"]) => String(board) },
];
