import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import type { Alarms } from "../../src/model/alarm.ts";
import { hourMs } from "../../src/model/clock.ts";
import { type OpenTenants, openTenants } from "./open-tenants.ts";
import { channelOf, later, noon, sampleAlarm, sampleWish } from "./sample-tenants.ts";

const workspace = "slack:T0123";
let tenants: OpenTenants;
let alarms: Alarms;
let tracker: number;
let made = 0;

beforeAll(async () => {
  tenants = await openTenants([workspace]);
  ({ alarms } = tenants.store.tenant(workspace));
});
afterAll(() => tenants.close());
beforeEach(async () => {
  const wish = sampleWish(workspace, `tag${++made}`);
  ({
    tracker: { id: tracker },
  } = await tenants.store.tenant(workspace).trackers.create(wish));
});

const viral = { kind: "viral", network: "bluesky", post: 7, engagement: 900, usual: 12, of: "author" } as const;

test("an alarm comes back as it was raised, with where its message is", async () => {
  const alarm = await alarms.raise(sampleAlarm(tracker));
  const { lasts, ...wished } = sampleAlarm(tracker);
  expect(alarm).toEqual({ ...wished, id: alarm?.id, kind: "threshold", endedAt: null, message: null });
  const message = { channel: channelOf(workspace), id: "1700000000.000100" };
  await alarms.posted(alarm?.id ?? 0, message);
  expect(await alarms.get(alarm?.id ?? 0)).toEqual({ ...alarm, message });
  expect(lasts).toBe(true);
});

test("of a kind that lasts one is open, however many workers raise one at the same time", async () => {
  const all = await Promise.all(
    Array.from({ length: 6 }, (_, i) => alarms.raise(sampleAlarm(tracker, { key: `at ${i}` }))),
  );
  expect(all.filter(Boolean)).toHaveLength(1);
  expect(await alarms.open(tracker)).toEqual(all.filter(Boolean));
});

test("it is ended once, with what it was then, and the next can be raised", async () => {
  const alarm = await alarms.raise(sampleAlarm(tracker));
  const facts = { kind: "threshold", overPerHour: 500, lastHour: 300, highest: 900 } as const;
  const ended = await Promise.all([1, 2].map(() => alarms.end(alarm?.id ?? 0, later(hourMs), facts)));
  expect(ended.sort()).toEqual([false, true]);
  expect(await alarms.get(alarm?.id ?? 0)).toEqual({ ...alarm, endedAt: later(hourMs), facts });
  expect(await alarms.open(tracker)).toEqual([]);
  expect(await alarms.raise(sampleAlarm(tracker, { key: "the next" }))).not.toBeNull();
});

test("what does not last is over at once and is told once, and others of its kind beside it", async () => {
  const post = (key: string) => alarms.raise(sampleAlarm(tracker, { key, facts: viral, lasts: false }));
  expect(await post("bluesky:a")).toMatchObject({ kind: "viral", at: noon, endedAt: noon });
  expect(await post("bluesky:a")).toBeNull();
  expect(await post("bluesky:b")).not.toBeNull();
  expect(await alarms.open(tracker)).toEqual([]);
});

test("a list has the newest first, and nothing older than asked", async () => {
  for (const hours of [0, 1, 2])
    await alarms.raise(
      sampleAlarm(tracker, { key: `${hours}`, at: later(hours * hourMs), facts: viral, lasts: false }),
    );
  expect((await alarms.since(tracker, later(hourMs))).map(({ key }) => key)).toEqual(["2", "1"]);
});
