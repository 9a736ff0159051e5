import { afterEach, describe, expect, test } from "vitest";
import { newDetector } from "../../src/analysis/detector.ts";
import fill from "../../src/jobs/fill.ts";
import { dayMs, minuteMs, secondMs } from "../../src/model/clock.ts";
import { SourceError } from "../../src/model/errors.ts";
import type { Page, SearchQuery } from "../../src/sources/source.ts";
import { samplePost } from "../store/sample-posts.ts";
import { openStage, quietSource, type Stage } from "./services.ts";

const noon = new Date("2026-11-20T12:00:00Z");
const at = (minutes: number) => new Date(noon.getTime() + minutes * minuteMs);
const never = new AbortController().signal;
/** What is younger is not searched for. */
const searchable = new Date(noon.getTime() - 20 * secondMs);

let stage: Stage;
afterEach(() => stage?.close());

/** A search whose pages each reach back `pageMs`; `interrupt` may throw or answer in the place of a page. */
async function openWith({
  pageMs = 5 * dayMs,
  interrupt = () => null,
}: {
  pageMs?: number;
  interrupt?: (query: SearchQuery, page: number) => Page | null;
} = {}) {
  const queries: SearchQuery[] = [];
  const search = async (query: SearchQuery): Promise<Page> => {
    const answer = interrupt(query, queries.push(query));
    if (answer) return answer;
    const to = query.cursor === null ? (query.until ?? noon) : new Date(query.cursor);
    const from = new Date(Math.max(to.getTime() - pageMs, query.since.getTime()));
    const posts = [samplePost(`before ${to.toISOString()}`, new Date(to.getTime() - 1))];
    return { posts, cursor: from.toISOString(), seen: { from, to }, more: from > query.since };
  };
  const stream = async function* () {};
  stage = await openStage({ now: noon, sources: [quietSource({ search, stream })] });
  const [feed = 0] = (await stage.track("worldcup")).feeds;
  const { feeds } = stage.services;
  const input = { feed, network: "bluesky", after: "follow" } as const;
  return {
    queries,
    feed,
    run: (signal = never) => fill.run(input, stage.services, signal),
    see: (from: Date, to: Date) => feeds.write({ posts: [], at: noon, seen: [{ feed, span: { from, to } }] }),
    gaps: async (days = 14) =>
      (await feeds.gaps(feed, new Date(searchable.getTime() - days * dayMs), noon)).map(({ from, to }) => [from, to]),
    posts: async () => {
      const [row] = await stage.database.sql<
        { n: number }[]
      >`select count(*)::int as n from feed_posts where feed_id = ${feed}`;
      return row?.n;
    },
  };
}

const tail = [searchable, noon];

describe("what is asked for", () => {
  test("of a feed nobody looked at is all of 14 days, page by page, but what no search knows yet", async () => {
    const { queries, run, gaps, posts, feed } = await openWith();
    await run();
    expect(queries).toHaveLength(3);
    expect(queries[0]).toMatchObject({
      network: "bluesky",
      subject: { key: "worldcup" },
      cursor: null,
      until: searchable,
    });
    expect(queries[0]?.since.getTime()).toBeLessThanOrEqual(searchable.getTime() - 14 * dayMs);
    expect([await posts(), await gaps()]).toEqual([3, [tail]]);
    expect(stage.asked).toEqual([{ name: "detect", input: { feed }, how: "add", ms: 0 }]);
  });

  test("are the gaps, the newest first, each from a minute earlier for what was told late", async () => {
    const { queries, run, see, gaps } = await openWith();
    await see(at(-20 * 24 * 60), at(-60));
    await see(at(-50), at(-30));
    await see(at(-29), noon);
    await run();
    expect(queries.map(({ since, until }) => [since, until])).toEqual([
      [at(-31), at(-29)],
      [at(-61), at(-50)],
    ]);
    expect(await gaps()).toEqual([]);
  });

  test("is nothing where all was seen, and not what the stream is about to tell", async () => {
    const { queries, run, see } = await openWith();
    await see(at(-20 * 24 * 60), new Date(searchable.getTime() - minuteMs + secondMs));
    await run();
    expect(queries).toEqual([]);
  });

  test("is what the stream left out for longer", async () => {
    const { queries, run, see, gaps } = await openWith();
    await see(at(-20 * 24 * 60), at(-5));
    await run();
    expect(queries.map(({ until }) => until)).toEqual([searchable]);
    expect(await gaps()).toEqual([tail]);
  });

  test("is nothing for a feed that nobody listens to", async () => {
    const { queries, feed, run } = await openWith();
    await stage.database.sql`delete from coverage where feed_id = ${feed}`;
    for (const tracker of await stage.tenant.trackers.list()) await stage.tenant.trackers.remove(tracker.id);
    await run();
    expect([queries, stage.asked]).toEqual([[], []]);
  });
});

describe("a run that is cut short", () => {
  test("by a network that fails goes on where it was", async () => {
    const failure = new SourceError("quiet", "not-found");
    const { queries, run, gaps, posts } = await openWith({
      interrupt: (_, page) => {
        if (page === 2) throw failure;
        return null;
      },
    });
    await expect(run()).rejects.toBe(failure);
    const [left] = await gaps();
    expect([await posts(), left?.[1]]).toEqual([1, new Date(searchable.getTime() - 5 * dayMs)]);
    await run();
    expect(queries[2]?.until).toEqual(left?.[1]);
    expect([await posts(), await gaps()]).toEqual([3, [tail]]);
  });

  test("by the end of the process is left for another one", async () => {
    const ending = new AbortController();
    const { queries, run, gaps } = await openWith({
      interrupt: () => {
        ending.abort();
        return null;
      },
    });
    await expect(run(ending.signal)).rejects.toThrow();
    expect(queries).toHaveLength(1);
    await run();
    expect(await gaps()).toEqual([tail]);
  });

  test("by its number of pages asks for another one, after which there is nothing left", async () => {
    const { queries, run, gaps, feed } = await openWith({ pageMs: (14 * dayMs) / 250 });
    await run();
    expect(queries).toHaveLength(200);
    const again = { name: "fill", input: { feed, network: "bluesky", after: "follow" }, how: "add", ms: minuteMs };
    expect(stage.asked).toContainEqual(again);
    stage.asked.length = 0;
    await run();
    expect(await gaps()).toEqual([tail]);
    expect(stage.asked.map(({ name }) => name)).toEqual(["detect"]);
  });

  test("by a search that shows strangers one page only ends, and leaves the rest blind", async () => {
    const { queries, run, gaps } = await openWith({
      interrupt: ({ cursor }) => {
        if (cursor === null) return null;
        const bound = new Date(cursor);
        return { posts: [], cursor, seen: { from: bound, to: bound }, more: false };
      },
    });
    await run();
    expect(queries).toHaveLength(2);
    expect((await gaps()).map(([, to]) => to)).toEqual([new Date(searchable.getTime() - 5 * dayMs), noon]);
  });
});

describe("the detector", () => {
  const judgedTo = async (feed: number, to: Date) => {
    const state = { ...newDetector(), fromMs: at(-60).getTime(), atMs: to.getTime() };
    await stage.services.feeds.saveDetector(feed, state, null);
  };

  test("learns from the beginning when history came that it had passed", async () => {
    const { feed, run, see } = await openWith();
    await see(at(-60), noon);
    await judgedTo(feed, noon);
    await run();
    expect(await stage.services.feeds.detector(feed)).toBeNull();
  });

  test("learns anew also when the network failed after some of it", async () => {
    const { feed, run, see } = await openWith({
      interrupt: (_, page) => {
        if (page === 2) throw new SourceError("quiet", "not-found");
        return null;
      },
    });
    await see(at(-60), noon);
    await judgedTo(feed, noon);
    await expect(run()).rejects.toThrow();
    expect(await stage.services.feeds.detector(feed)).toBeNull();
  });

  test("keeps what it knows when what came is later than all it judged", async () => {
    const { feed, run, see } = await openWith();
    await see(at(-20 * 24 * 60), at(-10));
    await see(at(-5), noon);
    await judgedTo(feed, at(-10));
    await run();
    expect(await stage.services.feeds.detector(feed)).toMatchObject({ atMs: at(-10).getTime() });
  });

  test("is asked again when it judged on at the very moment it was to begin anew", async () => {
    const { feed, run, see } = await openWith();
    await see(at(-60), noon);
    await judgedTo(feed, at(-2));
    const { feeds } = stage.services;
    let reads = 0;
    const detector = async (id: number) => {
      const was = await feeds.detector(id);
      if (++reads === 1) await feeds.saveDetector(id, { ...newDetector(), atMs: noon.getTime() }, was);
      return was;
    };
    stage = { ...stage, services: { ...stage.services, feeds: { ...feeds, detector } } };
    await run();
    expect([reads, await feeds.detector(feed)]).toEqual([2, null]);
  });
});
