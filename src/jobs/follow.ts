import { isStopped } from "../model/tracker.ts";
import { defineJob } from "./job.ts";
import { schedule } from "./pace.ts";

/** Makes feeds, listeners and schedules match what a tracker wants. What nobody wants any more stops by itself (see collect). */
export default defineJob<{ workspace: string; tracker: number }>()({
  name: "follow",
  attempts: 10,
  key: ({ tracker }) => `${tracker}`,
  async run({ workspace, tracker: id }, services) {
    const { feeds, jobs, sources } = services;
    const { trackers } = services.tenant(workspace);
    const tracker = await trackers.get(id);
    if (!tracker) return;
    const wanted = sources.networks.filter((network) => tracker.networks.includes(network.name));
    const followed = [];
    for (const { name, source } of wanted) {
      const feed = await feeds.ensure({
        source: source.name,
        network: name,
        subject: tracker.subject,
        workspace: null,
      });
      followed.push({ feed, source });
    }
    await trackers.setFeeds(
      id,
      followed.map(({ feed }) => feed.id),
    );
    // What others want of its feeds goes on by itself.
    if (isStopped(tracker, services.clock.now())) return;
    for (const { feed, source } of followed) {
      const input = { feed: feed.id, network: feed.network };
      // A stream tells what comes; what was before must be asked for.
      if (source.can.search && source.can.stream)
        await jobs.add({ name: "fill", input: { ...input, after: "follow" } });
      else if (source.can.search) {
        await schedule(feed, services);
        await jobs.add({ name: "collect", input });
      }
    }
    await jobs.add({ name: "welcome", input: { workspace, tracker: id, looks: 0 } });
  },
});
