import { whyLine } from "../analysis/incident.ts";
import { escalationCard } from "../cards/escalation-card.ts";
import type { Incident } from "../model/incident.ts";
import { quietUntil } from "../model/peace.ts";
import type { Tracker } from "../model/tracker.ts";
import { defineJob } from "./job.ts";
import { once } from "./once.ts";
import { againMs, whilePossible } from "./possible.ts";

/** Names somebody where nobody is on an alert by then: once, in a message of its own. */
export default defineJob<{ workspace: string; incident: number }>()({
  name: "escalate",
  attempts: 3,
  key: ({ incident }) => `${incident}`,
  async run(input, services) {
    const { incidents, trackers, peaces } = services.tenant(input.workspace);
    const incident = await incidents.get(input.incident);
    const now = services.clock.now();
    if (!incident?.escalateAt || incident.escalateAt > now) return;
    const tracker = await trackers.get(incident.tracker);
    const { message } = incident;
    if (!tracker || !message || isSettled(incident, tracker, now))
      return void (await incidents.change(incident.id, { escalateAt: null }));
    const peace = await peaces.of(tracker.channel);
    const until = quietUntil(await peaces.of(message.channel), now);
    await incidents.change(incident.id, { escalateAt: until ?? new Date(now.getTime() + againMs) });
    if (until) return;
    const { channel } = message;
    const request = { name: "escalate", input } as const;
    await whilePossible({ request, channel, owner: tracker.createdBy }, services, async () => {
      const isTold = await once(
        `incident:${incident.id}:escalated`,
        { channel },
        (language) => {
          const why = whyLine(incident.peak, incident.phase, language);
          return escalationCard(
            { incident, tracker, why, to: peace.escalateTo, waitedMs: waitedMs(incident, now) },
            language,
          );
        },
        services,
      );
      if (isTold) await incidents.change(incident.id, { escalateAt: null });
    });
  },
});

const isSettled = (incident: Incident, { alerts, mutedUntil }: Tracker, now: Date): boolean =>
  incident.endedAt !== null || incident.acknowledged !== null || !alerts || (mutedUntil !== null && mutedUntil > now);

const waitedMs = ({ openedAt }: Incident, now: Date): number => Math.max(0, now.getTime() - openedAt.getTime());
