import type { Card } from "../cards/card.ts";
import { trackingCard, trackingName } from "../cards/tracking.ts";
import { sparkline } from "../charts/sparkline.ts";
import { dayMs, hourMs, minuteMs, secondMs } from "../model/clock.ts";
import { UserError } from "../model/errors.ts";
import type { Said } from "../model/language.ts";
import { placeIn } from "../model/place.ts";
import { comparable } from "../model/reader.ts";
import type { Tracker } from "../model/tracker.ts";
import type { Services } from "../services.ts";
import { defineJob } from "./job.ts";

/** A network counts as read when it was observed up to this long ago. */
const freshMs = 2 * minuteMs;
const lookAgainMs = 2 * secondMs;
/** How often the card waits for the slowest network before it stays as it is: ten minutes. */
const looksMax = 300;

/** Edits the "Tracking …" card with the first numbers, again until every network was read once. */
export default defineJob<{ workspace: string; tracker: number; looks: number; mends?: true; thread?: string }>()({
  name: "welcome",
  attempts: 5,
  key: ({ tracker }) => `${tracker}`,
  async run({ workspace, tracker: id, looks, mends, thread }, services) {
    const { trackers } = services.tenant(workspace);
    const found = await trackers.get(id);
    const tracker = mends ? await posted(found, thread, services) : found;
    if (!tracker?.message) return;
    const now = services.clock.now();
    const { first, complete } = await firstNumbers(tracker, now, services);
    if (first.networks.length > 0) {
      const card = await cardOf(tracker, first, services);
      // Reading took its time: whoever took the tracking back meanwhile has the last word on this card.
      if (!(await trackers.get(id))) return;
      const message = await services.chat.update(tracker.message, card);
      if (message.id !== tracker.message.id) await trackers.change(id, { message });
    }
    if (complete || looks >= looksMax) return;
    const again = { workspace, tracker: id, looks: looks + 1 };
    await services.jobs.add({ name: "welcome", input: again }, { delayMs: lookAgainMs });
  },
});

/** Whoever posted its card died before it was noted: Discord gives the message that is there. Null where it cannot be posted. */
async function posted(
  tracker: Tracker | null,
  thread: string | undefined,
  services: Services,
): Promise<Tracker | null> {
  if (!tracker || tracker.message) return tracker;
  try {
    const where = placeIn(tracker.channel, thread);
    const message = await services.chat.post(where, await cardOf(tracker, null, services), trackingName(tracker));
    return await services.tenant(tracker.channel.workspace).trackers.change(tracker.id, { message });
  } catch (error) {
    // Whoever asked for it was told.
    if (!(error instanceof UserError)) throw error;
    return null;
  }
}

type Numbers = Awaited<ReturnType<typeof firstNumbers>>["first"];

async function cardOf(tracker: Tracker, first: Numbers | null, services: Services): Promise<Said<Card>> {
  const { changes } = services.tenant(tracker.channel.workspace);
  const undo = (await changes.latest("track", tracker.id))?.id ?? null;
  const disclosure = services.sources.disclosure(tracker.networks);
  return (language) => {
    const labels = (networks: readonly string[]) => services.sources.labels(networks, language);
    const read = first?.networks.map((one) => ({ ...one, label: labels([one.network])[0] ?? one.network }));
    const numbers = first && { ...first, networks: read ?? [] };
    return trackingCard({ tracker, networks: labels(tracker.networks), disclosure, undo, first: numbers }, language);
  };
}

async function firstNumbers(tracker: Tracker, now: Date, services: Services) {
  const { reader } = services.tenant(tracker.channel.workspace);
  const scope = { trackers: [tracker.id], from: new Date(now.getTime() - dayMs), to: now };
  const totals = await reader.totals(scope, { authors: false });
  const before = await reader.totals(
    { ...scope, from: new Date(now.getTime() - 2 * dayMs), to: scope.from },
    { authors: false },
  );
  const fresh = totals.networks.filter((n) => n.lastSeenAt && now.getTime() - n.lastSeenAt.getTime() < freshMs);
  const networks = [];
  for (const { network, posts } of fresh) {
    const { points } = await reader.series({ ...scope, networks: [network] }, 2 * hourMs);
    networks.push({ network, posts, sparkline: sparkline(points.map((p) => p.posts)) });
  }
  const first = {
    posts: totals.posts,
    before: comparable(totals, before) ? before.posts : 0,
    coverage: totals.coverage,
    networks,
  };
  return { first, complete: fresh.length >= tracker.networks.length };
}
