import { whyLine } from "../analysis/incident.ts";
import { changed } from "../cards/changed.ts";
import { alertsCard } from "../cards/trackers-card.ts";
import { subjectName } from "../model/subject.ts";
import { sensitivities, type Tracker, type TrackerChange } from "../model/tracker.ts";
import type { Reply, Services } from "../services.ts";
import { type Call, defineCommand } from "./command.ts";
import { refuse } from "./option.ts";
import { optionalTracked, word } from "./options.ts";
import { tracked } from "./tracked.ts";

const levels = [...sensitivities, "on", "off"] as const;

const options = {
  tag: optionalTracked("Only this hashtag"),
  level: word("How easily its alerts fire", levels),
};

/** How many recent alerts a list shows. */
const recentMax = 10;

export default defineCommand({
  name: "alerts",
  help: "Show recent spike alerts, or say how easily they fire",
  examples: ["/alerts", "/alerts #worldcup", "/alerts #worldcup strict", "/alerts #worldcup off"],
  options,
  writes: ({ level }) => level !== null,
  async run(call, services) {
    const { tag, level } = call.options;
    if (level && !tag) return refuse(`Which hashtag? For example: /alerts #worldcup ${level}`);
    const tracker = tag ? await tracked(tag, call.where, services) : null;
    return tracker && level ? set(tracker, level, call, services) : show(tracker, call, services);
  },
});

async function show(tracker: Tracker | null, { where }: Call<typeof options>, services: Services): Promise<Reply> {
  const tenant = services.tenant(where.channel.workspace);
  const trackers = tracker ? [tracker] : await tenant.trackers.list(where.channel);
  const incidents = await tenant.incidents.list(
    trackers.map((t) => t.id),
    recentMax,
  );
  const lines = incidents.flatMap((incident) => {
    const subject = trackers.find((t) => t.id === incident.tracker)?.subject;
    return subject
      ? [
          {
            subject: subjectName(subject),
            openedAt: incident.openedAt,
            phase: incident.phase,
            why: whyLine(incident.peak, incident.phase),
          },
        ]
      : [];
  });
  const disclosure = services.sources.disclosure(trackers.flatMap((t) => [...t.networks]));
  return { visible: "only-you", card: alertsCard(trackers, lines, services.clock.now(), disclosure) };
}

async function set(
  tracker: Tracker,
  level: (typeof levels)[number],
  { where, who }: Call<typeof options>,
  services: Services,
): Promise<Reply> {
  const { trackers, changes, incidents } = services.tenant(where.channel.workspace);
  const before = { alerts: tracker.alerts, sensitivity: tracker.sensitivity, mutedUntil: tracker.mutedUntil };
  const change: TrackerChange =
    level === "off"
      ? { alerts: false }
      : { alerts: true, mutedUntil: null, ...(level === "on" ? {} : { sensitivity: level }) };
  const after = await trackers.change(tracker.id, change);
  const recorded = await changes.record({ kind: "tracker", who, about: tracker.id, before });
  for (const incident of await incidents.list([tracker.id], recentMax)) {
    const input = { workspace: where.channel.workspace, incident: incident.id };
    if (incident.endedAt) continue;
    if (incident.message) await services.jobs.add({ name: "incident", input });
    await services.jobs.add({ name: "share", input });
  }
  return {
    visible: "channel",
    card: changed(after, who, `alerts ${after.alerts ? after.sensitivity : "off"}`, recorded.id),
  };
}
