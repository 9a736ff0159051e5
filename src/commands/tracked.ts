import { refuse } from "../model/errors.ts";
import type { Place } from "../model/place.ts";
import { type Subject, subjectName } from "../model/subject.ts";
import type { Tracker } from "../model/tracker.ts";
import type { Services } from "../services.ts";

/** The channel's tracker of a subject, or a sentence saying how to get one. */
export async function tracked(subject: Subject, where: Place, services: Services): Promise<Tracker> {
  const found = await services.tenant(where.channel.workspace).trackers.find(where.channel, subject);
  const name = subjectName(subject);
  return (
    found ??
    refuse({
      en: `${name} is not tracked in this channel. Start with /track ${name}`,
      de: `${name} wird in diesem Kanal nicht verfolgt. Anfangen mit /track ${name}`,
      fr: `${name} n’est pas suivi dans ce canal. Commencez par /track ${name}`,
      es: `${name} no se sigue en este canal. Empieza con /track ${name}`,
      pt: `${name} não é acompanhado neste canal. Comece com /track ${name}`,
      ja: `${name} はこのチャンネルでは追跡していません。/track ${name} で始められます。`,
    })
  );
}
