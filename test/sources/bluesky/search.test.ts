import fc from "fast-check";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { minuteMs, secondMs } from "../../../src/model/clock.ts";
import type { BlueskySettings } from "../../../src/sources/bluesky/settings.ts";
import { createBluesky } from "../../../src/sources/bluesky.ts";
import type { Page, SearchQuery } from "../../../src/sources/source.ts";
import { connected, handClock, hashtag, never } from "../reading.ts";
import { type FakeAppview, openAppview } from "./appview.ts";
import { someone } from "./records.ts";

const noon = "2026-03-10T12:00:00.000Z";
const since = new Date("2026-03-09T12:00:00.000Z");
const query = { network: "bluesky", subject: hashtag("Harbour"), since };

const clock = handClock(noon);
let appview: FakeAppview;
let settings: BlueskySettings;
beforeEach(async () => {
  clock.at = new Date(noon);
  appview = await openAppview({ now: () => clock.at });
  settings = { jetstreamUrl: "wss://stream.example/subscribe", apiUrl: appview.url, login: null };
});
afterEach(() => appview.close());

const ago = (ms: number) => new Date(Date.parse(noon) - ms);
/** `count` posts, `stepMs` apart, the newest just before noon. */
const fill = (count: number, stepMs: number) =>
  Array.from({ length: count }, (_, n) => appview.add({ text: `${n} #harbour`, indexedAt: ago(1 + n * stepMs) }));

async function ask(search: ReturnType<typeof searchOf>, more: Partial<SearchQuery> = {}): Promise<Page> {
  const page = await search({ ...query, cursor: null, ...more }, never);
  if (!page) throw new Error("no search");
  return page;
}

function searchOf() {
  const connection = connected(createBluesky(settings), clock);
  return async (asked: SearchQuery, signal: AbortSignal) => connection.search?.(asked, signal);
}

/** Page after page with a connection of its own for each, as after restarts. */
async function walk(more: Partial<SearchQuery> = {}, shared = searchOf()): Promise<Page[]> {
  const pages = [await ask(shared, more)];
  for (let last = pages[0]; last?.more; last = pages.at(-1)) {
    pages.push(await ask(searchOf(), { ...more, cursor: last.cursor }));
  }
  return pages;
}

const idsOf = (pages: readonly Page[]) => pages.flatMap(({ posts }) => posts.map(({ id }) => id));

describe("Bluesky's search", () => {
  it("asks for one tag in one window, newest first, a hundred at a time", async () => {
    const ids = fill(250, minuteMs);
    const pages = await walk();
    expect(idsOf(pages)).toEqual(ids);
    expect(pages.map(({ posts, more }) => [posts.length, more])).toEqual([
      [100, true],
      [100, true],
      [50, false],
    ]);
    const asked = appview.asked.map(({ query }) => Object.fromEntries(query));
    const window = {
      since: since.toISOString(),
      until: noon,
      q: "#Harbour",
      tag: "Harbour",
      sort: "latest",
      limit: "100",
    };
    expect(asked).toEqual([
      window,
      { ...window, cursor: expect.any(String) },
      { ...window, cursor: expect.any(String) },
    ]);
  });

  it("brings counters and authors, and takes nothing that only looks like it", async () => {
    appview.profile(someone, { handle: "harbour.test", displayName: "Harbour Master", followersCount: 99 });
    const id = appview.add({ text: "low water #harbour", indexedAt: ago(5_000) });
    appview.count(id, { likeCount: 12, repostCount: 3, replyCount: 2, quoteCount: 1 });
    const covered = appview.add({ text: "not for all #harbour", indexedAt: ago(6_000) });
    appview.label(covered, "graphic-media");
    appview.add({ text: "another #harbourlights", indexedAt: ago(7_000) });
    const [post, second, ...others] = (await ask(searchOf())).posts;
    expect(others).toEqual([]);
    expect(post).toMatchObject({
      id,
      author: { id: someone, handle: "harbour.test", name: "Harbour Master", followers: null, verified: false },
      counters: { likes: 12, shares: 3, replies: 2, views: null },
      extras: { quotes: 1 },
      sensitive: false,
    });
    expect(second).toMatchObject({ id: covered, sensitive: true });
  });

  it("goes on where the last window ended, and looks once more at what came late", async () => {
    fill(3, secondMs);
    const late = appview.add({
      text: "slow to be found #harbour",
      indexedAt: ago(2 * secondMs),
      foundFrom: new Date(Date.parse(noon) + secondMs),
    });
    const search = searchOf();
    const first = await ask(search);
    expect(idsOf([first])).not.toContain(late);
    clock.at = new Date(Date.parse(noon) + 30 * secondMs);
    const fresh = appview.add({ text: "just now #harbour", indexedAt: new Date(Date.parse(noon) + 20 * secondMs) });
    const next = await ask(search, { cursor: first.cursor });
    expect(next.seen).toEqual({ from: new Date(noon), to: clock.at });
    expect(idsOf([next])).toEqual(expect.arrayContaining([fresh, late]));
    const again = await ask(search, { cursor: next.cursor });
    expect(again).toMatchObject({ posts: [], cursor: next.cursor, more: false });
  });

  it("never says that it looked where it did not", async () => {
    const second = (n: number) => ago(n * secondMs);
    const some = fc.array(fc.integer({ min: 1, max: 900 }), { minLength: 90, maxLength: 350 });
    const where = fc.record({ from: fc.integer({ min: 300, max: 1_000 }), to: fc.integer({ min: 0, max: 200 }) });
    const refused = fc.constantFrom("nothing", "follow-ups");
    await fc.assert(
      fc.asyncProperty(some, where, refused, async (times, { from, to }, what) => {
        await appview.close();
        appview = await openAppview({ now: () => clock.at });
        settings = { ...settings, apiUrl: appview.url };
        appview.refuseStrangers(what as "nothing" | "follow-ups");
        // Many in the same second, so that pages end between posts of one moment.
        const all = times.map((n, rank) => ({
          id: appview.add({ text: `${rank} #harbour`, indexedAt: second(n) }),
          at: second(n).getTime(),
        }));
        const window = { since: second(from), until: second(to) };
        const pages = await walk(window);
        const told = new Set(idsOf(pages));
        let end = window.until.getTime();
        for (const { seen } of pages) {
          expect(seen.to.getTime()).toBe(end);
          end = seen.from.getTime();
          for (const { id, at } of all) if (at >= end && at < seen.to.getTime()) expect(told).toContain(id);
        }
        expect(end).toBeGreaterThanOrEqual(window.since.getTime());
        if (what === "nothing") {
          expect(end).toBe(window.since.getTime());
          expect(told.size).toBe(idsOf(pages).length);
        }
      }),
      { numRuns: 25 },
    );
  });

  it("reads one page where strangers may not turn it, says so, and does not ask in vain again", async () => {
    const ids = fill(250, minuteMs);
    appview.refuseStrangers("follow-ups");
    const search = searchOf();
    const first = await ask(search);
    const second = await ask(search, { cursor: first.cursor });
    expect(second).toMatchObject({ posts: [], more: false, seen: { from: first.seen.from, to: first.seen.from } });
    expect(first.seen.from.getTime()).toBe(ago(1 + 99 * minuteMs).getTime() + 1);
    clock.at = new Date(Date.parse(noon) + 300 * minuteMs);
    const more = Array.from({ length: 150 }, (_, n) =>
      appview.add({ text: `later ${n} #harbour`, indexedAt: new Date(clock.at.getTime() - 1 - n * minuteMs) }),
    );
    const asked = appview.asked.length;
    const third = await ask(search, { cursor: second.cursor });
    expect(idsOf([third])).toEqual(more.slice(0, 100));
    expect(third.more).toBe(false);
    expect(appview.asked.length).toBe(asked + 1);
    expect(idsOf([first])).toEqual(ids.slice(0, 100));
  });

  it("is refused where strangers may not search at all", async () => {
    appview.refuseStrangers("search");
    await expect(ask(searchOf())).rejects.toMatchObject({ failure: "unauthorized" });
  });

  it("finds its place by time where the server has forgotten its cursor", async () => {
    const ids = fill(250, minuteMs);
    const search = searchOf();
    const first = await ask(search);
    appview.forgetCursors();
    const rest = await walk({ cursor: first.cursor }, search);
    // The last millisecond of the first page is looked at once more.
    expect([...new Set(idsOf([first, ...rest]))]).toEqual(ids);
    expect(rest.at(-1)?.seen.from).toEqual(since);
  });

  it("waits as long as the service says", async () => {
    appview.limit(1, { "retry-after": "7" });
    await expect(ask(searchOf())).rejects.toMatchObject({ failure: "rate-limited", retryAfterMs: 7_000 });
    const resetAt = Math.floor(Date.now() / 1_000) + 200;
    appview.limit(1, { "ratelimit-limit": "3000", "ratelimit-remaining": "0", "ratelimit-reset": `${resetAt}` });
    const error = await ask(searchOf()).catch((thrown: { retryAfterMs: number }) => thrown);
    expect(error).toMatchObject({ failure: "rate-limited" });
    expect((error as { retryAfterMs: number }).retryAfterMs).toBeGreaterThan(150_000);
    expect((error as { retryAfterMs: number }).retryAfterMs).toBeLessThanOrEqual(201_000);
  });

  it("refuses a cursor that is none of its own", async () => {
    for (const cursor of ["", "7", "{}", '{"to":"noon"}', '{"to":1,"next":7}'])
      await expect(ask(searchOf(), { cursor })).rejects.toThrow(/should be/);
  });
});
