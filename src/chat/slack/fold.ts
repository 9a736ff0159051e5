import { figure } from "../../model/figure.ts";
import type { Language } from "../../model/language.ts";
import { folded as foldedOf, type Piece as PieceOf, type Room } from "../fold.ts";
import { wordsOf } from "../words.ts";
import type { Block, Context } from "./blocks.ts";
import { plainObject } from "./escape.ts";
import { blockOverheadCharacters } from "./limits.ts";

export type Piece = PieceOf<Block>;

/** "… and 3 more": what a surface has no room for is counted, never refused. */
export const moreOf = (count: number, language: Language, things: "more" | "moreColumns" = "more"): Context => ({
  type: "context",
  elements: [plainObject(wordsOf[language][things](figure(count, language)))],
});

/** Characters are counted as JSON, with the overhead of each block. */
const sizeOf = (block: Block): Room => ({
  blocks: 1,
  characters: JSON.stringify(block).length + blockOverheadCharacters,
});

export const folded = (pieces: readonly Piece[], room: Room, language: Language): Block[] =>
  foldedOf(pieces, { room, sizeOf, moreOf: (count) => moreOf(count, language) });
