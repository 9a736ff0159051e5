import { dayMs } from "../model/clock.ts";
import { understood } from "../text/understand.ts";
import { defineJob } from "./job.ts";

/** How far back a feed is filled when it is first followed. */
const backfillMs = 14 * dayMs;

/** Reads what is new in one feed, page by page, each page committed whole with its cursor. */
export default defineJob<{ feed: number }>()({
  name: "collect",
  attempts: 3,
  key: ({ feed }) => `${feed}`,
  async run({ feed: id }, { clock, feeds, jobs, sources }, signal) {
    const feed = await feeds.get(id);
    const listeners = feed ? await feeds.listeners(id) : [];
    const connection = feed && listeners.length > 0 ? sources.connection(feed.source) : null;
    if (!feed || !connection?.search) return jobs.stop({ name: "collect", input: { feed: id } });
    const since = new Date(clock.now().getTime() - backfillMs);
    for (let more = true; more && !signal.aborted; ) {
      const cursor = await feeds.cursor(id);
      const page = await connection.search({ network: feed.network, subject: feed.subject, cursor, since }, signal);
      await feeds.write({
        posts: page.posts.map((post) => ({ post: understood(post), feeds: [id] })),
        at: clock.now(),
        seen: [{ feed: id, span: page.seen }],
        cursor: { name: `feed:${id}`, value: page.cursor },
      });
      more = page.more;
    }
    await jobs.add({ name: "detect", input: { feed: id } });
  },
});
