import type { Card } from "../../cards/card.ts";
import type { HomeView } from "./blocks.ts";
import { folded } from "./fold.ts";
import { blocksMax, viewCharactersMax } from "./limits.ts";
import { cardPieces } from "./render.ts";

/** A card as somebody's Home tab (docs.slack.dev/reference/views/home-tab-views), without its pictures; what there is no room for is folded. */
export const homeOf = (card: Card): HomeView => ({
  type: "home",
  blocks: folded(
    cardPieces(card, { picture: "left-out", sparkline: undefined }),
    { blocks: blocksMax.home, characters: viewCharactersMax },
    card.language ?? "en",
  ),
});
