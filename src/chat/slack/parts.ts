import type { Fact, Part, Picture } from "../../cards/card.ts";
import type { Language } from "../../model/language.ts";
import type { Block, Context } from "./blocks.ts";
import { controlsOf } from "./controls.ts";
import { inertText, line, mrkdwnObject, mrkdwnText, plainObject } from "./escape.ts";
import { moreOf, type Piece } from "./fold.ts";
import { mrkdwnOf, richOf } from "./inline.ts";
import { altCharactersMax, fieldCharactersMax, fieldsMax, textCharactersMax, urlCharactersMax } from "./limits.ts";
import { lineChart } from "./line-chart.ts";
import type { PictureOf } from "./picture.ts";
import { postOf } from "./posts.ts";
import { tableOf } from "./table.ts";

/** How the parts of one card are shown on one surface. */
export interface PartLook {
  /** "left-out" where pictures have no place at all. */
  readonly picture: PictureOf | "left-out";
  /** Stands where a picture cannot be shown. */
  readonly sparkline: string | undefined;
  readonly table: "native" | "monospace";
  readonly language: Language;
}

/** Small print: Slack would take three times as much. */
const noteCharactersMax = 1_000;
const postsMax = 10;
const factCharactersMax = 80;
const captionCharactersMax = 300;

/** The pieces of a part; none where there is nothing to show. Posts are a piece each, so that they fold one by one. */
export function piecesOf(part: Part, look: PartLook): Piece[] {
  switch (part.kind) {
    case "text": {
      const elements = richOf(part.text, textCharactersMax);
      return piece(
        elements.length === 0 ? [] : [{ type: "rich_text", elements: [{ type: "rich_text_section", elements }] }],
      );
    }
    case "facts":
      return piece(factsOf(part.facts, look.language));
    case "picture":
      return piece(look.picture === "left-out" ? [] : pictureBlocks(part.picture, look.picture, look.sparkline));
    case "posts": {
      const more = part.posts.length - postsMax;
      return [
        ...part.posts.slice(0, postsMax).flatMap((post) => piece([postOf(post, look.language)])),
        ...(more > 0 ? [{ blocks: [moreOf(more, look.language)], kept: false, counts: more }] : []),
      ];
    }
    case "table":
      return piece(tableOf(part.columns, part.rows, look.table, look.language));
    case "actions":
      return kept(controlsOf(part.controls, look.language));
    case "note": {
      const text = mrkdwnOf(part.text, noteCharactersMax);
      return kept(text === "" ? [] : [{ type: "context", elements: [mrkdwnObject(text)] }]);
    }
    default:
      return part satisfies never;
  }
}

const piece = (blocks: readonly Block[]): Piece[] => (blocks.length === 0 ? [] : [{ blocks, kept: false }]);
const kept = (blocks: readonly Block[]): Piece[] => piece(blocks).map((one) => ({ ...one, kept: true }));

/** Two columns of label, value and change. */
function factsOf(facts: readonly Fact[], language: Language): Block[] {
  if (facts.length === 0) return [];
  const fields = facts.slice(0, fieldsMax).map(({ label, value, change }) => {
    const figures = [value, ...(change === undefined ? [] : [change])].map(fact).join("  ");
    return mrkdwnObject(`*${fact(label)}*\n${figures}`);
  });
  const more = facts.length - fields.length;
  return [{ type: "section", fields }, ...(more > 0 ? [moreOf(more, language)] : [])];
}

const fact = (text: string): string => mrkdwnText(line(text, factCharactersMax), fieldCharactersMax / 5);

function pictureBlocks(picture: Picture, pictureOf: PictureOf, sparkline: string | undefined): Block[] {
  const alt_text = line(picture.alt, altCharactersMax);
  const shown = pictureOf(picture);
  if (shown?.kind === "file" && shown.id !== "") return [{ type: "image", alt_text, slack_file: { id: shown.id } }];
  if (shown?.kind === "url" && isImageUrl(shown.url)) return [{ type: "image", alt_text, image_url: shown.url }];
  const drawn = shown?.kind === "line" && picture.line ? lineChart(picture.line) : null;
  return [...(drawn ? [drawn] : []), captionOf(picture.alt, sparkline)];
}

/** What the picture would have said, in short. */
function captionOf(alt: string, sparkline: string | undefined): Context {
  const words = line(alt, captionCharactersMax);
  const drawn = inertText(sparkline ?? "", factCharactersMax).trim();
  return { type: "context", elements: [plainObject(drawn === "" ? words : `${words} ${drawn}`)] };
}

const isImageUrl = (url: string): boolean =>
  URL.canParse(url) && /^https?:\/\//iu.test(url) && url.length <= urlCharactersMax;
