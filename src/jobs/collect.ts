import { dayMs } from "../model/clock.ts";
import { defineJob } from "./job.ts";
import { adaptPace } from "./pace.ts";

/** How far back a feed is filled when it is first followed. */
export const backfillMs = 14 * dayMs;

/** Reads what is new in one feed, page by page, each page committed whole with its cursor. */
export default defineJob<{ feed: number; network: string }>()({
  name: "collect",
  attempts: 3,
  concurrency: 2,
  key: ({ feed }) => `${feed}`,
  lane: ({ network }) => network,
  async run(input, services, signal) {
    const { clock, feeds, jobs, sources } = services;
    const { feed: id } = input;
    const feed = await feeds.get(id);
    const listeners = feed ? await feeds.listeners(id) : [];
    const connection = feed && listeners.length > 0 ? sources.connection(feed.source) : null;
    if (!feed || !connection?.search) return jobs.stop({ name: "collect", input });
    const since = new Date(clock.now().getTime() - backfillMs);
    const name = `feed:${id}`;
    for (let more = true; more && !signal.aborted; ) {
      const cursor = await feeds.cursor(name);
      const page = await connection.search({ network: feed.network, subject: feed.subject, cursor, since }, signal);
      await feeds.write({
        posts: page.posts.map((post) => ({ post, feeds: [id] })),
        at: clock.now(),
        seen: [{ feed: id, span: page.seen }],
        cursor: { name, value: page.cursor },
      });
      more = page.more;
    }
    await adaptPace(feed, services);
    await jobs.add({ name: "detect", input: { feed: id } });
  },
});
