import { hourMs, minuteMs } from "../model/clock.ts";
import type { PostRef } from "../model/post.ts";
import { defineJob } from "./job.ts";

/** A post's counters are read again when it reaches these ages: close together while they move fast. */
const agesMs = [1, 2, 4, 8, 15, 30, 60, 120, 240, 480, 1_440].map((minutes) => minutes * minuteMs);
/** Posts in one run; the youngest come first, and what is left out is read at its next age. */
const postsMax = 1_000;
/** After a longer break only what became due lately is read. */
const breakMaxMs = hourMs;
/**
 * A post that is not shown may be too young: what is asked lags behind the stream that told it, and the stream tells of deletions
 * itself. From this age on it is gone.
 */
const goneFromAgeMs = hourMs;

export const refreshEveryMs = minuteMs / 2;

/** Reads the counters of young followed posts again, where a source tells posts before anybody could like them. */
export default defineJob<{ source: string }>()({
  name: "refresh",
  attempts: 2,
  concurrency: 1,
  key: ({ source }) => source,
  lane: ({ source }) => source,
  async run({ source: name }, services, signal) {
    const { clock, feeds, jobs, sources } = services;
    const perRequest = sources.all.find((source) => source.name === name)?.can.refresh;
    const connection = sources.connection(name);
    if (!perRequest || !connection?.refresh) return jobs.stop({ name: "refresh", input: { source: name } });
    const until = clock.now();
    const cursor = `refresh:${name}`;
    const last = await feeds.cursor(cursor);
    const since = new Date(Math.max(last === null ? 0 : Date.parse(last), until.getTime() - breakMaxMs));
    let left = postsMax;
    for (const isGoneSure of [false, true]) {
      const ages = agesMs.filter((ageMs) => ageMs >= goneFromAgeMs === isGoneSure);
      const due = left > 0 ? await feeds.due({ source: name, agesMs: ages, since, until, limit: left }) : [];
      left -= due.length;
      for (const posts of chunksOf(due, perRequest)) {
        if (signal.aborted) return;
        const fresh = await connection.refresh(posts, signal);
        await feeds.write({
          posts: fresh.posts.map((post) => ({ post, feeds: [] })),
          deleted: isGoneSure ? fresh.gone : [],
          at: clock.now(),
          seen: [],
        });
      }
    }
    await feeds.write({ posts: [], at: until, seen: [], cursor: { name: cursor, value: until.toISOString() } });
  },
});

const chunksOf = (posts: readonly PostRef[], size: number): PostRef[][] =>
  Array.from({ length: Math.ceil(posts.length / size) }, (_, i) => posts.slice(i * size, (i + 1) * size));
