import { askedCard, codeCard, linksCard, offerCard } from "../cards/link-card.ts";
import { linkRefusals } from "../cards/words/link.ts";
import { refuse } from "../model/errors.ts";
import type { Person, Place } from "../model/place.ts";
import type { Reply, Services } from "../services.ts";

type Asked = { readonly where: Place; readonly who: Person };

/** `/hashtag link`: a code for another workspace, or what waits for an answer here; with the code of another: what it would be. */
export async function link(code: string | null, { where, who }: Asked, services: Services): Promise<Reply> {
  const { links } = services.tenant(where.channel.workspace);
  if (code !== null) {
    const taken = await links.redeem(code, who);
    if (typeof taken === "string") return refuse(linkRefusals[taken]);
    return { visible: "only-you", card: (language) => offerCard(taken, language) };
  }
  const [first, ...more] = (await links.waiting()).map(
    (asked): Reply => ({ visible: "only-you", card: (language) => askedCard(asked, true, language) }),
  );
  if (first) return { ...first, also: more };
  const offered = await links.offer(who);
  if (offered === "full") return refuse(linkRefusals.full);
  return { visible: "only-you", card: (language) => codeCard(offered.code, language) };
}

/** `/hashtag unlink`: what there is to end, each with a button. */
export async function unlink({ channel }: Place, services: Services): Promise<Reply> {
  const links = await services.tenant(channel.workspace).links.list();
  if (links.length === 0) return refuse(linkRefusals.none);
  return { visible: "only-you", card: (language) => linksCard(links, language) };
}
