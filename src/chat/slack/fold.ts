import { folded as foldedOf, type Piece as PieceOf, type Room } from "../fold.ts";
import type { Block, Context } from "./blocks.ts";
import { plainObject } from "./escape.ts";
import { blockOverheadCharacters } from "./limits.ts";

export type Piece = PieceOf<Block>;

/** "… and 3 more": what a surface has no room for is counted, never refused. */
export const moreOf = (count: number, things = ""): Context => ({
  type: "context",
  elements: [plainObject(`… and ${count.toLocaleString("en")} more ${things}`.trimEnd())],
});

/** Characters are counted as JSON, with the overhead of each block. */
const sizeOf = (block: Block): Room => ({
  blocks: 1,
  characters: JSON.stringify(block).length + blockOverheadCharacters,
});

export const folded = (pieces: readonly Piece[], room: Room): Block[] => foldedOf(pieces, { room, sizeOf, moreOf });
