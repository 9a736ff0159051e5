import { beforeEach, describe, expect, test } from "vitest";
import type { Card } from "../../src/cards/card.ts";
import due from "../../src/jobs/due.ts";
import end from "../../src/jobs/end.ts";
import follow from "../../src/jobs/follow.ts";
import { dayMs, hourMs } from "../../src/model/clock.ts";
import type { Tracker } from "../../src/model/tracker.ts";
import { channel } from "../jobs/services.ts";
import { useDoor } from "../open-door.ts";

const stand = useDoor();
const never = new AbortController().signal;
const { workspace } = channel;
let made = 0;

beforeEach(() => {
  made++;
  stand.stage.surface.zone = "America/Los_Angeles";
});

const now = () => stand.stage.services.clock.now();
const tracked = async (): Promise<Tracker> => {
  const all = await stand.stage.tenant.trackers.list();
  return all.find(({ subject }) => subject.key === `launch${made}`) as Tracker;
};
const last = () => stand.stage.surface.shown.at(-1)?.card as Card;
const pressedValue = (action: string) =>
  last()
    .parts.flatMap((part) => (part.kind === "actions" ? part.controls : []))
    .flatMap((one) => (one.kind === "button" && one.action === action ? [one.value] : []))[0] ?? "";
/** How many listen to the feeds of what is tracked. */
async function listening(): Promise<number> {
  const { feeds } = stand.stage.services;
  const { id, subject } = await tracked();
  await follow.run({ workspace, tracker: id }, stand.stage.services, never);
  const feed = await feeds.ensure({ source: "quiet", network: "bluesky", subject, workspace: null });
  return (await feeds.listeners(feed.id)).length;
}
async function whatIsDue(): Promise<void> {
  stand.stage.asked.length = 0;
  await due.run({}, stand.stage.services, never);
  for (const one of stand.stage.asked.slice())
    if (one.name === "end") await end.run(one.input, stand.stage.services, never);
}

describe("a tracker with an end", () => {
  test("lasts through its last day, by the clocks of whoever asks, and says so", async () => {
    await stand.type(`/track #launch${made} until:2026-12-01`);
    expect((await tracked()).endsAt).toEqual(new Date("2026-12-02T08:00:00Z"));
    expect(JSON.stringify(last())).toContain('"Followed until "');
  });

  test("lasts as long as is said", async () => {
    await stand.type(`/track #launch${made} for:7d`);
    expect((await tracked()).endsAt).toEqual(new Date(now().getTime() + 7 * dayMs));
  });

  test("gets another one where it is tracked already, with Undo", async () => {
    await stand.type(`/track #launch${made}`);
    await stand.type(`/track #launch${made} until:2026-12-01`);
    expect(stand.shown().at(-1)).toEqual(["post", `#launch${made}: tracked until 2026-12-01`]);
    await stand.press("undo", pressedValue("undo"));
    expect((await tracked()).endsAt).toBeNull();
  });

  test("is collected no more once it has come; a last line says so once, and Keep tracking goes on", async () => {
    await stand.type(`/track #launch${made} for:2h`);
    expect(await listening()).toBe(1);
    stand.stage.clock.advanceTo(new Date(now().getTime() + 2 * hourMs));
    expect(await listening()).toBe(0);
    await Promise.all([whatIsDue(), whatIsDue()]);
    await whatIsDue();
    const said = stand.shown().filter(([, title]) => title === `Tracking #launch${made} has ended`);
    expect(said).toEqual([["post", `Tracking #launch${made} has ended`]]);
    await stand.press("keep", pressedValue("keep"));
    expect(await tracked()).toMatchObject({ endsAt: null, endToldAt: null });
    expect(await listening()).toBe(1);
    expect(last().title).toBe(`#launch${made}: tracked on, without an end`);
  });

  test("goes on where it is tracked again after that", async () => {
    await stand.type(`/track #launch${made} for:2h`);
    stand.stage.clock.advanceTo(new Date(now().getTime() + 3 * hourMs));
    await stand.type(`/track #launch${made}`);
    expect((await tracked()).endsAt).toBeNull();
    expect(await listening()).toBe(1);
  });

  test.each(["until:2026-02-30", "until:2020-01-01", "until:2099-01-01", "for:5m", "for:7d until:2026-12-01"])(
    "is refused where it makes no sense: %s",
    async (words) => {
      await stand.type(`/track #launch${made} ${words}`);
      expect(stand.shown().map(([how]) => how)).toEqual(["whisper"]);
      expect(await tracked()).toBeUndefined();
    },
  );
});

describe("a tracker that is paused in its settings", () => {
  const save = async (collecting: string) => {
    const { id } = await tracked();
    await stand.ask({
      kind: "form",
      action: "settings-save",
      value: `${id}`,
      values: { alerts: "balanced", networks: ["bluesky"], pace: "60000", collecting },
      message: null,
      where: { channel },
      who: stand.who,
    });
  };

  test("is collected no more, is listed so, and goes on by Undo", async () => {
    await stand.type(`/track #launch${made} on:bluesky every:1m`);
    await save("paused");
    expect(last().title).toBe(`#launch${made}: paused, nothing is collected`);
    expect(await listening()).toBe(0);
    const undo = pressedValue("undo");
    await stand.type("/tags");
    expect(JSON.stringify(last())).toContain('"paused"');
    await stand.press("undo", undo);
    expect((await tracked()).pausedAt).toBeNull();
    expect(await listening()).toBe(1);
  });

  test("goes on where its settings say so", async () => {
    await stand.type(`/track #launch${made} on:bluesky every:1m`);
    await save("paused");
    await save("on");
    expect(last().title).toBe(`#launch${made}: collected again`);
    expect(await listening()).toBe(1);
  });
});
