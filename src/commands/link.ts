import { askedCard, codeCard, linksCard, offerCard } from "../cards/link-card.ts";
import { linkRefusals } from "../cards/words/link.ts";
import type { Person, Place } from "../model/place.ts";
import type { Reply, Services } from "../services.ts";
import { refuse } from "./option.ts";

type Asked = { readonly where: Place; readonly who: Person };

/** `/hashtag link`: a code for another workspace, and what waits for an answer here; with a code of another: what it would be. */
export async function link(code: string | null, { where, who }: Asked, services: Services): Promise<Reply> {
  const { links } = services.tenant(where.channel.workspace);
  if (code !== null) {
    const taken = await links.redeem(code, who);
    if (typeof taken === "string") return refuse(linkRefusals[taken].en);
    return { visible: "only-you", card: offerCard(taken, "en") };
  }
  const [first, ...more] = (await links.waiting()).map(
    (asked): Reply => ({ visible: "only-you", card: askedCard(asked, true, "en") }),
  );
  if (first) return { ...first, also: more };
  const offered = await links.offer(who);
  if (offered === "full") return refuse(linkRefusals.full.en);
  return { visible: "only-you", card: codeCard(offered.code, "en") };
}

/** `/hashtag unlink`: what there is to end, each with a button. */
export async function unlink({ channel }: Place, services: Services): Promise<Reply> {
  const links = await services.tenant(channel.workspace).links.list();
  if (links.length === 0) return refuse(linkRefusals.none.en);
  return { visible: "only-you", card: linksCard(links, "en") };
}
