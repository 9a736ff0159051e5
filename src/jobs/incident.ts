import { whyLine } from "../analysis/incident.ts";
import { alertCard } from "../cards/alert-card.ts";
import type { Card } from "../cards/card.ts";
import { dayMs, hourMs } from "../model/clock.ts";
import type { Incident } from "../model/incident.ts";
import { subjectName } from "../model/subject.ts";
import type { Tracker } from "../model/tracker.ts";
import type { Services } from "../services.ts";
import { defineJob } from "./job.ts";

/** Posts the one message of an incident, or edits it to how things stand. Claimed by a key, so two workers post one. */
export default defineJob<{ workspace: string; incident: number }>()({
  name: "incident",
  attempts: 8,
  key: ({ workspace, incident }) => `${workspace}-${incident}`,
  async run({ workspace, incident: id }, services) {
    const { incidents, trackers, deliveries } = services.tenant(workspace);
    const incident = await incidents.get(id);
    const tracker = incident && (await trackers.get(incident.tracker));
    if (!incident || !tracker) return;
    if (incident.message) {
      const message = await services.chat.update(incident.message, await render(incident, tracker, services));
      if (message.id !== incident.message.id) await incidents.change(id, { message });
      return;
    }
    if (incident.silent) return;
    const key = `incident:${id}`;
    const claim = await deliveries.claim(key);
    if (!claim.claimed) {
      if (claim.message) await incidents.change(id, { message: claim.message });
      return;
    }
    try {
      const message = await services.chat.post({ channel: tracker.channel }, await render(incident, tracker, services));
      await deliveries.sent(key, message);
      await incidents.change(id, { message });
    } catch (error) {
      await deliveries.failed(key, error instanceof Error ? error.message : String(error));
      throw error;
    }
  },
});

async function render(incident: Incident, tracker: Tracker, services: Services): Promise<Card> {
  const { workspace } = tracker.channel;
  const disclosure = services.sources.disclosure(tracker.networks);
  const until = new Date(Math.max(incident.movedAt.getTime(), incident.openedAt.getTime()) + hourMs / 6);
  const picture = await services.pictures.draw({
    workspace,
    chart: "volume",
    trackers: [tracker.id],
    from: new Date(incident.openedAt.getTime() - dayMs),
    to: until,
    subject: subjectName(tracker.subject),
    disclosure,
    mark: { at: incident.openedAt, label: `noticed at ${incident.openedAt.toISOString().slice(11, 16)}` },
  });
  return alertCard({
    incident,
    tracker,
    networks: services.sources.labels(incident.networks),
    why: whyLine(incident.peak),
    picture,
    disclosure,
    muted: await mutedBy(tracker, services),
  });
}

async function mutedBy(tracker: Tracker, services: Services) {
  if (!tracker.mutedUntil || tracker.mutedUntil <= services.clock.now()) return null;
  const change = await services.tenant(tracker.channel.workspace).changes.latest("mute", tracker.id);
  return change ? { until: tracker.mutedUntil, who: change.who, undo: change.id } : null;
}
