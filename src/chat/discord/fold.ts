import { type Folding, folded as foldedOf, type Piece as PieceOf, type Room } from "../fold.ts";
import { type Block, kind, textDisplay } from "./components.ts";
import { componentsMax, textCharactersMax } from "./limits.ts";

export type Piece = PieceOf<Block>;
export type MoreOf = Folding<Block>["moreOf"];

/** "… and 3 more" in small print: what has no room is counted, never refused. */
export const smallPrint = (text: string): Block => textDisplay(`-# ${text}`);

/** Nested components count too, and between two text displays may be a line end. */
const sizeOf = (block: Block): Room => ({
  blocks: 1 + (block.type === kind.row ? block.components.length : 0),
  characters: block.type === kind.text ? block.content.length + 1 : 0,
});

/** What one container has room for. */
const room: Room = { blocks: componentsMax - 1, characters: textCharactersMax };

export const folded = (pieces: readonly Piece[], moreOf: MoreOf): Block[] => foldedOf(pieces, { room, sizeOf, moreOf });
