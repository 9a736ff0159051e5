import { hasFallenSilent, quietMinMs } from "../analysis/fallen-silent.ts";
import { dayMs, hourMs, minuteMs } from "../model/clock.ts";
import type { Span } from "../model/feed.ts";
import { minutesKeptMs } from "../model/retention.ts";
import type { Tenant } from "../model/tenant.ts";
import type { Tracker } from "../model/tracker.ts";
import { type Looking, nothing, type Seen, type Watch } from "./watch.ts";
import { minutesUpTo } from "./watched-minutes.ts";

/** What was observed last may lie so far back: whatever was read later may have brought posts. */
const staleMs = 20 * minuteMs;
/** How far back the last post is looked for. */
const lookBackMs = dayMs;
/** How many days say what is usual. */
const usualDays = 14;
/** Somebody who was told will not be told again so soon, though a few posts came in between. */
const pauseMs = 6 * hourMs;

/** No post, where there always are some at this time of day and the network is heard of. */
export const watchSilence: Watch = {
  kind: "silence",
  about: "pace",
  look: (looking) => (looking.open ? backAgain(looking) : fallenSilent(looking)),
};

async function backAgain({ open, tracker, now, tenant }: Looking): Promise<Seen> {
  if (open?.facts.kind !== "silence") return nothing;
  const { sinceMs } = open.facts;
  const lengthMs = Math.min(now.getTime() - sinceMs, minutesKeptMs - hourMs);
  const minutes = await minutesUpTo(now, lengthMs, tracker, tenant);
  const first = minutes?.posts.findIndex((posts) => posts !== null && posts > 0) ?? -1;
  if (!minutes || first < 0) return nothing;
  return { end: { at: new Date(minutes.start.getTime() + first * minuteMs), facts: open.facts } };
}

async function fallenSilent({ tracker, recent, now, tenant, feeds }: Looking): Promise<Seen> {
  if (recent.some(({ endedAt }) => endedAt && now.getTime() - endedAt.getTime() < pauseMs)) return nothing;
  const lately = await minutesUpTo(now, quietMinMs + staleMs, tracker, tenant);
  if (!lately || now.getTime() - lately.end.getTime() > staleMs) return nothing;
  if (lately.posts.slice(-quietMinMs / minuteMs).some((posts) => posts !== 0)) return nothing;
  const minutes = await minutesUpTo(now, lookBackMs, tracker, tenant);
  const last = minutes?.posts.findLastIndex((posts) => posts !== null && posts > 0) ?? -1;
  // Whoever was silent for a day is not missed since today.
  if (!minutes || last < 0) return nothing;
  const quiet = { from: new Date(minutes.start.getTime() + (last + 1) * minuteMs), to: minutes.end };
  const [coverage = 0] = await tenant.reader.coverage([tracker.id], [quiet]);
  const lengthMs = quiet.to.getTime() - quiet.from.getTime();
  const fallen = hasFallenSilent({ lengthMs, coverage, daysBefore: await daysBefore(quiet, tracker, tenant) });
  if (!fallen) return nothing;
  const others = await feeds.othersHeard(tracker.id, quiet.from);
  if (others === false) return nothing;
  const facts = { kind: "silence", sinceMs: quiet.from.getTime(), ...fallen, othersHeard: others !== null } as const;
  return { raise: { key: quiet.from.toISOString(), at: quiet.to, facts, lasts: true } };
}

/** Posts in the same time of each day before; of an hour of which it holds a part, that part. Days that were not observed are left out. */
async function daysBefore({ from, to }: Span, tracker: Tracker, { reader }: Tenant): Promise<number[]> {
  const ago = (time: Date, days: number) => new Date(time.getTime() - days * dayMs);
  const scope = { trackers: [tracker.id], from: ago(from, usualDays), to: ago(to, 1) };
  const { points } = await reader.series(scope, hourMs);
  return Array.from({ length: usualDays }, (_, i) => {
    const [start, end] = [ago(from, i + 1).getTime(), ago(to, i + 1).getTime()];
    return points.reduce<number | null>((sum, { at, posts }) => {
      const shared = Math.min(end, at.getTime() + hourMs) - Math.max(start, at.getTime());
      if (shared <= 0) return sum;
      return sum === null || posts === null ? null : sum + (posts * shared) / hourMs;
    }, 0);
  }).filter((posts) => posts !== null);
}
