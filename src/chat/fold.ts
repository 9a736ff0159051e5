/** What belongs together of a card: shown whole or counted. */
export interface Piece<Block> {
  readonly blocks: readonly Block[];
  /** Controls and small print: they have the first call on the room, up to half of it. */
  readonly kept: boolean;
  /** How many things are missing where it is; 1 where nothing is said. */
  readonly counts?: number;
}

/** What a surface has room for, or a block takes of it. */
export interface Room {
  readonly blocks: number;
  readonly characters: number;
}

/** How a surface counts. */
export interface Folding<Block> {
  readonly room: Room;
  readonly sizeOf: (block: Block) => Room;
  /** "… and 3 more" */
  readonly moreOf: (count: number) => Block;
}

/** The blocks of as many pieces as there is room for, in their order; the others are counted where the first of them is missing. */
export function folded<Block>(pieces: readonly Piece<Block>[], { room, sizeOf, moreOf }: Folding<Block>): Block[] {
  const without = (left: Room, piece: Piece<Block>): Room =>
    piece.blocks.map(sizeOf).reduce(
      ({ blocks, characters }, size) => ({
        blocks: blocks - size.blocks,
        characters: characters - size.characters,
      }),
      left,
    );
  /** The first pieces, up to the first for which there is no room. */
  const taken = (from: readonly Piece<Block>[], whole: Room): readonly Piece<Block>[] => {
    let left = whole;
    const end = from.findIndex((piece) => {
      left = without(left, piece);
      return left.blocks < 0 || left.characters < 0;
    });
    return end < 0 ? from : from.slice(0, end);
  };
  if (taken(pieces, room).length === pieces.length) return pieces.flatMap((piece) => piece.blocks);
  const half = { blocks: Math.floor(room.blocks / 2), characters: Math.floor(room.characters / 2) };
  const kept = taken(
    pieces.filter((piece) => piece.kept),
    half,
  );
  const more: Piece<Block> = { blocks: [moreOf(99_999)], kept: false };
  const content = pieces.filter((piece) => !piece.kept);
  const shown = new Set([...kept, ...taken(content, [...kept, more].reduce(without, room))]);
  const missing = pieces.findIndex((piece) => !shown.has(piece));
  const left = pieces.reduce((sum, piece) => sum + (shown.has(piece) ? 0 : (piece.counts ?? 1)), 0);
  return pieces.flatMap((piece, i) => [
    ...(i === missing ? [moreOf(left)] : []),
    ...(shown.has(piece) ? piece.blocks : []),
  ]);
}
