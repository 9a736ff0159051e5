import { listed } from "../model/figure.ts";
import type { Card, Control } from "./card.ts";

export interface Analysis {
  /** With "#", as written. */
  readonly hashtags: readonly string[];
  readonly mentions: number;
  readonly links: number;
}

/** As many as a row of controls has room for. */
const offeredMax = 5;

/** What a message of the chat holds for somebody who tracks hashtags. `offers` are those not tracked here yet. */
export const analysisCard = ({ hashtags, mentions, links }: Analysis, offers: readonly Control[]): Card => {
  const found =
    hashtags.length === 0
      ? "There is no hashtag in that message."
      : `That message has ${hashtags.length === 1 ? "the hashtag" : "the hashtags"} ${listed([...hashtags])}.`;
  const beside = [
    ...(mentions > 0 ? [`${mentions} ${mentions === 1 ? "mention" : "mentions"}`] : []),
    ...(links > 0 ? [`${links} ${links === 1 ? "link" : "links"}`] : []),
  ];
  return {
    title: "What that message is about",
    tone: "quiet",
    summary: found,
    parts: [
      { kind: "text", text: [beside.length > 0 ? `${found} Beside it: ${listed(beside)}.` : found] },
      ...(offers.length > 0 ? [{ kind: "actions" as const, controls: offers.slice(0, offeredMax) }] : []),
    ],
  };
};
