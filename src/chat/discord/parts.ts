import type { Fact, Part, Picture } from "../../cards/card.ts";
import type { Words } from "../words.ts";
import { type Block, kind, textDisplay } from "./components.ts";
import { controlsOf } from "./controls.ts";
import { codeText, line, markdownLine } from "./escape.ts";
import { type Piece, smallPrint } from "./fold.ts";
import { markdownOf } from "./inline.ts";
import { altCharactersMax } from "./limits.ts";
import { type PostLook, postOf } from "./posts.ts";
import { tableOf } from "./table.ts";

/** Name of the attached file that shows a picture; null where it cannot be shown: then its words (alt) stand there. */
export type PictureOf = (picture: Picture) => string | null;

/** How a part of one card is shown. */
export interface PartLook extends PostLook {
  readonly pictureOf: PictureOf;
  /** Stands where a picture cannot be shown. */
  readonly sparkline: string | undefined;
  /** How many controls of the card are before this part's. */
  readonly controlsBefore: number;
  /** A count in the card's language. */
  readonly figureOf: (count: number) => string;
  readonly words: Words;
}

/** Half of a message's; the other half is for what is kept. */
const textMax = 1_700;
const noteCharactersMax = 500;
const postsMax = 10;
const factsMax = 10;
const factCharactersMax = 80;
const captionCharactersMax = 300;

/** The pieces of a part; none where there is nothing to show. Posts and rows of controls are a piece each, so that they fold one by one. */
export function piecesOf(part: Part, look: PartLook): Piece[] {
  switch (part.kind) {
    case "text": {
      const text = markdownOf(part.text, textMax);
      return text === "" ? [] : [piece(textDisplay(text))];
    }
    case "facts":
      return factsOf(part.facts, look);
    case "picture":
      return [piece(pictureBlock(part.picture, look))];
    case "posts": {
      const shown = part.posts.slice(0, postsMax);
      return [...shown.map((post) => piece(postOf(post, look))), ...morePieces(part.posts.length - shown.length, look)];
    }
    case "table": {
      const blocks = tableOf(part.columns, part.rows, look.words, look.figureOf);
      return blocks.length === 0 ? [] : [{ blocks, kept: false }];
    }
    case "actions": {
      const { rows, missing } = controlsOf(part.controls, look.controlsBefore);
      return [...rows.map(piece).map(kept), ...morePieces(missing, look).map(kept)];
    }
    case "note": {
      const lines = markdownOf(part.text, noteCharactersMax).split("\n");
      const text = lines.flatMap((one) => (one.trim() === "" ? [] : [`-# ${one.trim()}`])).join("\n");
      return text === "" ? [] : [kept(piece(textDisplay(text)))];
    }
    default:
      return part satisfies never;
  }
}

const piece = (block: Block): Piece => ({ blocks: [block], kept: false });
const kept = (one: Piece): Piece => ({ ...one, kept: true });

const morePieces = (count: number, { words, figureOf }: PartLook): Piece[] =>
  count > 0 ? [{ blocks: [smallPrint(words.more(figureOf(count)))], kept: false, counts: count }] : [];

/** A line each, as two columns break on a phone. */
function factsOf(facts: readonly Fact[], look: PartLook): Piece[] {
  if (facts.length === 0) return [];
  const shown = facts.slice(0, factsMax).map(({ label, value, change }) => {
    const said = change === undefined ? [] : [markdownLine(change, factCharactersMax)];
    return [`${markdownLine(label, factCharactersMax)} **${markdownLine(value, factCharactersMax)}**`, ...said].join(
      "  ",
    );
  });
  return [piece(textDisplay(shown.join("\n"))), ...morePieces(facts.length - shown.length, look)];
}

function pictureBlock(picture: Picture, { pictureOf, sparkline }: PartLook): Block {
  const file = pictureOf(picture);
  if (file !== null && file !== "")
    return {
      type: kind.gallery,
      items: [{ media: { url: `attachment://${file}` }, description: line(picture.alt, altCharactersMax) }],
    };
  const drawn = codeText(sparkline ?? "", factCharactersMax);
  return smallPrint(
    [markdownLine(picture.alt, captionCharactersMax), ...(drawn === "" ? [] : [`\`${drawn}\``])].join(" "),
  );
}
