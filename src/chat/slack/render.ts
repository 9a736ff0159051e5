import type { Card, Part } from "../../cards/card.ts";
import { toneMarks } from "../tones.ts";
import type { Block } from "./blocks.ts";
import { line, notification, plainObject } from "./escape.ts";
import { folded, type Piece } from "./fold.ts";
import { isSlackId } from "./inline.ts";
import {
  blocksMax,
  headerCharactersMax,
  messageCharactersMax,
  notificationCharactersMax,
  tablesMax,
} from "./limits.ts";
import { type PartLook, piecesOf } from "./parts.ts";
import type { PictureOf } from "./picture.ts";
import { slackWords } from "./words.ts";

/** What chat.postMessage and chat.update get; unfurling of links and media stays off there. */
export interface SlackMessage {
  /** The line of notifications and screen readers (docs.slack.dev/reference/methods/chat.postMessage). */
  text: string;
  blocks: Block[];
}

/** A card as a message. It is never refused: what Slack has no room for is folded and counted. */
export function messageOf(card: Card, pictureOf: PictureOf): SlackMessage {
  const { tone, summary, sparkline, language = "en" } = card;
  const [header, ...rest] = cardPieces(card, { picture: pictureOf, sparkline });
  const ping = pingOf(card);
  const said = [tone === "alert" ? slackWords[language].alert(summary) : summary, sparkline ?? ""];
  return {
    text: notification(said.join(" "), notificationCharactersMax),
    blocks: folded(
      [...(header ? [header] : []), ...(ping ? [ping] : []), ...rest],
      { blocks: blocksMax.message, characters: messageCharactersMax },
      language,
    ),
  };
}

/** People and groups there are on Slack, roles are Discord's. */
function pingOf({ ping }: Card): Piece | null {
  if (!ping || !isSlackId(ping.id) || ping.kind === "role") return null;
  const mention = ping.kind === "group" ? `<!subteam^${ping.id}>` : `<@${ping.id}>`;
  return { blocks: [{ type: "section", text: { type: "mrkdwn", text: mention } }], kept: true };
}

/** The action behind an `action_id` of our controls: "mute:1" is "mute". */
export function actionOf(actionId: string): string {
  const colon = actionId.lastIndexOf(":");
  return colon < 0 ? actionId : actionId.slice(0, colon);
}

/** The title and every part. Only the first table is Slack's own, and of pictures that cannot be shown only the first leaves the sparkline. */
export function cardPieces(card: Card, look: Omit<PartLook, "table" | "language">): Piece[] {
  const placesOf = (kind: Part["kind"]) => card.parts.flatMap((part, i) => (part.kind === kind ? [i] : []));
  const native = placesOf("table").slice(0, tablesMax);
  const [picture] = placesOf("picture");
  return [
    { blocks: [headerOf(card)], kept: true },
    ...card.parts.flatMap((part, i) =>
      piecesOf(part, {
        picture: look.picture,
        sparkline: i === picture ? look.sparkline : undefined,
        table: native.includes(i) ? "native" : "monospace",
        language: card.language ?? "en",
      }),
    ),
  ];
}

const headerOf = ({ tone, title }: Card): Block => ({
  type: "header",
  text: plainObject(`${toneMarks[tone]}${line(title, headerCharactersMax - toneMarks[tone].length)}`),
});
