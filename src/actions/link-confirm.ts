import { askedCard, linkedCard, waitingCard } from "../cards/link-card.ts";
import { linkRefusals } from "../cards/words/link.ts";
import { refuse } from "../model/errors.ts";
import type { Link } from "../model/link.ts";
import type { Services } from "../services.ts";
import { defineAction, type Press } from "./action.ts";
import { answered, tellOther } from "./linked.ts";
import { readValue } from "./value.ts";

/** Value: "link". Says yes for the workspace it is pressed in; after both said it, what is open is shared. */
export default defineAction({
  id: "link-confirm",
  writes: "workspace",
  async run(press, services) {
    const link = await confirmed(press, services);
    /** As the other side sees it. */
    const seen = await services.tenant(link.other.workspace).links.get(link.id);
    if (link.state !== "linked") {
      if (seen)
        await tellOther(
          { link, what: "asked", card: (hears) => (language) => askedCard(seen, hears, language) },
          services,
        );
      return answered((language) => waitingCard(link, language), press);
    }
    if (seen) await tellOther({ link, what: "linked", card: () => (language) => linkedCard(seen, language) }, services);
    await shareOpen(press.where.channel.workspace, services);
    return answered((language) => linkedCard(link, language), press);
  },
});

async function confirmed({ value, where }: Press, services: Services): Promise<Link> {
  const link = await services.tenant(where.channel.workspace).links.confirm(readValue(value).id);
  if (link === null) return refuse(linkRefusals.settled);
  if (typeof link === "string") return refuse(linkRefusals[link]);
  return link;
}

/** As many recent incidents as are looked at. */
const incidentsMax = 100;

async function shareOpen(workspace: string, services: Services): Promise<void> {
  const { trackers, incidents } = services.tenant(workspace);
  const ids = (await trackers.list()).map(({ id }) => id);
  for (const { id, endedAt } of await incidents.list(ids, incidentsMax))
    if (!endedAt) await services.jobs.add({ name: "share", input: { workspace, incident: id } });
}
