import { afterEach, describe, expect, it } from "vitest";
import { dayMs, secondMs } from "../../../src/model/clock.ts";
import { SourceError } from "../../../src/model/errors.ts";
import type { BlueskySettings } from "../../../src/sources/bluesky/settings.ts";
import { createBluesky, isReachable } from "../../../src/sources/bluesky.ts";
import { guard } from "../../../src/sources/guard.ts";
import type { StreamEvent } from "../../../src/sources/source.ts";
import { connected, type HandClock, handClock } from "../reading.ts";
import { type FakeJetstream, type JetstreamOptions, openJetstream } from "./jetstream.ts";

const wires = [["v1"], ["v2"]] as const;

let server: FakeJetstream | undefined;
let stop = new AbortController();
afterEach(async () => {
  stop.abort();
  await server?.close();
  stop = new AbortController();
});

interface Stage {
  readonly jetstream: FakeJetstream;
  readonly settings: BlueskySettings;
  /** The network's time and ours. */
  readonly clock: HandClock;
  wait(ms: number): void;
}

async function openStage(options: JetstreamOptions = {}): Promise<Stage> {
  const clock = handClock("2026-03-10T18:00:21.345Z");
  const jetstream = await openJetstream({ now: () => clock.at, ...options });
  server = jetstream;
  const settings = { jetstreamUrl: jetstream.url, apiUrl: "https://bluesky.example", login: null };
  const wait = (ms: number) => {
    clock.at = new Date(clock.at.getTime() + ms);
  };
  return { jetstream, settings, clock, wait };
}

/** The stream with the guard round it, and the pauses of its reconnects. */
function listen({ settings, clock }: Stage, from?: string, stallMs?: number) {
  const source = createBluesky(settings, stallMs === undefined ? {} : { stallMs });
  const pauses: number[] = [];
  const io = { gate: { enter: async () => "ok" as const }, sleep: async (ms: number) => void pauses.push(ms) };
  const { stream } = guard(source, connected(source, clock), io);
  const events = stream?.(stop.signal, from)[Symbol.asyncIterator]();
  if (!events) throw new Error("no stream");
  return { events, pauses };
}

/** Events up to the one that is `last`. */
async function until(
  events: AsyncIterator<StreamEvent>,
  last: (event: StreamEvent) => boolean,
): Promise<StreamEvent[]> {
  const told: StreamEvent[] = [];
  for (;;) {
    const { value, done } = await events.next();
    if (done) throw new Error("the stream ended");
    told.push(value);
    if (last(value)) return told;
  }
}

const isPost = (id: string) => (event: StreamEvent) => event.kind === "post" && event.post.id === id;
const idsOf = (events: readonly StreamEvent[]) => events.flatMap((e) => (e.kind === "post" ? [e.post.id] : []));
/** Opens the stream and hears one post, so that what happens next is heard too. */
async function heard(stage: Stage, events: AsyncIterator<StreamEvent>): Promise<StreamEvent> {
  const next = events.next();
  await expect.poll(() => stage.jetstream.connections()).toBe(1);
  stage.jetstream.post({ text: "hello #harbour" });
  return (await next).value;
}

describe.each(wires)("Bluesky's stream (%s)", (wire) => {
  it("asks for posts only, and tells of those with hashtags and of every deletion", async () => {
    const stage = await openStage({ wire });
    const { events } = listen(stage);
    expect(await heard(stage, events)).toMatchObject({ kind: "post", at: stage.clock.at });
    const { jetstream } = stage;
    const untagged = jetstream.post({ text: "nothing to follow" });
    const hidden = jetstream.post({ text: "in a whisper", tags: ["tide"] });
    jetstream.noise("like");
    jetstream.noise("identity");
    const gone = jetstream.remove(untagged);
    const edited = jetstream.edit(hidden, { text: "aloud #tide" });
    const told = await until(events, (event) => event.kind === "post" && event.post.text.startsWith("aloud"));
    expect(
      told.filter(({ kind }) => kind !== "idle").map((e) => (e.kind === "idle" ? "" : `${e.kind} ${e.post.id}`)),
    ).toEqual([`post ${hidden}`, `delete ${gone}`, `post ${edited}`]);
    const query = jetstream.asked[0]?.searchParams;
    expect(query?.getAll(wire === "v1" ? "wantedCollections" : "collections")).toEqual(["app.bsky.feed.post"]);
    expect(query?.has("cursor")).toBe(false);
  });

  it("says about once a second of its time that nothing happened", async () => {
    const stage = await openStage({ wire });
    const { events } = listen(stage);
    await heard(stage, events);
    for (let tenth = 0; tenth < 600; tenth++) {
      stage.wait(100);
      stage.jetstream.post({
        text: `a post without any hashtag, number ${tenth}, as most of them are ${"~".repeat(300)}`,
      });
    }
    const last = stage.jetstream.post({ text: "the end #harbour" });
    const told = await until(events, isPost(last));
    const idle = told.filter(({ kind }) => kind === "idle").map(({ at }) => at.getTime());
    expect(idle.length).toBeGreaterThan(15);
    expect(idle.length).toBeLessThanOrEqual(60);
    const gaps = idle.slice(1).map((at, index) => at - (idle[index] ?? 0));
    expect(Math.max(...gaps)).toBeLessThan(5 * secondMs);
    expect(Math.min(...gaps)).toBeGreaterThanOrEqual(secondMs);
  });

  it("loses and doubles nothing when the connection is cut, again and again", async () => {
    const stage = await openStage({ wire });
    const { events } = listen(stage);
    await heard(stage, events);
    const written: string[] = [];
    const told: string[] = [];
    for (let round = 0; round < 8; round++) {
      for (let post = 0; post < 40; post++) {
        stage.wait(300);
        written.push(stage.jetstream.post({ text: `round ${round} #harbour` }));
      }
      told.push(...idsOf(await until(events, isPost(written.at(-7) ?? ""))));
      stage.jetstream.cut(round % 2 === 0 ? undefined : 1_001);
      stage.wait(secondMs);
      written.push(stage.jetstream.post({ text: "while nobody listened #harbour" }));
      told.push(...idsOf(await until(events, isPost(written.at(-1) ?? ""))));
    }
    expect([...new Set(told)]).toEqual(written);
    // By count only what the break caught comes twice; by time, a few seconds do.
    if (wire === "v2") expect(told).toEqual(written);
    expect(told.length - written.length).toBeLessThan(8 * 20);
    expect(stage.jetstream.asked.length).toBe(9);
  });

  it("goes on after a restart where it was, and with what happens now where the cursor is not its own", async () => {
    const stage = await openStage({ wire });
    const first = listen(stage);
    const { cursor } = await heard(stage, first.events);
    await first.events.return?.();
    await expect.poll(() => stage.jetstream.connections()).toBe(0);
    stage.wait(60 * secondMs);
    const missed = stage.jetstream.flood(50);
    const again = listen(stage, cursor);
    const told = await until(again.events, isPost(missed.at(-1) ?? ""));
    const left = new Date(Math.floor((JSON.parse(cursor) as { timeUs: number }).timeUs / 1_000));
    expect(told[0]).toEqual({ kind: "idle", at: left, cursor });
    const ids = idsOf(told);
    expect(ids.slice(-50)).toEqual(missed);
    expect(ids.length).toBe(wire === "v2" ? 50 : 51);
    const place = JSON.parse(cursor) as { timeUs: number; seq: number };
    const asked = Number(stage.jetstream.asked.at(-1)?.searchParams.get("cursor"));
    expect(asked).toBe(wire === "v2" ? place.seq : place.timeUs - 5_000_000);
    await again.events.return?.();
    await expect.poll(() => stage.jetstream.connections()).toBe(0);
    for (const foreign of ["", "1725911162329308", '{"timeUs":4711,"seq":4711,"host":"x"}', "{}"]) {
      const now = listen(stage, foreign);
      expect(await heard(stage, now.events)).toMatchObject({ kind: "post", post: { text: "hello #harbour" } });
      expect(stage.jetstream.asked.at(-1)?.searchParams.has("cursor")).toBe(false);
      await now.events.return?.();
      await expect.poll(() => stage.jetstream.connections()).toBe(0);
    }
  });

  it("connects anew when nothing comes any more", async () => {
    const stage = await openStage({ wire });
    const { events, pauses } = listen(stage, undefined, 200);
    await heard(stage, events);
    stage.jetstream.stall(true);
    const late = stage.jetstream.post({ text: "late #harbour" });
    const told = until(events, isPost(late));
    await expect.poll(() => stage.jetstream.asked.length).toBeGreaterThan(1);
    stage.jetstream.stall(false);
    expect(idsOf(await told).at(-1)).toBe(late);
    expect(pauses.length).toBeGreaterThan(0);
  });

  it("passes over what it cannot read, and gives up where it can read nothing", async () => {
    const stage = await openStage({ wire });
    const { events } = listen(stage);
    await heard(stage, events);
    for (const bad of ["", "<html>", "[]", "{}", '{"$type":"message"}', Buffer.from([0xff, 0xfe, 0x00])])
      stage.jetstream.raw(bad);
    stage.jetstream.post({ text: "of somebody impossible #harbour", did: "did:example" });
    stage.jetstream.post({ text: "in a place that cannot be #harbour", rkey: "a b" });
    const good = stage.jetstream.post({ text: "after all #harbour" });
    expect(idsOf(await until(events, isPost(good)))).toEqual([good]);
    for (let bad = 0; bad < 999; bad++) stage.jetstream.raw(`{"kind":${bad}}`);
    const still = stage.jetstream.post({ text: "still here #harbour" });
    expect(idsOf(await until(events, isPost(still)))).toEqual([still]);
    for (let bad = 0; bad < 1_000; bad++) stage.jetstream.raw(`{"kind":${bad}}`);
    const failure = await until(events, () => false).catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(SourceError);
    expect(failure).toMatchObject({
      failure: "bad-response",
      message: expect.stringContaining("kind should be a text"),
    });
  });

  it("does not believe a time that cannot be", async () => {
    const stage = await openStage({ wire });
    const { events } = listen(stage);
    await heard(stage, events);
    const { at } = stage.clock;
    stage.clock.at = new Date(at.getTime() + 2 * dayMs);
    // What is told then is of that time; our clock is back before it is read.
    stage.jetstream.stall(true);
    const strange = stage.jetstream.post({ text: "from the future #harbour" });
    stage.clock.at = at;
    stage.jetstream.stall(false);
    const [event] = await until(events, isPost(strange));
    expect(event?.at.getTime()).toBe(at.getTime());
  });
});

describe("Bluesky's stream", () => {
  it("connects anew when it is told that it was too slow, and goes on without a gap", async () => {
    const stage = await openStage({ wire: "v2", slowAfterMs: 50 });
    const { events, pauses } = listen(stage);
    await heard(stage, events);
    // More than the buffers of the connection hold, and a reader that is busy elsewhere.
    const written = stage.jetstream.flood(30_000, (n) => `wave ${n} #springtide ${"~".repeat(800)}`);
    await expect.poll(() => stage.jetstream.connections(), { timeout: 20_000 }).toBe(0);
    const told = idsOf(await until(events, isPost(written.at(-1) ?? "")));
    expect(told).toEqual(written);
    expect(pauses.length).toBeGreaterThan(0);
  });

  it("takes the time where the count is too old for the server", async () => {
    const stage = await openStage({ wire: "v2" });
    const first = listen(stage);
    const { cursor } = await heard(stage, first.events);
    await first.events.return?.();
    stage.wait(10 * secondMs);
    const posts = stage.jetstream.flood(20);
    stage.jetstream.forget(12);
    const { events } = listen(stage, cursor);
    expect(idsOf(await until(events, isPost(posts.at(-1) ?? "")))).toEqual(posts.slice(10));
    const cursors = stage.jetstream.asked.slice(-2).map((url) => Number(url.searchParams.get("cursor")));
    expect(cursors).toEqual([1, expect.toSatisfy((timeUs: number) => timeUs > 1e15)]);
  });

  it("goes on by time at another server, whose count is another", async () => {
    const stage = await openStage({ wire: "v2" });
    stage.jetstream.flood(100);
    const first = listen(stage);
    const { cursor } = await heard(stage, first.events);
    await first.events.return?.();
    await stage.jetstream.close();
    stage.wait(10 * secondMs);
    const other = await openStage({ wire: "v1" });
    other.clock.at = stage.clock.at;
    const missed = other.jetstream.flood(10);
    const { events } = listen(other, cursor);
    const told = await until(events, isPost(missed.at(-1) ?? ""));
    expect(idsOf(told)).toEqual(missed);
  });

  it("says whether it can be reached", async () => {
    const { settings, jetstream } = await openStage();
    expect(await isReachable(settings, 10_000)).toBe(true);
    jetstream.refuse(503);
    expect(await isReachable(settings, 10_000)).toBe(false);
    expect(await isReachable({ ...settings, jetstreamUrl: "ws://127.0.0.1:1/subscribe" }, 10_000)).toBe(false);
  });
});
