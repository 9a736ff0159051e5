import { TestPds, TestPlc } from "@atproto/dev-env";
import { afterAll, afterEach, beforeAll, describe, expect, onTestFinished, test } from "vitest";
import { type Followed, type Follower, openFollower } from "./follower.ts";
import { openPerson, type Person, rkeyIn, writeWaves } from "./people.ts";
import { openRelay, type Relay } from "./relay.ts";

let plc: TestPlc;
let pds: TestPds;
let relay: Relay;
let ann: Person;
let ben: Person;
beforeAll(async () => {
  plc = await TestPlc.create({});
  pds = await TestPds.create({ didPlcUrl: plc.url });
  relay = await openRelay({ pdsUrl: pds.url, plcUrl: plc.url });
  ann = await openPerson(pds, "ann");
  ben = await openPerson(pds, "ben");
});
afterEach(() => expect(relay.problems).toEqual([]));
afterAll(async () => {
  await relay?.close();
  await pds?.close();
  await plc?.close();
});

const soon = { timeout: 30_000, interval: 50 };

/** Whoever follows `tags`, and listens already. */
async function listen<const T extends readonly string[]>(...tags: T) {
  const follower = await openFollower({ jetstreamUrl: relay.url, apiUrl: pds.url, login: null });
  onTestFinished(() => follower.leave());
  const followed: Followed[] = [];
  for (const tag of tags) followed.push(await follower.follow(tag));
  follower.play();
  await connected();
  return { follower, followed: followed as { [I in keyof T]: Followed } };
}

const connected = () => expect.poll(() => relay.connections(), soon).toBe(1);

/** What is told is told in order: once this one is stored, all that was written before was read. */
async function settled(followed: Followed, tag: string): Promise<string> {
  const last = await ann.post({ text: `the last of #${tag}` });
  await expect.poll(() => followed.posts(), soon).toContain(last);
  return last;
}

/** Exactly these are stored, and the totals say the same. */
async function expectPosts(followed: Followed, uris: readonly string[]): Promise<void> {
  await expect.poll(() => followed.posts(), soon).toEqual([...uris].sort());
  expect(await followed.counted()).toBe(uris.length);
}

describe("posts of a real server", () => {
  test("are counted once each, however their hashtag is written", async () => {
    const { followed } = await listen("springtide", "東京");
    const [springtide, tokyo] = followed;
    const first = await ann.post({ text: "#Springtide in the harbour" });
    const flood = await ann.post({ text: "Flut 🌊 & <hoch> “im Hafen” \u2028 #springtide – schön", langs: ["de-DE"] });
    const uris = [
      first,
      flood,
      await ben.post({ text: "nothing to see in the text", tags: ["SpringTide"] }),
      await ben.post({ text: "so high! #SPRINGTIDE.", answers: first }),
      await ann.post({ text: "#springtide #springtide and #neap", tags: ["springtide"] }),
      await ben.post({ text: "満潮 ＃springtide" }),
      await settled(springtide, "springtide"),
    ];
    await expectPosts(springtide, uris);
    await expectPosts(tokyo, []);

    const both = await ann.post({ text: "今日は #東京 と #springtide です", langs: ["ja"] });
    await ann.post({ text: "#東京タワー です", langs: ["ja"] });
    await expectPosts(tokyo, [both, await settled(tokyo, "東京")]);
    await expectPosts(springtide, [...uris, both]);
    expect(await springtide.stored(flood)).toMatchObject({
      text: "Flut 🌊 & <hoch> “im Hafen” \u2028 #springtide – schön",
      kind: "original",
      language: "de",
      likes: null,
    });
    expect(await springtide.stored(uris[3] ?? "")).toMatchObject({ kind: "reply", tags: ["springtide"] });
  });

  test("that only look like it are not counted", async () => {
    const { followed } = await listen("ebb");
    const [ebb] = followed;
    await ann.post({ text: "no hashtag at all" });
    await ann.post({ text: "ebb, $EBB, #ebbs and https://tide.example/#ebb" });
    await ann.post({ text: "another one", tags: ["ebbing"] });
    await expectPosts(ebb, [await settled(ebb, "ebb")]);
  });

  test("are read on through all else that a server tells", async () => {
    const { followed } = await listen("current");
    const [current] = followed;
    const from = relay.log.length;
    const uris = [await ann.post({ text: "before #current" })];
    const cem = await openPerson(pds, "cem");
    uris.push(await cem.post({ text: "hello #current" }));
    await cem.rename("cem-of-the-sea.test");
    uris.push(await ben.post({ text: "between #current" }));
    await cem.follow(ann.did);
    await cem.like(uris[0] ?? "");
    await cem.repost(uris[0] ?? "");
    await cem.pause();
    uris.push(await cem.post({ text: "back again #current" }));
    await expectPosts(current, [...uris, await settled(current, "current")]);
    const told = relay.log.slice(from);
    expect(told.filter(({ kind }) => kind === "identity").length).toBeGreaterThanOrEqual(2);
    expect(told.filter(({ kind }) => kind === "account").length).toBeGreaterThanOrEqual(3);
  });

  test("that are edited are counted once, and say what they say now", async () => {
    const { followed } = await listen("shoal");
    const [shoal] = followed;
    const uri = await ann.post({ text: "a #shoal of hering" });
    await expectPosts(shoal, [uri]);
    await ann.edit(uri, { text: "a #shoal of herring" });
    await expect.poll(async () => (await shoal.stored(uri))?.text, soon).toBe("a #shoal of herring");
    await expectPosts(shoal, [uri, await settled(shoal, "shoal")]);
  });
});

describe("deletions", () => {
  test("tell no more than a record key, and take the post out of all that is counted and kept", async () => {
    const { followed } = await listen("wreck");
    const [wreck] = followed;
    const kept = await ann.post({ text: "a #wreck that stays" });
    const gone = await ann.post({ text: "a #wreck that goes" });
    await expectPosts(wreck, [kept, gone]);
    await ann.remove(gone);
    await expectPosts(wreck, [kept]);
    expect(await wreck.stored(gone)).toBeNull();
    const told = relay.log
      .map(({ frame }) => JSON.parse(frame))
      .findLast(({ commit }) => commit?.rkey === rkeyIn(gone));
    expect(Object.keys(told.commit).sort()).toEqual(["collection", "operation", "rev", "rkey", "seq"]);
    expect(told.commit.operation).toBe("delete");
  });

  test("count where their post was never stored, or was away before it could be", async () => {
    const { followed } = await listen("flotsam");
    const [flotsam] = followed;
    await ann.remove(await ann.post({ text: "no hashtag" }));
    const kept = await ben.post({ text: "somebody else's #flotsam" });
    await ann.remove(await ann.post({ text: "short-lived #flotsam" }));
    await expectPosts(flotsam, [kept, await settled(flotsam, "flotsam")]);
  });

  test("are honoured where they passed while nobody listened", async () => {
    const follower = await openFollower({ jetstreamUrl: relay.url, apiUrl: pds.url, login: null });
    onTestFinished(() => follower.leave());
    const jetsam = await follower.follow("jetsam");
    const first = follower.play();
    await connected();
    const gone = await ann.post({ text: "overboard #jetsam" });
    await expectPosts(jetsam, [gone]);
    await first.stop();
    await ann.remove(gone);
    const kept = await ann.post({ text: "while nobody listened #jetsam" });
    follower.play();
    await expectPosts(jetsam, [kept]);
  });
});

describe("a stream that breaks", () => {
  test("is taken up where it was: nothing is lost, nothing counts twice", async () => {
    const { followed } = await listen("surge");
    const [surge] = followed;
    const calm = await settled(surge, "surge");
    const from = relay.asked.length;
    const waves = await writeWaves([ann, ben], "surge", 60, (number) => number % 7 === 3 && relay.cut());
    expect(waves).toHaveLength(60);
    await expectPosts(surge, [calm, ...waves, await settled(surge, "surge")]);
    const again = relay.asked.slice(from).map(({ searchParams }) => searchParams.get("cursor"));
    expect(again.length).toBeGreaterThanOrEqual(3);
    for (const cursor of again) expect(cursor).toMatch(/^\d{16}$/);
  });

  test("is taken up by the next player of the same installation", async () => {
    const follower: Follower = await openFollower({ jetstreamUrl: relay.url, apiUrl: pds.url, login: null });
    onTestFinished(() => follower.leave());
    const swell = await follower.follow("swell");
    let player = follower.play();
    await connected();
    const uris: string[] = [];
    for (let round = 0; round < 3; round++) {
      uris.push(...(await writeWaves([ann, ben], "swell", 10)));
      const stopped = player.stop();
      uris.push(...(await writeWaves([ann, ben], "swell", 10)));
      await stopped;
      player = follower.play();
    }
    expect(uris).toHaveLength(60);
    await expectPosts(swell, [...uris, await settled(swell, "swell")]);
  });
});
