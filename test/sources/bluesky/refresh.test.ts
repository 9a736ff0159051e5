import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { createBluesky } from "../../../src/sources/bluesky.ts";
import { connected, handClock, never } from "../reading.ts";
import { type FakeAppview, openAppview } from "./appview.ts";
import { someone } from "./records.ts";

const clock = handClock("2026-03-10T12:00:00.000Z");
let appview: FakeAppview;
beforeEach(async () => {
  appview = await openAppview({ now: () => clock.at });
});
afterEach(() => appview.close());

async function refresh(ids: readonly string[]) {
  const source = createBluesky({ jetstreamUrl: "wss://stream.example/subscribe", apiUrl: appview.url, login: null });
  const refs = ids.map((id) => ({ network: "bluesky", id }));
  const refreshed = await connected(source, clock).refresh?.(refs, never);
  if (!refreshed) throw new Error("no refresh");
  return refreshed;
}

describe("Bluesky's posts read again", () => {
  it("have their counters, and authors with followers", async () => {
    const other = "did:plc:lighthousekeeper2345abcd";
    appview.profile(other, { followersCount: 12_000, verification: { verifiedStatus: "valid" } });
    appview.profile(someone, { handle: "handle.invalid", followersCount: 0 });
    const [first, second] = [appview.add({ text: "low #harbour" }), appview.add({ text: "high #harbour", did: other })];
    appview.count(second, { likeCount: 7 });
    const { posts, gone } = await refresh([first, second]);
    expect(gone).toEqual([]);
    expect(posts).toMatchObject([
      { id: first, author: { id: someone, handle: someone, followers: 0, verified: false }, counters: { likes: 0 } },
      { id: second, author: { id: other, followers: 12_000, verified: true }, counters: { likes: 7, views: null } },
    ]);
  });

  it("say who marked themselves as automated, whatever others call them", async () => {
    const bot = { val: "bot", src: someone };
    const read = async (labels: readonly object[] | null) => {
      appview.profile(someone, labels ? { labels } : {});
      const { posts } = await refresh([appview.add({ text: "tide #harbour" })]);
      return posts[0]?.author?.automated;
    };
    expect(await read(null)).toBeNull();
    expect(await read([])).toBe(false);
    expect(await read([{ val: "!no-unauthenticated", src: someone }, bot])).toBe(true);
    expect(await read([{ ...bot, src: "did:plc:moderators" }])).toBe(false);
    expect(await read([{ ...bot, neg: true }])).toBe(false);
  });

  it("are gone where the network shows them no more, and only there", async () => {
    const ids = Array.from({ length: 60 }, (_, n) => appview.add({ text: `${n} #harbour`, did: `did:plc:boat${n}` }));
    for (const id of ids.slice(10, 20)) appview.remove(id);
    const { posts, gone } = await refresh(ids);
    expect(gone.map(({ id }) => id)).toEqual(ids.slice(10, 20));
    expect(posts).toHaveLength(50);
    const asked = appview.asked.map(({ method, query }) => [
      method,
      query.getAll("uris").length + query.getAll("actors").length,
    ]);
    expect(asked).toEqual([
      ["app.bsky.feed.getPosts", 25],
      ["app.bsky.feed.getPosts", 25],
      ["app.bsky.feed.getPosts", 10],
      ["app.bsky.actor.getProfiles", 25],
      ["app.bsky.actor.getProfiles", 25],
    ]);
  });

  it("are not given up because the AppView shows none of many", async () => {
    const ids = Array.from({ length: 6 }, (_, n) => appview.add({ text: `${n} #harbour` }));
    for (const id of ids) appview.remove(id);
    expect(await refresh(ids)).toEqual({ posts: [], gone: [] });
    expect((await refresh(ids.slice(0, 2))).gone).toHaveLength(2);
  });

  it("are neither where they came back unreadable", async () => {
    const id = appview.add({ text: "#harbour", embed: { $type: "app.bsky.embed.images" } });
    expect(await refresh([id])).toEqual({ posts: [], gone: [] });
  });

  it("of nobody are asked of nobody", async () => {
    expect(await refresh([])).toEqual({ posts: [], gone: [] });
    expect(appview.asked).toEqual([]);
  });
});
