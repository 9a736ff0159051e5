import type { Place } from "../model/place.ts";
import { type Subject, subjectName } from "../model/subject.ts";
import type { Tracker } from "../model/tracker.ts";
import type { Services } from "../services.ts";
import { refuse } from "./option.ts";

/** The channel's tracker of a subject, or a sentence saying how to get one. */
export async function tracked(subject: Subject, where: Place, services: Services): Promise<Tracker> {
  const found = await services.tenant(where.channel.workspace).trackers.find(where.channel, subject);
  return (
    found ?? refuse(`${subjectName(subject)} is not tracked in this channel. Start with /track ${subjectName(subject)}`)
  );
}
