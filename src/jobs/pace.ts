import type { Services } from "../services.ts";
import type { Source } from "../sources/source.ts";

/** How often a feed is read: as often as its most eager tracker wishes and its network bears; null where nobody listens any more. */
export async function paceMsOf(feed: number, source: Source, { feeds }: Services): Promise<number | null> {
  const wishes = (await feeds.listeners(feed)).map((listener) => listener.paceMs);
  return wishes.length === 0 ? null : Math.max(source.paceMs, Math.min(...wishes));
}
