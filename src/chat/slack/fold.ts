import { figure } from "../../model/figure.ts";
import type { Language } from "../../model/language.ts";
import { wordsOf } from "../words.ts";
import type { Block, Context } from "./blocks.ts";
import { plainObject } from "./escape.ts";
import { blockOverheadCharacters } from "./limits.ts";

/** What belongs together of a card: shown whole or counted. */
export interface Piece {
  readonly blocks: readonly Block[];
  /** Controls and small print: they have the first call on the room, up to half of it. */
  readonly kept: boolean;
  /** How many things are missing where it is; 1 where nothing is said. */
  readonly counts?: number;
}

export interface Room {
  readonly blocks: number;
  /** As JSON, with the overhead of each block. */
  readonly characters: number;
}

/** "… and 3 more": what a surface has no room for is counted, never refused. */
export const moreOf = (count: number, language: Language, things: "more" | "moreColumns" = "more"): Context => ({
  type: "context",
  elements: [plainObject(wordsOf[language][things](figure(count, language)))],
});

const charactersOf = (blocks: readonly Block[]): number =>
  blocks.reduce((sum, block) => sum + JSON.stringify(block).length + blockOverheadCharacters, 0);

/** The blocks of as many pieces as there is room for, in their order; the others are counted where the first of them is missing. */
export function folded(pieces: readonly Piece[], room: Room, language: Language): Block[] {
  if (fits(pieces, room)) return pieces.flatMap((piece) => piece.blocks);
  const half = { blocks: Math.floor(room.blocks / 2), characters: Math.floor(room.characters / 2) };
  const kept = taken(
    pieces.filter((piece) => piece.kept),
    half,
  );
  const content = pieces.filter((piece) => !piece.kept);
  const shown = new Set([...kept, ...taken(content, without(room, [...kept, moreAtMost(language)]))]);
  const missing = pieces.findIndex((piece) => !shown.has(piece));
  const left = pieces.reduce((sum, piece) => sum + (shown.has(piece) ? 0 : (piece.counts ?? 1)), 0);
  return pieces.flatMap((piece, i) => [
    ...(i === missing ? [moreOf(left, language)] : []),
    ...(shown.has(piece) ? piece.blocks : []),
  ]);
}

const moreAtMost = (language: Language): Piece => ({ blocks: [moreOf(99_999, language)], kept: false });

/** The first pieces, up to the first for which there is no room. */
function taken(pieces: readonly Piece[], room: Room): readonly Piece[] {
  let left = room;
  const end = pieces.findIndex((piece) => {
    left = without(left, [piece]);
    return left.blocks < 0 || left.characters < 0;
  });
  return end < 0 ? pieces : pieces.slice(0, end);
}

const fits = (pieces: readonly Piece[], room: Room): boolean => taken(pieces, room).length === pieces.length;

function without(room: Room, pieces: readonly Piece[]): Room {
  const blocks = pieces.flatMap((piece) => piece.blocks);
  return { blocks: room.blocks - blocks.length, characters: room.characters - charactersOf(blocks) };
}
