import type { Outcome } from "../cards/outcome.ts";
import { minuteMs } from "../model/clock.ts";
import type { Incident } from "../model/incident.ts";
import type { Said } from "../model/language.ts";
import type { Tracker } from "../model/tracker.ts";
import type { Services } from "../services.ts";

const topMax = 3;

/** What became of an incident that is over; null of one that goes on. */
export async function outcomeOf(
  { first, openedAt, endedAt }: Incident,
  tracker: Tracker,
  { tenant, sources }: Services,
): Promise<Said<Outcome> | null> {
  if (!endedAt) return null;
  const { reader } = tenant(tracker.channel.workspace);
  const from = new Date(openedAt.getTime() - first.windowMinutes * minuteMs);
  const scope = { trackers: [tracker.id], from, to: endedAt };
  const { networks, engagement } = await reader.totals(scope, { authors: false });
  const top = await reader.topPosts(scope, topMax);
  return (language) => {
    const label = (network: string) => sources.labels([network], language)[0] ?? network;
    return {
      seen: networks.flatMap(({ network, views }) => (views === undefined ? [] : [{ label: label(network), views }])),
      engagement,
      top,
      labels: new Map(top.map(({ network }) => [network, label(network)])),
    };
  };
}
