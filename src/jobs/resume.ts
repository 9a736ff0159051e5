import type { Services } from "../services.ts";
import { schedule } from "./pace.ts";
import { refreshEveryMs } from "./refresh.ts";

/** Puts the schedules of everything that is followed in place, e.g. after a start with other sources than the last. */
export async function resumeFeeds(services: Services): Promise<void> {
  const { feeds, jobs, sources } = services;
  for (const { name, can } of sources.all)
    if (can.refresh) await jobs.repeat({ name: "refresh", input: { source: name } }, refreshEveryMs);
  for (const feed of await feeds.active()) {
    const source = sources.networks.find((n) => n.source.name === feed.source && n.name === feed.network)?.source;
    if (!source?.can.search || source.can.stream) continue;
    await schedule(feed, services);
  }
}
