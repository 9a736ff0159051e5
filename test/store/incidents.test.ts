import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { hourMs } from "../../src/model/clock.ts";
import type { Incidents } from "../../src/model/incident.ts";
import { type OpenTenants, openTenants } from "./open-tenants.ts";
import { channelOf, later, noon, sampleIncident, sampleWish } from "./sample-tenants.ts";

const workspace = "slack:T0123";
let tenants: OpenTenants;
let incidents: Incidents;
let tracker: number;
let made = 0;

beforeAll(async () => {
  tenants = await openTenants([workspace]);
  ({ incidents } = tenants.store.tenant(workspace));
});
afterAll(() => tenants.close());
beforeEach(async () => {
  ({
    tracker: { id: tracker },
  } = await tenants.store.tenant(workspace).trackers.create(sampleWish(workspace, `tag${++made}`)));
});

test("an incident comes back as it was opened, dates and all", async () => {
  const wished = sampleIncident(tracker, { authors: null, networks: ["bluesky", "x"] });
  const { incident, created } = await incidents.open(wished);
  expect(created).toBe(true);
  expect(incident).toEqual({
    ...wished,
    id: incident.id,
    endedAt: null,
    message: null,
    acknowledged: null,
    announced: null,
    escalateAt: null,
  });
  expect(incident.first.at).toBeInstanceOf(Date);
  expect(await incidents.get(incident.id)).toEqual(incident);
  expect(await incidents.openFor(tracker)).toEqual(incident);
});

test("a tracker has one open incident, however many workers open one at the same time", async () => {
  const all = await Promise.all(
    Array.from({ length: 8 }, (_, i) => incidents.open(sampleIncident(tracker, { lastHour: i }))),
  );
  expect(all.filter(({ created }) => created)).toHaveLength(1);
  expect(new Set(all.map(({ incident }) => incident.id)).size).toBe(1);
});

test("after one is over the next can open", async () => {
  const { incident } = await incidents.open(sampleIncident(tracker));
  await incidents.change(incident.id, { phase: "over", endedAt: later(hourMs) });
  expect(await incidents.openFor(tracker)).toBeNull();
  const next = await incidents.open(sampleIncident(tracker, { openedAt: later(2 * hourMs) }));
  expect(next.created).toBe(true);
  expect(next.incident.id).not.toBe(incident.id);
});

test("a change is of what is named only", async () => {
  const { incident } = await incidents.open(sampleIncident(tracker));
  const peak = { ...incident.peak, count: 400, at: later(hourMs) };
  const change = { phase: "peak", movedAt: later(hourMs), peak, networks: ["bluesky", "x"], lastHour: 400 } as const;
  expect(await incidents.change(incident.id, change)).toEqual({ ...incident, ...change });
  const message = { channel: channelOf(workspace), id: "1700000000.000100" };
  expect(await incidents.change(incident.id, { message })).toEqual({ ...incident, ...change, message });
  expect(await incidents.get(incident.id)).toEqual({ ...incident, ...change, message });
});

test("one that is not there cannot be changed", async () => {
  await expect(incidents.change(999_999, { lastHour: 1 })).rejects.toThrow("999999");
  expect(await incidents.get(999_999)).toBeNull();
});

test("a list has the newest first, of the asked trackers only", async () => {
  const other = (await tenants.store.tenant(workspace).trackers.create(sampleWish(workspace, `tag${++made}`))).tracker
    .id;
  await incidents.open(sampleIncident(other));
  for (const hour of [0, 1, 2]) {
    const { incident } = await incidents.open(sampleIncident(tracker, { openedAt: later(hour * hourMs) }));
    await incidents.change(incident.id, { endedAt: later(hour * hourMs + 1) });
  }
  const opened = async (of: readonly number[], count: number) =>
    (await incidents.list(of, count)).map(({ openedAt }) => (openedAt.getTime() - noon.getTime()) / hourMs);
  expect(await opened([tracker], 10)).toEqual([2, 1, 0]);
  expect(await opened([tracker], 2)).toEqual([2, 1]);
  expect(await opened([tracker, other], 10)).toHaveLength(4);
  expect(await opened([], 10)).toEqual([]);
});

test("of a busy time all that opened in it are there, however many", async () => {
  for (let i = 0; i < 120; i++) {
    const { incident } = await incidents.open(sampleIncident(tracker, { openedAt: later(i) }));
    await incidents.change(incident.id, { endedAt: later(i) });
  }
  expect(await incidents.openedIn([tracker], { from: later(0), to: later(120) })).toHaveLength(120);
  const some = await incidents.openedIn([tracker], { from: later(3), to: later(5) });
  expect(some.map(({ openedAt }) => openedAt)).toEqual([later(4), later(3)]);
  expect(await incidents.openedIn([], { from: later(0), to: later(120) })).toEqual([]);
});
