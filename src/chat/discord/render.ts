import type { Card, Part } from "../../cards/card.ts";
import { toneMarks } from "../tones.ts";
import { wordsOf } from "../words.ts";
import { type Container, componentsFlag, kind, textDisplay } from "./components.ts";
import { markdownLine } from "./escape.ts";
import { folded, type Piece, smallPrint } from "./fold.ts";
import { isSnowflake } from "./inline.ts";
import { type PictureOf, piecesOf } from "./parts.ts";

export { pressedOf } from "./controls.ts";
export type { PictureOf } from "./parts.ts";

/** What a message is made of; whoever sends it adds flags, nonce and attachments. Whatever its text says, nobody is pinged but whom the card names. */
export interface DiscordMessage {
  readonly flags: number;
  readonly components: readonly Container[];
  readonly allowed_mentions: {
    readonly parse: readonly [];
    readonly roles?: readonly [string];
    readonly users?: readonly [string];
  };
}

export interface Look {
  readonly pictureOf: PictureOf;
  /** Whether only grown-ups see the channel: there sensitive posts are behind a spoiler, elsewhere they are left out. */
  readonly isAgeRestricted: boolean;
}

const titleCharactersMax = 200;
/** Red and green of Discord's own; other cards have no accent. */
const accents: Partial<Readonly<Record<Card["tone"], number>>> = { alert: 0xed4245, good: 0x57f287 };

/** A card as a message. It is never refused: what Discord has no room for is folded and counted. */
export function messageOf(card: Card, look: Look): DiscordMessage {
  const language = card.language ?? "en";
  const words = wordsOf[language];
  const figureOf = (count: number): string => count.toLocaleString(language);
  const [firstPicture] = placesOf(card, "picture");
  let controlsBefore = 0;
  const ping = pingOf(card);
  const pieces: Piece[] = [{ blocks: [titleOf(card), ...(ping ? [textDisplay(ping.mention)] : [])], kept: true }];
  for (const [i, part] of card.parts.entries()) {
    const sparkline = i === firstPicture ? card.sparkline : undefined;
    pieces.push(...piecesOf(part, { ...look, words, figureOf, sparkline, controlsBefore }));
    if (part.kind === "actions") controlsBefore += part.controls.length;
  }
  const components = folded(pieces, (count) => smallPrint(words.more(figureOf(count))));
  const accent = accents[card.tone];
  return {
    flags: componentsFlag,
    components: [{ type: kind.container, ...(accent !== undefined && { accent_color: accent }), components }],
    allowed_mentions: { parse: [], ...ping?.allowed },
  };
}

/** Roles and people there are on Discord, groups are Slack's. */
function pingOf({ ping }: Card) {
  if (!ping || !isSnowflake(ping.id)) return null;
  switch (ping.kind) {
    case "role":
      return { mention: `<@&${ping.id}>`, allowed: { roles: [ping.id] as const } };
    case "person":
      return { mention: `<@${ping.id}>`, allowed: { users: [ping.id] as const } };
    case "group":
      return null;
    default:
      return ping.kind satisfies never;
  }
}

const placesOf = (card: Card, kind: Part["kind"]): readonly number[] =>
  card.parts.flatMap((part, i) => (part.kind === kind ? [i] : []));

const titleOf = ({ tone, title }: Card) =>
  textDisplay(`${tone === "alert" ? "##" : "###"} ${toneMarks[tone]}${markdownLine(title, titleCharactersMax)}`);
