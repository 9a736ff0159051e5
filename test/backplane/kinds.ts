import type { JobKind } from "../../src/backplane/backplane.ts";

export interface Inputs {
  collect: { feed: number };
  board: { board: number };
  read: { page: number; network: string };
}

export const kinds: readonly JobKind[] = [
  { name: "collect", attempts: 3, key: ({ feed }: Inputs["collect"]) => String(feed) },
  { name: "board", attempts: 1, key: ({ board }: Inputs["board"]) => String(board) },
  {
    name: "read",
    attempts: 1,
    key: ({ page, network }: Inputs["read"]) => `${network} ${page}`,
    lane: ({ network }: Inputs["read"]) => network,
  },
];
