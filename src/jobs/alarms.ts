import type { Alarm } from "../model/alarm.ts";
import { isWatched, mutedUntil } from "../model/alert-rules.ts";
import { dayMs, hourMs, minuteMs } from "../model/clock.ts";
import type { Tracker } from "../model/tracker.ts";
import type { JobInputs, Services } from "../services.ts";
import { defineJob } from "./job.ts";
import type { Watch } from "./watch.ts";
import { watchHashtag } from "./watch-hashtag.ts";
import { watchInfluencer } from "./watch-influencer.ts";
import { watchSentiment } from "./watch-sentiment.ts";
import { watchSilence } from "./watch-silence.ts";
import { watchThreshold } from "./watch-threshold.ts";
import { watchViral } from "./watch-viral.ts";

/** Looked for in this order. */
const watches: readonly Watch[] = [
  watchThreshold,
  watchSilence,
  watchViral,
  watchInfluencer,
  watchSentiment,
  watchHashtag,
];

/** How long after a detector saw something new it is looked: what comes in the meantime is looked at with it. */
const afterMs = { pace: minuteMs, posts: 10 * minuteMs } as const;
/** How far back is known what was told. */
const recentMs = 7 * dayMs;
/** What could not be told for so long is no news any more. */
export const alarmNewsMs = 3 * hourMs;

/** Looks whether the rules of a tracker hold, and ends what holds no more. Several may look at once: what they find is told once. */
export default defineJob<{ workspace: string; tracker: number; about: "pace" | "posts" }>()({
  name: "alarms",
  attempts: 3,
  key: ({ tracker, about }) => `${tracker}-${about}`,
  async run(input, services) {
    const tenant = services.tenant(input.workspace);
    const tracker = await tenant.trackers.get(input.tracker);
    if (!tracker) return;
    const now = services.clock.now();
    const recent = await tenant.alarms.since(tracker.id, new Date(now.getTime() - recentMs));
    await tellAgain(recent, tracker, services);
    const open = await tenant.alarms.open(tracker.id);
    for (const watch of watches.filter(({ about }) => about === input.about)) {
      const isOfKind = ({ kind }: Alarm) => kind === watch.kind;
      await lookFor(
        watch,
        { tracker, open: open.find(isOfKind) ?? null, recent: recent.filter(isOfKind), now },
        services,
      );
    }
  },
});

/** What a detector brings is looked at soon, and not with every post. */
export async function lookForAlarms(about: Omit<JobInputs["alarms"], "about">, { jobs }: Services): Promise<void> {
  for (const kind of ["pace", "posts"] as const)
    await jobs.add({ name: "alarms", input: { ...about, about: kind } }, { delayMs: afterMs[kind] });
}

/** Whoever raised one may have died before it was asked for. */
async function tellAgain(recent: readonly Alarm[], tracker: Tracker, { clock, jobs }: Services): Promise<void> {
  const { workspace } = tracker.channel;
  const newsFrom = clock.now().getTime() - alarmNewsMs;
  for (const { id, at, message, silent } of recent)
    if (!message && !silent && at.getTime() > newsFrom)
      await jobs.add({ name: "alarm", input: { workspace, alarm: id } }, { delayMs: minuteMs });
}

async function lookFor(
  watch: Watch,
  about: Omit<Parameters<Watch["look"]>[0], "tenant" | "feeds">,
  services: Services,
): Promise<void> {
  const { tracker, open, now } = about;
  const { workspace } = tracker.channel;
  const tenant = services.tenant(workspace);
  const isLooked = tracker.alerts && isWatched(tracker.rules, watch.kind);
  const seen = isLooked ? await watch.look({ ...about, tenant, feeds: services.feeds }) : {};
  // Of what nobody looks at any more nothing more will be told.
  const end = seen.end ?? (open && !isLooked ? { at: now, facts: open.facts } : null);
  if (open && end) {
    const request = { name: "alarm", input: { workspace, alarm: open.id } } as const;
    // Asked for beforehand too: whoever dies in between has it told all the same.
    await services.jobs.add(request, { delayMs: minuteMs });
    if (await tenant.alarms.end(open.id, end.at, end.facts)) await services.jobs.add(request);
  }
  if (!seen.raise) return;
  const silent = isMuted(tracker, watch, now);
  const raised = await tenant.alarms.raise({ ...seen.raise, tracker: tracker.id, silent });
  if (raised && !silent) await services.jobs.add({ name: "alarm", input: { workspace, alarm: raised.id } });
}

const isMuted = (tracker: Tracker, { kind }: Watch, now: Date): boolean =>
  [tracker.mutedUntil, mutedUntil(tracker.rules, kind)].some((until) => until !== null && until > now);
