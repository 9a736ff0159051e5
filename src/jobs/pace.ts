import { hourMs } from "../model/clock.ts";
import type { Feed } from "../model/feed.ts";
import type { Services } from "../services.ts";
import type { Source } from "../sources/source.ts";

/** Schedules are replaced when the pace differs by more than this factor: posts come by chance, and rhythms should last. */
const sameWithin = 1.5;

/**
 * How often a feed is read. A tracker that asked for a slower pace than its network bears gets that; otherwise a feed is
 * read as often as its network bears while posts come that fast, and down to `quietPaceMs` while few do.
 */
export function paceMsOf(
  { paceMs, quietPaceMs = paceMs }: Pick<Source, "paceMs" | "quietPaceMs">,
  wishesMs: readonly number[],
  postsPerHour: number | null,
): number {
  const wishMs = Math.max(paceMs, Math.min(...wishesMs));
  if (wishMs > paceMs || postsPerHour === null) return wishMs;
  return Math.round(Math.min(Math.max(paceMs, hourMs / Math.max(postsPerHour, 1)), Math.max(paceMs, quietPaceMs)));
}

/** Reads the feed from now on as often as what came in the last hour asks for; ends its schedule where nobody listens. */
export async function schedule(feed: Feed, services: Services): Promise<void> {
  const paceMs = await wantedPaceMs(feed, services);
  if (paceMs === null) return services.jobs.stop(requestOf(feed));
  // In this order, so that a pace that is saved is one that is kept.
  await services.jobs.repeat(requestOf(feed), paceMs);
  await services.feeds.setPace(feed.id, paceMs);
}

/** The same for a feed that has a schedule, which stays where little would change. */
export async function adaptPace(feed: Feed, services: Services): Promise<void> {
  const [before, paceMs] = [await services.feeds.pace(feed.id), await wantedPaceMs(feed, services)];
  if (before !== null && paceMs !== null && paceMs < before * sameWithin && paceMs > before / sameWithin) return;
  await schedule(feed, services);
}

const requestOf = ({ id, network }: Feed) => ({ name: "collect", input: { feed: id, network } }) as const;

async function wantedPaceMs(feed: Feed, { clock, feeds, sources }: Services): Promise<number | null> {
  const source = sources.all.find(({ name }) => name === feed.source);
  const wishes = (await feeds.listeners(feed.id)).map((listener) => listener.paceMs);
  if (!source?.can.search || wishes.length === 0) return null;
  const counts = await feeds.counts(feed.id, new Date(clock.now().getTime() - hourMs), hourMs / 4);
  const known = counts.flatMap(({ count }) => count ?? []);
  const perHour = known.length === 0 ? null : (known.reduce((sum, count) => sum + count, 0) * 4) / known.length;
  return paceMsOf(source, wishes, perHour);
}
