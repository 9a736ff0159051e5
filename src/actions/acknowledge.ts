import { takenCard } from "../cards/on-it.ts";
import { isOverAlready } from "../cards/words/acknowledge.ts";
import { refuse } from "../model/errors.ts";
import type { Reply, Services } from "../services.ts";
import { defineAction, type Press } from "./action.ts";
import { redrawIncident } from "./redraw.ts";
import undo from "./undo.ts";
import { readValue, trackerOf } from "./value.ts";

/**
 * Value: "incident", or "incident:undo". Whoever sees the alert may say that they are on it, and that nobody is, so neither needs the
 * right to manage. The alert itself then says who is.
 */
export default defineAction({
  id: "acknowledge",
  writes: false,
  async run(press, services) {
    const { id, detail } = readValue(press.value);
    const { workspace } = press.where.channel;
    const { incidents, changes } = services.tenant(workspace);
    const incident = await incidents.get(id);
    await trackerOf(incident?.tracker ?? 0, press, services);
    if (detail === "undo") return takeBack(id, press, services);
    const { who } = press;
    const said = await incidents.acknowledge(id, { who, at: services.clock.now() });
    if (said.isFirst) {
      await changes.record({ kind: "acknowledge", who, about: id, before: {} });
      await redrawIncident(id, workspace, services);
      return { visible: "only-you" };
    }
    const { acknowledged } = said.incident;
    if (!acknowledged) return refuse(isOverAlready);
    return { visible: "only-you", card: (language) => takenCard(acknowledged, language) };
  },
});

/** As every Undo, but for whoever may say it. */
async function takeBack(incident: number, press: Press, services: Services): Promise<Reply> {
  const { changes } = services.tenant(press.where.channel.workspace);
  const change = await changes.latest("acknowledge", incident);
  return undo.run({ ...press, value: `${change?.id ?? 0}` }, services);
}
