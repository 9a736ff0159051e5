import { whyLine } from "../analysis/incident.ts";
import { alertCard, followUpCard } from "../cards/alert-card.ts";
import type { Card } from "../cards/card.ts";
import { sparkline } from "../charts/sparkline.ts";
import { dayMs, hourMs, minuteMs } from "../model/clock.ts";
import { disclosed } from "../model/disclosure.ts";
import type { Incident, Phase } from "../model/incident.ts";
import type { Language } from "../model/language.ts";
import { inEvery, type Said } from "../model/language.ts";
import type { Echo } from "../model/link.ts";
import type { MessageRef } from "../model/place.ts";
import { subjectName } from "../model/subject.ts";
import type { Tracker } from "../model/tracker.ts";
import type { JobInputs, Services } from "../services.ts";
import { defineJob } from "./job.ts";
import { whilePossible } from "./possible.ts";
import { storyOf } from "./shared-story.ts";

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
    const key = `incident:${incident.id}`;
    let posted = incident.message;
    if (!posted) {
      if (incident.silent) return;
      const claim = await deliveries.claim(key);
      if (claim.claimed) {
        const request = incident.endedAt ? null : ({ name: "incident", input } as const);
        return whilePossible({ request, channel: tracker.channel, owner: tracker.createdBy }, services, async () => {
          await post(key, incident, tracker, services);
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
      await followUp(incident, message, tracker, services);
      await lookAgain(incident, tracker, input, services);
    });
  },
});

const toldPhases: readonly Phase[] = ["peak", "over"];

/** Its thread is told once that it peaked, and once that it is over. */
async function followUp(
  incident: Incident,
  alert: MessageRef,
  tracker: Tracker,
  { chat, tenant }: Services,
): Promise<void> {
  const { id, phase } = incident;
  if (!chat.hasThreads(alert.channel) || !toldPhases.includes(phase)) return;
  const { deliveries } = tenant(tracker.channel.workspace);
  const key = `incident:${id}:${phase}`;
  if (!(await deliveries.claim(key)).claimed) return;
  const card = (language: Language) =>
    followUpCard({ incident, tracker, why: whyLine(incident.peak, phase, language) }, language);
  const sending = chat.post({ channel: alert.channel, thread: alert }, card, key);
  const message = await sending.catch(async (error: unknown) => {
    await deliveries.failed(key, error instanceof Error ? error.message : String(error));
    throw error;
  });
  await deliveries.sent(key, message);
}

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

async function post(key: string, incident: Incident, tracker: Tracker, services: Services): Promise<void> {
  const { incidents, deliveries } = services.tenant(tracker.channel.workspace);
  const sending = render(incident, tracker, services).then((card) =>
    services.chat.post({ channel: tracker.channel }, card, key),
  );
  const message = await sending.catch(async (error: unknown) => {
    await deliveries.failed(key, error instanceof Error ? error.message : String(error));
    throw error;
  });
  // From here on it is out: whatever fails must not free the claim.
  await deliveries.sent(key, message);
  await incidents.change(incident.id, { message });
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
  const found = await storyOf(incident, tracker, services);
  const facts = { incident, tracker, picture, sparkline: drawn, disclosure, muted, echoes, sentiment };
  return (language) => {
    const story = found && { ...found, labels: services.sources.labels(found.networks, language) };
    const networks = services.sources.labels(incident.networks, language);
    return alertCard({ ...facts, story, networks, why: whyLine(incident.peak, incident.phase, language) }, language);
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
