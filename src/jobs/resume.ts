import type { Services } from "../services.ts";
import { paceMsOf } from "./pace.ts";

/** Puts the schedules of everything that is followed in place, e.g. after a start with other sources than the last. */
export async function resumeFeeds(services: Services): Promise<void> {
  const { feeds, jobs, sources } = services;
  for (const { id: feed, source: name, network } of await feeds.active()) {
    const source = sources.networks.find((n) => n.source.name === name && n.name === network)?.source;
    const paceMs = source?.can.search ? await paceMsOf(feed, source, services) : null;
    if (paceMs !== null) await jobs.repeat({ name: "collect", input: { feed } }, paceMs);
  }
}
