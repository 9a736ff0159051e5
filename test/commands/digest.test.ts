import { beforeEach, describe, expect, test } from "vitest";
import type { Card } from "../../src/cards/card.ts";
import digestNow from "../../src/jobs/digest-now.ts";
import type { Digest } from "../../src/model/digest.ts";
import { channel } from "../jobs/services.ts";
import { useDoor } from "../open-door.ts";

const stand = useDoor();
let tag = 0;
let here = channel;

beforeEach(async () => {
  here = { ...channel, id: `C${++tag}` };
  stand.stage.surface.zone = "Europe/Berlin";
  await stand.stage.track(`cats${tag}`, { channel: here });
  await stand.stage.track(`dogs${tag}`, { channel: here });
});

const type = (text: string, where = here) =>
  stand.ask({ kind: "command", text: text.replaceAll("@", `${tag}`), where: { channel: where }, who: stand.who });
const press = (action: string, value: string, where = here) =>
  stand.ask({ kind: "action", action, value, message: null, where: { channel: where }, who: stand.who });
const digest = async (where = here) => (await stand.stage.tenant.digests.of(where)) as Digest;
const last = () => stand.stage.surface.shown.at(-1)?.card as Card;
const words = () => JSON.stringify(last());

describe("a digest", () => {
  test("is set to a time of day, in the zone of whoever asks, which is said", async () => {
    await type("/digest daily 09:00");
    expect(stand.shown()).toEqual([["post", "Daily digest at 09:00"]]);
    expect(words()).toContain("by the clocks of Europe/Berlin");
    expect(words()).toContain("It is about all that is tracked here.");
    expect(await digest()).toMatchObject({
      schedule: { every: "day", hour: 9, minute: 0, zone: "Europe/Berlin" },
      trackers: null,
      quiet: "line",
      createdBy: stand.who,
      // Noon of a Friday in November: the next nine o'clock is on Saturday.
      nextAt: new Date("2026-11-21T08:00:00Z"),
    });
  });

  test.each([
    ["/digest weekly mon 09:00 tz:America/New_York", { every: "week", weekday: 1, hour: 9, zone: "America/New_York" }],
    ["/digest tz:tokyo 5pm friday", { every: "week", weekday: 5, hour: 17, zone: "Asia/Tokyo" }],
    ["/digest 18:30", { every: "day", hour: 18, minute: 30 }],
    ["/digest Sonntag 9h30 wöchentlich", { every: "week", weekday: 7, hour: 9, minute: 30 }],
    ["/digest quiet:skip weekly", { every: "week", weekday: 1, hour: 9, minute: 0 }],
    ["/digest 毎日 9時", { every: "day", hour: 9, minute: 0 }],
  ])("is understood in any order and language: %s", async (line, schedule) => {
    await type(line);
    expect((await digest()).schedule).toMatchObject(schedule);
  });

  test("is about the hashtags that are named", async () => {
    await type("/digest daily #dogs@ #cats@ quiet:skip");
    const ids = (await stand.stage.tenant.trackers.list(here)).map(({ id }) => id);
    expect(await digest()).toMatchObject({ trackers: expect.arrayContaining(ids), quiet: "skip" });
    expect(words()).toMatch(/It is about #(?:cats|dogs)\d+ and #(?:cats|dogs)\d+\./u);
  });

  test("whose hashtags are tracked no more does not say that it is about all", async () => {
    await type("/digest daily 09:00 #cats@");
    await type("/untrack #cats@");
    await type("/digest");
    expect(words()).toContain("no longer tracked");
    expect(words()).not.toContain("It is about all");
  });

  test("is changed by asking again, says what it was, and is as before with Undo", async () => {
    await type("/digest daily 09:00 #cats@");
    const first = await digest();
    await type("/digest 18:00");
    expect(words()).toContain("It was: Daily digest at 09:00.");
    // What was not said stayed.
    expect(await digest()).toMatchObject({ id: first.id, trackers: first.trackers, schedule: { hour: 18 } });
    await press("undo", stand.valueOf("undo"));
    expect(await digest()).toMatchObject({ id: first.id, schedule: first.schedule, trackers: first.trackers });
    expect((await digest()).nextAt).toEqual(first.nextAt);
    await type("/digest daily 10:00");
    expect((await digest()).trackers).toBeNull();
  });

  test("that was new is stopped by Undo, once", async () => {
    await type("/digest daily");
    const undo = stand.valueOf("undo");
    await press("undo", undo);
    expect(await digest()).toBeNull();
    await press("undo", undo);
    expect(last().summary).toContain("already");
  });

  test("is stopped by its command or its button, and goes on with Undo", async () => {
    await type("/digest daily 09:00");
    const { id } = await digest();
    await press("digest-stop", `${id}`);
    expect(last().title).toBe("Digest stopped");
    expect(await digest()).toBeNull();
    expect(await stand.stage.tenant.digests.get(id)).toMatchObject({ nextAt: null });
    await press("digest-stop", `${id}`);
    expect(last().summary).toContain("stopped already");
    await press("undo", stand.valueOf("undo"));
    expect(await digest()).toMatchObject({ id, stoppedAt: null, nextAt: new Date("2026-11-21T08:00:00Z") });
    await type("/digest off");
    expect(await digest()).toBeNull();
    await type("/digest off");
    expect(last().summary).toContain("There is no digest here");
  });

  test("cannot be brought back beside another", async () => {
    await type("/digest daily 09:00");
    await type("/digest off");
    const undo = stand.valueOf("undo");
    await type("/digest daily 10:00");
    await press("undo", undo);
    expect(last().summary).toContain("another digest");
    expect((await digest()).schedule.hour).toBe(10);
    // Nor is that lost: it is there again once the other one has gone.
    await type("/digest off");
    await press("undo", undo);
    expect((await digest()).schedule.hour).toBe(9);
  });

  test("that was set anew since is not taken back to what it was before that", async () => {
    await type("/digest daily 09:00");
    const first = stand.valueOf("undo");
    await type("/digest weekly mon 10:00");
    const second = stand.valueOf("undo");
    await press("undo", first);
    expect(last().summary).toContain("set anew since");
    expect((await digest()).schedule).toMatchObject({ every: "week", hour: 10 });
    await press("undo", second);
    expect((await digest()).schedule).toMatchObject({ every: "day", hour: 9 });
    await press("undo", first);
    expect(await digest()).toBeNull();
  });

  test("is neither stopped nor taken back from another channel", async () => {
    await type("/digest daily 09:00");
    const { id } = await digest();
    await press("digest-stop", `${id}`, { ...channel, id: "C900" });
    await press("undo", stand.valueOf("undo"), { ...channel, id: "C900" });
    expect(await digest()).toMatchObject({ id, stoppedAt: null });
  });
});

describe("asked without more", () => {
  test("says how it stands, to the asker only", async () => {
    await type("/digest weekly wed 17:00");
    await type("/digest");
    expect(stand.shown().at(-1)).toEqual(["whisper", "Weekly digest, Wednesday at 17:00"]);
  });

  test("offers to start one where there is none", async () => {
    await type("/digest");
    expect(stand.shown()).toEqual([["whisper", "No digest here yet"]]);
    await press("command", stand.valueOf("command"));
    await press("command", "/digest daily 09:00");
    expect(await digest()).toMatchObject({ schedule: { hour: 9 } });
  });
});

describe("looked at beforehand", () => {
  test("is shown to the asker only, without a right to manage, and nothing is set", async () => {
    stand.stage.surface.managed = false;
    await type("/digest preview");
    expect(stand.shown()).toEqual([["whisper", "Daily digest: Friday 20 November"]]);
    expect(words()).toContain("only you see it");
    expect(await digest()).toBeNull();
  });

  test("had now, comes in a message that is there at once", async () => {
    await type("/digest now weekly #dogs@");
    expect(stand.shown()).toEqual([["post", "Weekly digest: Friday 20 November"]]);
    const request = stand.stage.asked.find(({ name }) => name === "digest-now");
    if (request?.name !== "digest-now") throw new Error("nothing was asked for");
    await digestNow.run(request.input, stand.stage.services, new AbortController().signal);
    expect(stand.shown().at(-1)).toEqual(["update", "Weekly digest: Friday 20 November"]);
    expect(words()).toContain(`#dogs${tag}`);
    expect(words()).not.toContain(`#cats${tag}`);
    expect(words()).toContain("asked by ");
  });
});

describe("refuses", () => {
  test.each([
    ["/digest daily 25:00", "no time of day"],
    ["/digest daily tz:Mars/Olympus", "no time zone"],
    ["/digest daily #birds@", "is not tracked in this channel"],
    ["/digest daily mon", "/digest weekly mon"],
    ["/digest dialy", "Did you mean daily?"],
    ["/digest weekly munday 9am", "A hashtag is written #munday."],
    ["/digest daily colour:blue", "what “colour:blue” means"],
  ])("%s, and says why", async (line, why) => {
    await type(line);
    expect(stand.shown()).toEqual([["whisper", "That did not work"]]);
    expect(stand.said()).toContain(why);
    expect(await digest()).toBeNull();
  });

  test("where nothing is tracked", async () => {
    await type("/digest daily", { ...channel, id: "C901" });
    expect(stand.said()).toContain("Nothing is tracked here yet");
  });

  test("to be set, had or ended by somebody who may not manage the channel", async () => {
    stand.stage.surface.managed = false;
    for (const line of ["/digest daily", "/digest now", "/digest off"]) {
      await type(line);
      expect(stand.said()).toContain("right to manage this channel");
    }
  });
});

describe("in private", () => {
  test("is the person's own, over what they track in all channels, and is theirs to stop", async () => {
    const direct = { ...channel, id: `D${tag}` };
    await stand.stage.track(`mine${tag}`, { channel: { ...channel, id: "C902" }, createdBy: stand.who });
    await type("/digest daily 09:00", direct);
    expect(words()).toContain("all that you track");
    const own = { ...channel, id: stand.who.id };
    expect(await digest(own)).toMatchObject({ isPersonal: true, createdBy: stand.who });
    expect(await digest(direct)).toBeNull();
    const { id } = await digest(own);
    // Of one tracked in two channels both are meant, and it has one name.
    const twin = await stand.stage.track(`mine${tag}`, { channel: { ...channel, id: "C903" }, createdBy: stand.who });
    await type("/digest daily #mine@", direct);
    expect((await digest(own)).trackers).toHaveLength(2);
    expect((await digest(own)).trackers).toContain(twin.tracker.id);
    expect(words()).toContain(`It is about #mine${tag}.`);

    const me = stand.who;
    stand.who = { id: "U999", name: "Eve" };
    await press("digest-stop", `${id}`, direct);
    await press("digest-stop", `${id}`, { ...channel, id: "C902" });
    expect(await digest(own)).not.toBeNull();
    stand.who = me;

    const home = await stand.ask({ kind: "home", where: { channel: own }, who: me });
    const page = JSON.stringify(home.home);
    expect(page).toContain("Your digests");
    expect(page).toContain(`"digest-stop","value":"${id}"`);
    await press("digest-stop", `${id}`, own);
    expect(await digest(own)).toBeNull();
  });
});
