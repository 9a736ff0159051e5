import type { Services } from "../services.ts";

/** Puts the schedules of everything that is followed in place, e.g. after a start with other sources than the last. */
export async function resumeFeeds({ feeds, jobs, sources }: Services): Promise<void> {
  for (const feed of await feeds.active()) {
    const source = sources.networks.find((n) => n.source.name === feed.source && n.name === feed.network)?.source;
    if (!source?.can.search) continue;
    const paces = (await feeds.listeners(feed.id)).map((listener) => listener.paceMs);
    await jobs.repeat({ name: "collect", input: { feed: feed.id } }, Math.max(source.paceMs, Math.min(...paces)));
  }
}
