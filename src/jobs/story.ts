import { isDoubled, whyLine } from "../analysis/incident.ts";
import { doubledCard, followUpCard } from "../cards/alert-card.ts";
import type { Card } from "../cards/card.ts";
import type { Incident, Phase } from "../model/incident.ts";
import type { Said } from "../model/language.ts";
import { quietUntil } from "../model/peace.ts";
import type { MessageRef } from "../model/place.ts";
import type { Tracker } from "../model/tracker.ts";
import type { Services } from "../services.ts";
import { once } from "./once.ts";

/** What is said of an incident beside its own message, each once. */

const toldPhases: readonly Phase[] = ["peak", "cooling", "over"];

/** Its thread is told once that it peaked, once that it cools, and once that it is over. */
export async function followUp(
  incident: Incident,
  alert: MessageRef,
  tracker: Tracker,
  services: Services,
): Promise<void> {
  const { id, phase } = incident;
  if (!services.chat.hasThreads(alert.channel) || !toldPhases.includes(phase)) return;
  const card: Said<Card> = (language) =>
    followUpCard({ incident, tracker, why: whyLine(incident.peak, phase, language) }, language);
  await once(`incident:${id}:${phase}`, { channel: alert.channel, thread: alert }, card, services);
}

/**
 * Twice of what was last announced is news again: its thread is told, or where there is none the channel. While alerts of it are
 * muted, or the channel is quiet, that waits.
 */
export async function tellDoubled(
  { id }: Incident,
  alert: MessageRef,
  tracker: Tracker,
  services: Services,
): Promise<void> {
  const { incidents, peaces } = services.tenant(tracker.channel.workspace);
  const incident = await incidents.get(id);
  if (!incident?.announced || incident.endedAt || !isDoubled(incident.announced, incident.peak)) return;
  const now = services.clock.now();
  const isMuted = !tracker.alerts || (tracker.mutedUntil !== null && tracker.mutedUntil > now);
  if (isMuted || quietUntil(await peaces.of(alert.channel), now)) return;
  const { peak, phase, announced } = incident;
  const where = services.chat.hasThreads(alert.channel)
    ? { channel: alert.channel, thread: alert }
    : { channel: alert.channel };
  const card: Said<Card> = (language) =>
    doubledCard({ incident, tracker, why: whyLine(peak, phase, language), announced }, language);
  const isTold = await once(`incident:${id}:doubled:${announced.count}`, where, card, services);
  if (isTold) await incidents.announce(id, peak, announced);
}
