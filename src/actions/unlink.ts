import { endedCard } from "../cards/link-card.ts";
import { linkRefusals } from "../cards/words/link.ts";
import { refuse } from "../model/errors.ts";
import type { Link } from "../model/link.ts";
import type { Services } from "../services.ts";
import { defineAction, type Press } from "./action.ts";
import { answered, tellOnce, tellOther } from "./linked.ts";
import { readValue } from "./value.ts";

/** Value: "link". Ends it for both sides, or what was about to become one. */
export default defineAction({
  id: "unlink",
  writes: "workspace",
  async run(press, services) {
    const { workspace } = press.where.channel;
    const { links } = services.tenant(workspace);
    const { id } = readValue(press.value);
    const link = await links.get(id);
    if (!link) return refuse(linkRefusals.settled);
    /** As the other side sees it. */
    const seen = await services.tenant(link.other.workspace).links.get(id);
    const shown = [...(await shownBy(id, workspace, services)), ...(await shownBy(id, link.other.workspace, services))];
    const ended = await links.end(id);
    if (!ended) return refuse(linkRefusals.settled);
    for (const input of shown) await services.jobs.add({ name: "incident", input });
    await tellBoth(ended, seen, press, services);
    return answered((language) => endedCard(ended, language), press);
  },
});

const shownBy = async (link: number, workspace: string, { tenant }: Services) =>
  (await tenant(workspace).echoes.shownBy(link)).map((incident) => ({ workspace, incident }));

async function tellBoth(ended: Link, seen: Link | null, { where, who }: Press, services: Services): Promise<void> {
  // Nobody was asked, or said anything, who has yet to hear.
  if (ended.state === "redeemed") return;
  const what = "ended";
  if (seen) await tellOther({ link: ended, what, card: () => (language) => endedCard(seen, language) }, services);
  if (ended.who.id === who.id) return;
  const own = { ...where.channel, id: ended.who.id };
  await tellOnce(own, ended.who, { link: ended, what, card: () => (language) => endedCard(ended, language) }, services);
}
