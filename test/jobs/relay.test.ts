import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { Card, Part } from "../../src/cards/card.ts";
import relayJob from "../../src/jobs/relay.ts";
import relaysJob from "../../src/jobs/relays.ts";
import { leaveWorkspace, welcomeServer } from "../../src/jobs/workspace.ts";
import { bucketOf, dayMs, hourMs, minuteMs, secondMs } from "../../src/model/clock.ts";
import { UserError } from "../../src/model/errors.ts";
import { told } from "../../src/model/language.ts";
import type { Post } from "../../src/model/post.ts";
import type { Relay, RelayMode } from "../../src/model/relay.ts";
import type { Services } from "../../src/services.ts";
import { sampleAuthor, samplePost, unknownCounters } from "../store/sample-posts.ts";
import { ann, channel, openStage, type Stage } from "./services.ts";

const never = new AbortController().signal;
const first = new Date("2026-11-20T12:00:00Z");
const { workspace } = channel;

let stage: Stage;
let relay: Relay;
let feeds: readonly number[] = [];
/** Each test has a channel and a hashtag of its own, and days of its own. */
let start = first;
let here = channel;
let made = 0;
let written = 0;

beforeAll(async () => {
  stage = await openStage({ now: new Date(first.getTime() - dayMs) });
});
afterAll(() => stage.close());
beforeEach(async () => {
  start = new Date(first.getTime() + ++made * 3 * dayMs);
  here = { ...channel, id: `C${made}` };
  stage.clock.advanceTo(start);
  stage.surface.hasThreads = true;
  await follow("each");
});

async function follow(mode: RelayMode, maxPerHour = 10): Promise<void> {
  const tracked = await stage.track(`follow${made}`, { channel: here, networks: ["bluesky", "mastodon"] });
  feeds = tracked.feeds;
  const { relays } = stage.tenant;
  for (const { id } of await relays.list(here)) await relays.change(id, { stoppedAt: start });
  const wish = { tracker: tracked.tracker.id, channel: here, createdBy: ann, since: start };
  const { id } = await relays.create({ ...wish, mode, maxPerHour, toldTo: bucketOf(start, hourMs) });
  relay = await relays.change(id, { message: { channel: here, id: "anchor" }, nextAt: start });
  stage.surface.shown.length = 0;
  stage.asked.length = 0;
}

const at = (plusMs: number) => stage.clock.advanceTo(new Date(start.getTime() + plusMs));
/** Stores posts as written now; an id is theirs alone unless one is given. */
async function write(...posts: readonly Partial<Post>[]): Promise<void> {
  const now = stage.clock.now();
  const feedOf = (network = "bluesky") => feeds[network === "mastodon" ? 1 : 0] ?? 0;
  await stage.services.feeds.write({
    posts: posts.map((more) => {
      const id = more.id ?? `relayed${++written}`;
      return { post: samplePost(id, now, { text: `post ${id}`, ...more }), feeds: [feedOf(more.network)] };
    }),
    at: now,
    seen: feeds.map((feed) => ({ feed, span: { from: new Date(now.getTime() - minuteMs), to: now } })),
  });
}
const some = (count: number, more: (i: number) => Partial<Post> = () => ({})) =>
  Array.from({ length: count }, (_, i) => ({ text: `the words number ${i}`, ...more(i) }));
const run = (services: Services = stage.services) => relayJob.run({ workspace, relay: relay.id }, services, never);
async function due(): Promise<number> {
  stage.asked.length = 0;
  await relaysJob.run({}, stage.services, never);
  return stage.asked.filter((one) => one.name === "relay" && one.input.relay === relay.id).length;
}

const posted = () => stage.surface.shown.filter(({ how }) => how === "post");
const part = <K extends Part["kind"]>(card: Card, kind: K) =>
  card.parts.find((one): one is Extract<Part, { kind: K }> => one.kind === kind);
const texts = () => posted().map(({ card }) => (part(card, "posts")?.posts ?? []).map(({ text }) => text));
const items = () => posted().flatMap(({ card }) => part(card, "posts")?.posts ?? []);
const titles = () => posted().map(({ card }) => card.title);

describe("each post", () => {
  test("comes into the thread, those of one look in one message, the oldest first, and each once", async () => {
    await write({ text: "one" });
    at(secondMs);
    await write({ text: "two" });
    await run();
    await run();
    expect(texts()).toEqual([["one", "two"]]);
    expect(posted()).toMatchObject([{ channel: here.id, thread: "anchor" }]);
    at(minuteMs);
    await write({ text: "three" });
    await run();
    expect(texts()).toEqual([["one", "two"], ["three"]]);
  });

  test("stands as an ordinary message where there are no threads", async () => {
    stage.surface.hasThreads = false;
    await write({ text: "one" });
    await run();
    expect(posted()).toMatchObject([{ channel: here.id, thread: null }]);
  });

  test("is none that was written before, that is a repost, that its network deleted, or that lay about for hours", async () => {
    await write({ postedAt: new Date(start.getTime() - secondMs), text: "before" });
    await write({ kind: "repost", text: "again" }, { id: `gone${made}`, text: "gone" });
    await stage.services.feeds.forget([{ network: "bluesky", id: `gone${made}` }]);
    await run();
    expect(texts()).toEqual([]);
    await write({ text: "late" });
    at(3 * hourMs + secondMs);
    await run();
    expect(texts()).toEqual([]);
  });

  test("that is known late comes late, if it is no older than three hours", async () => {
    at(2 * hourMs);
    await write({ text: "late", postedAt: new Date(start.getTime() + minuteMs) });
    await run();
    expect(texts()).toEqual([["late"]]);
  });

  test("keeps its words to itself where it is sensitive", async () => {
    await write({ text: "one", sensitive: true });
    await run();
    expect(items()).toMatchObject([{ text: "one", sensitive: true }]);
  });

  test("of a hashtag that nobody tracks any more comes no more, and the message says so", async () => {
    await stage.tenant.trackers.remove(relay.tracker);
    at(minuteMs);
    expect(await due()).toBe(1);
    await run();
    expect(await stage.tenant.relays.get(relay.id)).toMatchObject({ stoppedAt: stage.clock.now() });
    expect(stage.surface.shown).toMatchObject([{ how: "update", id: "anchor" }]);
    expect(JSON.stringify(stage.surface.shown[0]?.card)).toContain("not tracked here any more");
    expect(await due()).toBe(0);
  });

  test("comes though alerts are muted", async () => {
    await stage.tenant.trackers.change(relay.tracker, { mutedUntil: new Date(start.getTime() + dayMs) });
    await write({ text: "one" });
    await run();
    expect(texts()).toEqual([["one"]]);
  });
});

describe("an hour that is full", () => {
  test("takes no more, counts them, and says so once when it is over, with the best of them", async () => {
    await write(...some(13));
    await run();
    expect(texts().map((batch) => batch.length)).toEqual([10]);
    at(minuteMs);
    await write({ text: "the best of all", counters: { ...unknownCounters, likes: 50 } }, { text: "another one" });
    await run();
    expect(posted()).toHaveLength(1);
    at(hourMs + minuteMs);
    await run();
    expect(posted()).toHaveLength(1);
    at(hourMs + 2 * minuteMs);
    expect(await due()).toBe(1);
    await run();
    await run();
    expect(titles()).toEqual([`#follow${made}: 10 posts`, `#follow${made}: +5 more in the last hour`]);
    expect(texts().at(-1)).toEqual(["the best of all"]);
    expect(JSON.stringify(posted().at(-1)?.card)).toContain(`/top #follow${made} 1h`);
  });

  test("is followed by one that has room again", async () => {
    await write(...some(12));
    await run();
    at(hourMs + secondMs);
    await write({ text: "of the next hour" });
    await run();
    expect(texts().at(-1)).toEqual(["of the next hour"]);
  });

  test("may have room for more than one message holds, and is nothing to tell where all had room", async () => {
    await follow("each", 60);
    await write(...some(25));
    await run();
    expect(texts().map((batch) => batch.length)).toEqual([10, 10, 5]);
    expect(new Set(texts().flat()).size).toBe(25);
    at(hourMs + 2 * minuteMs);
    await run();
    expect(posted()).toHaveLength(3);
  });
});

describe("what says the same", () => {
  const said = "Our new album is out today, listen to it wherever you like!";

  test("comes once, with the other networks it is on, however it is spelt and tagged", async () => {
    await write({ text: said }, { text: `${said.toUpperCase()} #album`, network: "mastodon" });
    await run();
    expect(items()).toMatchObject([{ text: said, figures: "also on Mastodon" }]);
  });

  test("somewhere else later is told in the message that is there, within an hour or two", async () => {
    await write({ text: said });
    await run();
    at(10 * minuteMs);
    await write({ text: said, network: "mastodon" }, { text: said });
    await run();
    await run();
    const edits = stage.surface.shown.filter(({ how }) => how === "update");
    expect(edits).toMatchObject([{ id: posted()[0]?.id }]);
    expect(edits[0] && part(edits[0].card, "posts")?.posts).toMatchObject([
      { text: said, figures: "also on Mastodon" },
    ]);
    at(3 * hourMs);
    await write({ text: said, network: "mastodon" });
    await run();
    expect(stage.surface.shown).toHaveLength(2);
  });

  test("is known for a day", async () => {
    await write({ text: said });
    await run();
    at(20 * hourMs);
    await write({ text: said, network: "mastodon" });
    await run();
    expect(posted()).toHaveLength(1);
    at(26 * hourMs);
    await write({ text: said });
    await run();
    expect(posted()).toHaveLength(2);
  });

  test("on another network links to the same page; on the same one somebody else may have a word about it", async () => {
    await write({ text: "look https://www.example.com/a/?utm_source=x" });
    await write({ text: "so good: https://example.com/a", network: "mastodon" });
    await write({ text: "so bad: https://example.com/a" });
    await run();
    expect(texts().flat()).toEqual(["look https://www.example.com/a/?utm_source=x", "so bad: https://example.com/a"]);
  });

  test("takes no room, and is not told of where what it repeats was shown", async () => {
    await follow("each", 2);
    await write({ text: said }, ...some(3, () => ({ text: said, network: "mastodon" })), { text: "another" });
    await run();
    expect(texts()).toEqual([[said, "another"]]);
    at(hourMs + 2 * minuteMs);
    await run();
    expect(posted()).toHaveLength(1);
  });
});

describe("the best of each hour", () => {
  test("come once when it is over, those that moved most first, as many as are wanted", async () => {
    await follow("top", 2);
    const liked = (likes: number) => ({ text: `liked ${likes}`, counters: { ...unknownCounters, likes } });
    await write(liked(3), liked(9), liked(5));
    at(hourMs + minuteMs);
    await run();
    expect(texts()).toEqual([]);
    at(hourMs + 2 * minuteMs);
    await write(liked(100));
    await run();
    await run();
    expect(texts()).toEqual([["liked 9", "liked 5"]]);
    at(2 * hourMs + 2 * minuteMs);
    await run();
    expect(texts()).toEqual([["liked 9", "liked 5"], ["liked 100"]]);
  });
});

describe("what goes viral", () => {
  test("comes as soon as it is so, though it was written hours ago, and nothing else does", async () => {
    await follow("viral");
    const post = { id: `viral${made}`, author: sampleAuthor("a", 100), text: "seen by all", postedAt: start };
    await write(post, { text: "seen by nobody" });
    await run();
    expect(texts()).toEqual([]);
    at(5 * hourMs);
    await write({ ...post, counters: { ...unknownCounters, likes: 500 } });
    await run();
    await run();
    expect(texts()).toEqual([["seen by all"]]);
  });
});

describe("workers that die, and several at once", () => {
  test("bring each post once", async () => {
    await write(...some(7));
    await Promise.all([run(), run(), run()]);
    await run();
    expect(texts().flat().sort()).toEqual(some(7).map(({ text }) => text));
  });

  /** The process ends at one call of these; what was done before it stays. */
  const dying = (verb: "meet" | "change", isIt: (change: object) => boolean = () => true): Services => ({
    ...stage.services,
    tenant: (id) => {
      const tenant = stage.services.tenant(id);
      const { meet, change } = tenant.relays;
      const die = (): Promise<never> => Promise.reject(new Error("killed"));
      const own: Partial<typeof tenant.relays> =
        verb === "meet"
          ? { meet: (...of) => meet(...of).then(die) }
          : { change: (of, what) => (isIt(what) ? die() : change(of, what)) };
      return { ...tenant, relays: { ...tenant.relays, ...own } };
    },
  });

  test("after choosing: what was chosen is sent by the next", async () => {
    await write({ text: "one" });
    await expect(run(dying("meet"))).rejects.toThrow("killed");
    expect(texts()).toEqual([]);
    await run();
    expect(texts()).toEqual([["one"]]);
  });

  test("between posting and noting how far it came: it is not posted again", async () => {
    await write({ text: "one" });
    await expect(run(dying("change", (change) => "sentBatch" in change))).rejects.toThrow("killed");
    await run();
    expect(texts()).toEqual([["one"]]);
    expect(await stage.tenant.relays.get(relay.id)).toMatchObject({ sentBatch: 1 });
  });

  test("where the platform refused it: it is sent when it can be, without what was deleted meanwhile", async () => {
    await write({ text: "one" }, { id: `gone${made}`, text: "two" });
    stage.surface.nextFailure = new Error("slow down");
    await expect(run()).rejects.toThrow("slow down");
    await stage.services.feeds.forget([{ network: "bluesky", id: `gone${made}` }]);
    await run();
    expect(texts()).toEqual([["one"]]);
  });

  test("before its message was noted: it is posted again under its name, and posts follow in its thread", async () => {
    await stage.tenant.relays.change(relay.id, { message: null });
    await write({ text: "one" });
    await run();
    const [anchor, posts] = posted();
    expect(anchor?.card.title).toBe(`Following #follow${made}: each post, at most 10 an hour`);
    expect(posts?.thread).toBe(anchor?.id);
  });
});

describe("a channel that cannot be used", () => {
  test("pauses it: it is tried again later, and whoever set it up is told", async () => {
    await write({ text: "one" });
    stage.surface.nextFailure = new UserError(told(() => "no permission"));
    await run();
    expect(stage.asked).toMatchObject([{ name: "relay", how: "add", ms: 15 * minuteMs }]);
    expect(stage.surface.shown).toMatchObject([{ how: "tell", to: ann }]);
    at(minuteMs);
    await write({ text: "two" });
    expect(await due()).toBe(0);
    at(16 * minuteMs);
    expect(await due()).toBe(1);
    await run();
    expect(texts()).toEqual([["one"], ["two"]]);
  });

  test("at the first message ends it", async () => {
    await stage.tenant.relays.change(relay.id, { message: null });
    stage.surface.nextFailure = new UserError(told(() => "no permission"));
    await run();
    expect((await stage.tenant.relays.get(relay.id))?.stoppedAt).not.toBeNull();
  });
});

describe("what is looked at", () => {
  test("is what has news, at most every 20 seconds, and nothing that was stopped", async () => {
    expect(await due()).toBe(1);
    await run();
    at(19 * secondMs);
    await write({ text: "one" });
    expect(await due()).toBe(0);
    at(20 * secondMs);
    expect(await due()).toBe(1);
    await run();
    at(minuteMs);
    expect(await due()).toBe(0);
    at(2 * minuteMs);
    await write({ text: "two" });
    expect(await due()).toBe(1);
    await stage.tenant.relays.change(relay.id, { stoppedAt: start });
    expect(await due()).toBe(0);
    await run();
    expect(texts()).toEqual([["one"]]);
    expect(stage.surface.shown.at(-1)).toMatchObject({ how: "update", id: "anchor" });
  });

  test("is nothing of a workspace that left, and what came meanwhile is no news to it when it is back", async () => {
    await leaveWorkspace(workspace, stage.services);
    await write({ text: "while away" });
    expect(await due()).toBe(0);
    await run();
    at(hourMs);
    await welcomeServer(workspace, [], stage.services);
    expect(await due()).toBe(1);
    await run();
    expect(texts()).toEqual([]);
    await write({ text: "back" });
    await run();
    expect(texts()).toEqual([["back"]]);
  });
});
