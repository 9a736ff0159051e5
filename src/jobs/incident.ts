import { whyLine } from "../analysis/incident.ts";
import { alertCard } from "../cards/alert-card.ts";
import type { Card } from "../cards/card.ts";
import { pinging } from "../cards/ping.ts";
import { sparkline } from "../charts/sparkline.ts";
import { dayMs, hourMs, minuteMs } from "../model/clock.ts";
import { disclosed } from "../model/disclosure.ts";
import type { Incident } from "../model/incident.ts";
import { inEvery, type Said } from "../model/language.ts";
import type { Echo } from "../model/link.ts";
import type { Channel } from "../model/place.ts";
import { subjectName } from "../model/subject.ts";
import type { Tracker } from "../model/tracker.ts";
import type { JobInputs, Services } from "../services.ts";
import { wayOf } from "./alert-way.ts";
import { defineJob } from "./job.ts";
import { sendClaimed } from "./once.ts";
import { outcomeOf } from "./outcome.ts";
import { whilePossible } from "./possible.ts";
import { incidentKey } from "./roundup.ts";
import { storyOf } from "./shared-story.ts";
import { followUp, tellDoubled } from "./story.ts";

/** How much of the time before, and at most after its peak, an alert's chart shows. */
const shownBeforeMs = 6 * hourMs;
const shownAfterMs = 2 * hourMs;
/** How far back it is looked how posts usually feel. */
const usualMs = 7 * dayMs;
/** After this long without a word an incident is over. */
const unheardMs = 4 * hourMs;

/** Posts the one message of an incident, or edits it to how things stand. Claimed by a key, so two workers post one. */
export default defineJob<{ workspace: string; incident: number }>()({
  name: "incident",
  attempts: 8,
  key: ({ incident }) => `${incident}`,
  async run(input, services) {
    const { incidents, trackers, deliveries } = services.tenant(input.workspace);
    const stored = await incidents.get(input.incident);
    const tracker = stored && (await trackers.get(stored.tracker));
    if (!stored || !tracker) return;
    const incident = await endedIfUnheard(stored, tracker, services);
    const key = incidentKey(incident.id);
    let posted = incident.message;
    if (!posted) {
      if (incident.silent) return;
      const asked = { channel: tracker.channel, tracker, kind: "burst", key, at: services.clock.now() } as const;
      const way = await wayOf(asked, services);
      if (way.way === "collect") return lookAgain(incident, tracker, input, services);
      const claim = await deliveries.claim(key);
      if (claim.claimed) {
        const request = incident.endedAt ? null : ({ name: "incident", input } as const);
        return whilePossible({ request, channel: way.channel, owner: tracker.createdBy }, services, async () => {
          await post(key, way.channel, incident, tracker, services);
          await lookAgain(incident, tracker, input, services);
        });
      }
      // Whoever is sending it may die on the way: by then the claim is free again.
      if (!claim.message) return services.jobs.add({ name: "incident", input }, { delayMs: minuteMs });
      posted = claim.message;
    }
    const at = posted;
    const request = incident.endedAt ? null : ({ name: "incident", input } as const);
    await whilePossible({ request, channel: at.channel, owner: tracker.createdBy }, services, async () => {
      const message = await services.chat.update(at, await render(incident, tracker, services));
      if (message.id !== incident.message?.id) await incidents.change(incident.id, { message });
      if (!incident.announced) await announced(incident, tracker, services);
      await tellDoubled(incident, message, tracker, services);
      await followUp(incident, message, tracker, services);
      await lookAgain(incident, tracker, input, services);
    });
  },
});

/**
 * Whether anything was heard by then. What moved while this was said is said at once: it was asked for, but of what is asked for
 * while work is in hand only the last counts, and that is this.
 */
async function lookAgain(
  said: Incident,
  about: Tracker,
  input: JobInputs["incident"],
  services: Services,
): Promise<void> {
  const { incidents, trackers } = services.tenant(input.workspace);
  const [now, tracker] = [await incidents.get(said.id), await trackers.get(about.id)];
  if (!now) return;
  const shown = (incident: Incident, of: Tracker | null) =>
    [
      incident.phase,
      incident.endedAt?.getTime(),
      of?.mutedUntil?.getTime(),
      incident.acknowledged?.at.getTime(),
    ].join();
  if (shown(now, tracker) !== shown(said, about)) await services.jobs.add({ name: "incident", input });
  else if (!now.endedAt) await services.jobs.add({ name: "incident", input }, { delayMs: unheardMs });
}

/** Minutes end an incident; where none come any more, e.g. because the network stays down, time does. */
async function endedIfUnheard(incident: Incident, tracker: Tracker, services: Services): Promise<Incident> {
  const now = services.clock.now();
  const heardMs = Math.max(incident.movedAt.getTime(), incident.peak.at.getTime());
  if (incident.endedAt || now.getTime() - heardMs < unheardMs) return incident;
  const { incidents } = services.tenant(tracker.channel.workspace);
  return incidents.change(incident.id, { phase: "over", movedAt: now, endedAt: now });
}

async function post(
  key: string,
  channel: Channel,
  incident: Incident,
  tracker: Tracker,
  services: Services,
): Promise<void> {
  const { incidents } = services.tenant(tracker.channel.workspace);
  const sending = render(incident, tracker, services).then((card) =>
    services.chat.post({ channel }, pinging(card, tracker), key),
  );
  const message = await sendClaimed(key, tracker.channel.workspace, sending, services);
  await incidents.change(incident.id, { message });
  await announced(incident, tracker, services);
}

/** From what was said now on it is told what grew; and where somebody is to be named, their time begins. */
async function announced(incident: Incident, tracker: Tracker, { clock, tenant }: Services): Promise<void> {
  const { incidents, peaces } = tenant(tracker.channel.workspace);
  const { escalateMs } = await peaces.of(tracker.channel);
  const escalateAt = escalateMs === null || incident.endedAt ? null : new Date(clock.now().getTime() + escalateMs);
  await incidents.change(incident.id, { announced: incident.peak, escalateAt });
}

async function render(incident: Incident, tracker: Tracker, services: Services): Promise<Said<Card>> {
  const { workspace } = tracker.channel;
  const { language } = await services.tenant(workspace).settings.get();
  const disclosure = services.sources.disclosure(tracker.networks);
  const now = services.clock.now();
  const told = new Date(Math.max(incident.openedAt.getTime(), incident.peak.at.getTime()) + shownAfterMs);
  const picture = await services.pictures.draw({
    workspace,
    chart: "volume",
    language,
    trackers: [tracker.id],
    from: new Date(incident.openedAt.getTime() - shownBeforeMs),
    to: told < now ? told : now,
    subject: subjectName(tracker.subject),
    disclosure: disclosure && disclosed(disclosure, language),
    mark: { at: incident.openedAt, label: noticed[language](incident.openedAt.toISOString().slice(11, 16)) },
  });
  const lastDay = { trackers: [tracker.id], from: new Date(now.getTime() - dayMs), to: now };
  const { points } = await services.tenant(workspace).reader.series(lastDay, hourMs);
  const drawn = sparkline(points.map(({ posts }) => posts));
  const [muted, echoes] = [await mutedBy(tracker, services), await echoesOf(incident, workspace, services)];
  const sentiment = await sentimentOf(incident, tracker, services);
  const outcome = await outcomeOf(incident, tracker, services);
  const found = await storyOf(incident, tracker, services);
  const facts = { incident, tracker, picture, sparkline: drawn, disclosure, muted, echoes, sentiment };
  return (language) => {
    const story = found && { ...found, labels: services.sources.labels(found.networks, language) };
    const networks = services.sources.labels(incident.networks, language);
    const why = whyLine(incident.peak, incident.phase, language);
    return alertCard({ ...facts, story, networks, why, outcome: outcome?.(language) ?? null }, language);
  };
}

/** How its posts feel, and how they usually do. */
async function sentimentOf({ openedAt, endedAt }: Incident, tracker: Tracker, services: Services) {
  const { reader } = services.tenant(tracker.channel.workspace);
  const from = new Date(openedAt.getTime() - hourMs);
  const totals = async (since: Date, to: Date) =>
    (await reader.totals({ trackers: [tracker.id], from: since, to }, { authors: false })).sentiment;
  return {
    now: await totals(from, endedAt ?? services.clock.now()),
    usual: await totals(new Date(from.getTime() - usualMs), from),
  };
}

/** Beside the mark in its picture. */
const noticed = inEvery({
  en: (time: string) => `noticed at ${time} UTC`,
  de: (time) => `bemerkt um ${time} UTC`,
  fr: (time) => `repéré à ${time} UTC`,
  es: (time) => `detectado a las ${time} UTC`,
  pt: (time) => `percebido às ${time} UTC`,
  ja: (time) => `${time} UTC に検知`,
});

/** A mute that is over is not said, whether or not the other side is heard of again. */
async function echoesOf({ id }: Incident, workspace: string, { clock, tenant }: Services): Promise<readonly Echo[]> {
  const now = clock.now();
  const echoes = await tenant(workspace).echoes.of(id);
  return echoes.map((echo) => (echo.muted && echo.muted.until <= now ? { ...echo, muted: null } : echo));
}

async function mutedBy(tracker: Tracker, services: Services) {
  if (!tracker.mutedUntil || tracker.mutedUntil <= services.clock.now()) return null;
  const change = await services.tenant(tracker.channel.workspace).changes.latest("mute", tracker.id);
  return change ? { until: tracker.mutedUntil, who: change.who, undo: change.id } : null;
}
