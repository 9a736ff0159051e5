import { whyLine } from "../analysis/incident.ts";
import { alarmLine } from "../cards/alarm-told.ts";
import type { Card } from "../cards/card.ts";
import { type RoundupLine, roundupCard } from "../cards/roundup-card.ts";
import { dayMs, minuteMs } from "../model/clock.ts";
import type { SharedDisclosure } from "../model/disclosure.ts";
import type { Said } from "../model/language.ts";
import type { Person } from "../model/place.ts";
import type { Notice, Roundup } from "../model/roundup.ts";
import { subjectName } from "../model/subject.ts";
import type { Tracker } from "../model/tracker.ts";
import type { Services } from "../services.ts";
import { defineJob } from "./job.ts";
import { sendClaimed } from "./once.ts";
import { againMs, whilePossible } from "./possible.ts";

/** So long a roundup waits for its channel. */
const givenUpMs = dayMs;

/** Posts the one message of a roundup, or edits it as there is more to tell. Claimed by a key, so that several workers post one. */
export default defineJob<{ workspace: string; roundup: number }>()({
  name: "roundup",
  attempts: 8,
  key: ({ roundup }) => `${roundup}`,
  async run(input, services) {
    const { roundups, deliveries } = services.tenant(input.workspace);
    const roundup = await roundups.get(input.roundup);
    const now = services.clock.now();
    if (!roundup || (roundup.kind === "morning" && roundup.until > now)) return;
    const told = await roundups.notices(roundup.id);
    if (roundup.kind === "hour" && roundup.message && told.length === roundup.told) return;
    const reading = await read(told, services, input.workspace);
    const { owner } = reading;
    const isLate = !roundup.message && now.getTime() - roundup.until.getTime() > givenUpMs;
    // Nothing of it is tracked any more, or it is no news by now.
    if (!owner || isLate) return roundups.lookAgain(roundup.id, null);
    const request = { name: "roundup", input } as const;
    await roundups.lookAgain(roundup.id, new Date(now.getTime() + againMs));
    await whilePossible({ request, channel: roundup.channel, owner }, services, async () => {
      const key = `roundup:${roundup.id}`;
      const claim = roundup.message ? null : await deliveries.claim(key);
      // Whoever is sending it may die on the way: by then the claim is free again.
      if (claim && !claim.claimed && !claim.message) return services.jobs.add(request, { delayMs: minuteMs });
      const there = roundup.message ?? (claim && !claim.claimed ? claim.message : null);
      const card = cardOf(roundup, told.length, reading);
      const message = there
        ? await services.chat.update(there, card)
        : await sendClaimed(
            key,
            input.workspace,
            services.chat.post({ channel: roundup.channel }, card, key),
            services,
          );
      await roundups.sent(roundup.id, message, told.length);
      // What came while this was said.
      if ((await roundups.notices(roundup.id)).length > told.length)
        await services.jobs.add(request, { delayMs: services.chat.editPaceMs(roundup.channel) });
    });
  },
});

interface Reading {
  readonly lines: readonly Said<RoundupLine>[];
  readonly disclosure: SharedDisclosure | null;
  /** Whom to tell where it cannot be posted; null where nothing of it is tracked any more. */
  readonly owner: Person | null;
}

async function read(told: readonly Notice[], services: Services, workspace: string): Promise<Reading> {
  const { trackers, incidents, alarms } = services.tenant(workspace);
  const known = new Map<number, Tracker | null>();
  const lines: Said<RoundupLine>[] = [];
  for (const { tracker: id, kind, key, at } of told) {
    if (!known.has(id)) known.set(id, await trackers.get(id, { evenRemoved: true }));
    const tracker = known.get(id);
    if (!tracker) continue;
    const name = subjectName(tracker.subject);
    const line = { name, kind, at, why: null, isOver: null };
    const [incident, alarm] = [named(key, incidentKey), named(key, alarmKey)];
    const [burst, firing] = [incident && (await incidents.get(incident)), alarm && (await alarms.get(alarm))];
    lines.push((language) => {
      if (burst) {
        const why = whyLine(burst.peak, burst.phase, language);
        return { ...line, at: burst.openedAt, why, isOver: burst.endedAt !== null };
      }
      if (!firing) return line;
      // What does not last ended when it came.
      const isOver = firing.endedAt?.getTime() === firing.at.getTime() ? null : firing.endedAt !== null;
      return { ...line, at: firing.at, why: alarmLine(firing, name, language), isOver };
    });
  }
  const all = [...known.values()].flatMap((tracker) => tracker ?? []);
  const disclosure = services.sources.disclosure([...new Set(all.flatMap(({ networks }) => networks))]);
  return { lines, disclosure, owner: all[0]?.createdBy ?? null };
}

/** The key of a burst is that of its message. */
export const incidentKey = (incident: number): string => `incident:${incident}`;
/** And so of other alerts. */
export const alarmKey = (alarm: number): string => `alarm:${alarm}`;
/** Whose key it is, if it is of this kind. */
function named(key: string, keyOf: (id: number) => string): number | null {
  const id = Number(key.split(":").at(-1));
  return keyOf(id) === key ? id : null;
}

const cardOf =
  ({ kind }: Roundup, count: number, { lines, disclosure }: Reading): Said<Card> =>
  (language) =>
    roundupCard({ kind, count, lines: lines.map((line) => line(language)), disclosure }, language);
