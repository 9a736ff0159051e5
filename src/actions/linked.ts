import type { Card } from "../cards/card.ts";
import { UserError } from "../model/errors.ts";
import type { Said } from "../model/language.ts";
import type { Link } from "../model/link.ts";
import type { Channel, Person } from "../model/place.ts";
import type { Reply, Services } from "../services.ts";
import type { Press } from "./action.ts";

/** Something to be said once, in private, to whoever acted for a side of a link. */
export interface News {
  readonly link: Link;
  /** What happened to the link: each is said once. */
  readonly what: "asked" | "linked" | "ended";
  /** `hears`: whether what is pressed there is heard as of that workspace. */
  card(hears: boolean): Said<Card>;
}

/** Who cannot be told finds it by /hashtag link or /hashtag unlink. */
export const tellOther = ({ link, ...news }: News, services: Services): Promise<void> => {
  const { surface, workspace, who } = link.other;
  return tellOnce({ surface, workspace, id: who.id }, who, { link, ...news }, services);
};

export async function tellOnce(channel: Channel, who: Person, { link, what, card }: News, services: Services) {
  const { deliveries } = services.tenant(channel.workspace);
  const key = `link:${link.id}:${what}`;
  if (!(await deliveries.claim(key)).claimed) return;
  try {
    await services.chat.tell(channel, who, card(services.chat.hearsInPrivate(channel)));
    await deliveries.sent(key, { channel, id: key });
  } catch (error) {
    await deliveries.failed(key, error instanceof Error ? error.message : String(error));
    if (error instanceof UserError) return;
    // What was agreed on stands all the same.
    services.log.warn({ workspace: channel.workspace, error }, "a side of a link could not be told");
  }
}

/** In the place of what was asked, where that can be edited; for the presser only. */
export const answered = (card: Said<Card>, { message }: Press): Reply =>
  message ? { visible: "channel", replace: true, card } : { visible: "only-you", card };
