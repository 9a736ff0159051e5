import postgres from "postgres";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { dayMs, hourMs, minuteMs } from "../../src/model/clock.ts";
import type { Tenant } from "../../src/model/tenant.ts";
import type { Database } from "../../src/store/database.ts";
import { openMessages } from "../../src/store/messages.ts";
import { mine, openFurnished, secret, theirs } from "./furnished-tenants.ts";
import { ben, channelOf, later, noon, sampleAlarm, sampleIncident, sampleWish } from "./sample-tenants.ts";

let tenants: Awaited<ReturnType<typeof openFurnished>>;
let database: Database;
let made: typeof tenants.made;
let a: Tenant;
let b: Tenant;
let owner: postgres.Sql;

beforeAll(async () => {
  tenants = await openFurnished();
  ({ database, made } = tenants);
  a = tenants.store.tenant(mine);
  b = tenants.store.tenant(theirs);
  owner = postgres(tenants.ownerUrl, { max: 1, onnotice: () => {} });
});
afterAll(async () => {
  await owner?.end();
  await tenants.close();
});

describe("with the numbers of another workspace", () => {
  test("a repository finds nothing", async () => {
    const { tracker, incident, board, change, message } = made;
    expect(await b.trackers.get(tracker.id)).toBeNull();
    expect(await b.trackers.get(tracker.id, { evenRemoved: true })).toBeNull();
    expect(await b.incidents.get(incident.id)).toBeNull();
    expect(await b.incidents.openFor(tracker.id)).toBeNull();
    expect(await b.incidents.list([tracker.id], 10)).toEqual([]);
    expect(await b.boards.get(board.id)).toBeNull();
    expect(await b.changes.get(change.id)).toBeNull();
    expect(await b.changes.latest("mute", tracker.id)).toBeNull();
    expect(await openMessages(database).get(theirs, message)).toBeNull();
  });

  test("a repository lists and finds its own only, though both follow the same hashtag", async () => {
    const found = await b.trackers.find(channelOf(mine), made.tracker.subject);
    expect(found?.channel.workspace).toBe(theirs);
    expect((await b.trackers.list(channelOf(mine))).map(({ channel }) => channel.workspace)).toEqual([theirs]);
    expect((await b.trackers.list()).map(({ channel }) => channel.workspace)).toEqual([theirs]);
    expect((await b.boards.list()).map(({ channel }) => channel.workspace)).toEqual([theirs]);
    const claim = await b.deliveries.claim("the same key");
    expect(claim).toMatchObject({ claimed: false, message: { id: `sent in ${theirs}` } });
  });

  test("the reader tells nothing, not even of what was collected for both", async () => {
    const scope = { trackers: [made.tracker.id], from: later(-hourMs), to: noon };
    expect(await b.reader.totals(scope)).toMatchObject({ posts: 0, networks: [] });
    expect((await b.reader.series(scope, minuteMs)).points.every(({ posts }) => posts === null)).toBe(true);
    expect(await b.reader.topPosts(scope, 10)).toEqual([]);
    expect(await b.reader.authors(scope)).toBe(0);
    expect(await a.reader.totals(scope)).toMatchObject({ posts: 2 + 1 });
  });

  test("nothing that A made is changed, whatever is tried", async () => {
    const before = await tenants.standing();
    const { incident, alarm, board, change, message } = made;
    const { id } = made.tracker;
    const messages = openMessages(database);
    const attempts: readonly (() => Promise<unknown>)[] = [
      () => b.trackers.change(id, { alerts: false }),
      () => b.trackers.remove(id),
      () => b.trackers.restore(id),
      () => b.trackers.setFeeds(id, []),
      () => b.trackers.create(sampleWish(mine, "worldcup", { sensitivity: "strict", createdBy: ben })),
      () => b.incidents.open(sampleIncident(id)),
      () => b.incidents.change(incident.id, { phase: "over", endedAt: noon }),
      () => b.alarms.raise(sampleAlarm(id, { key: "theirs" })),
      () => b.alarms.end(alarm.id, noon, alarm.facts),
      () => b.boards.change(board.id, { endedAt: noon }),
      () => b.boards.create({ ...board, channel: channelOf(theirs, "C9") }),
      () => b.changes.undone(change.id, ben),
      () => b.changes.record({ kind: "untrack", who: ben, about: id, before: {} }),
      () => b.deliveries.failed("the same key", "nothing"),
      () => b.deliveries.sent("the same key", { channel: channelOf(mine), id: "elsewhere" }),
      () => messages.change(theirs, message, { ...secret, title: "Taken over" }, noon),
    ];
    for (const attempt of attempts) {
      await attempt().catch(() => {});
      expect(await tenants.standing(), String(attempt)).toBe(before);
    }
  });

  test("nothing of B hangs on what A made", async () => {
    const { id } = made.tracker;
    await expect(b.incidents.open(sampleIncident(id))).rejects.toThrow();
    await expect(
      b.boards.create({ tracker: id, channel: channelOf(theirs, "C8"), periodMs: dayMs, createdBy: ben, endsAt: noon }),
    ).rejects.toThrow();
    const [hanging] = await owner`
      select (select count(*)::int from incidents i join trackers t on t.id = i.tracker_id where i.workspace_id <> t.workspace_id) as incidents,
        (select count(*)::int from boards x join trackers t on t.id = x.tracker_id where x.workspace_id <> t.workspace_id) as boards,
        (select count(*)::int from listeners l join trackers t on t.id = l.tracker_id where l.workspace_id <> t.workspace_id) as listeners`;
    expect(hanging).toEqual({ incidents: 0, boards: 0, listeners: 0 });
  });
});
