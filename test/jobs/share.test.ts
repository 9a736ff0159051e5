import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import shareJob from "../../src/jobs/share.ts";
import { hourMs } from "../../src/model/clock.ts";
import type { Incident } from "../../src/model/incident.ts";
import type { Person } from "../../src/model/place.ts";
import { sampleIncident } from "../store/sample-tenants.ts";
import { linkOf } from "./linked.ts";
import { channel, openStage, type Stage } from "./services.ts";

const noon = new Date("2026-11-20T12:00:00Z");
const later = (ms: number) => new Date(noon.getTime() + ms);
const never = new AbortController().signal;
const mia: Person = { id: "UM", name: "Mia" };
const tom: Person = { id: "UT", name: "Tom" };
const [harbor, mill, third] = [channel.workspace, "slack:T9", "slack:T8"] as const;

let stage: Stage;
let link: number;
/** Of the same hashtag in both. */
let ours: Incident;
let theirs: Incident;
let made = 0;

beforeAll(async () => {
  stage = await openStage({ now: noon, workspaces: [harbor, mill, third] });
});
afterAll(() => stage.close());
beforeEach(async () => {
  made++;
  ours = await openIn(harbor);
  theirs = await openIn(mill);
  link = await linkOf(stage, mill);
  stage.asked.length = 0;
});
afterEach(async () => void (await stage.tenant.links.end(link)));

async function openIn(workspace: string, display = `Burst${made}`, id = "C1"): Promise<Incident> {
  const { tracker } = await stage.track(display, { channel: { ...channel, workspace, id } });
  return (await stage.services.tenant(workspace).incidents.open(sampleIncident(tracker.id))).incident;
}

const share = (incident = ours, workspace: string = harbor) =>
  shareJob.run({ workspace, incident: incident.id }, stage.services, never);
const acknowledge = (who: Person, incident = ours, workspace: string = harbor, at = noon) =>
  stage.services.tenant(workspace).incidents.acknowledge(incident.id, { who, at });
async function mute(who: Person, until: Date, { tracker }: Incident = ours, workspace: string = harbor) {
  const { trackers, changes } = stage.services.tenant(workspace);
  await trackers.change(tracker, { mutedUntil: until });
  await changes.record({ kind: "mute", who, about: tracker, before: {} });
}
const echoesAt = (incident = theirs, workspace: string = mill) =>
  stage.services.tenant(workspace).echoes.of(incident.id);

test("an acknowledgement and a mute show on the other side's open incident, which is redrawn, once", async () => {
  await acknowledge(mia);
  await mute(tom, later(hourMs));
  await share();
  await share();
  const from = { surface: "slack", name: harbor };
  expect(await echoesAt()).toEqual([
    { from, acknowledged: { by: "Mia", at: noon }, muted: { by: "Tom", until: later(hourMs) } },
  ]);
  expect(stage.asked).toEqual([
    { name: "incident", input: { workspace: mill, incident: theirs.id }, how: "add", ms: 0 },
  ]);
});

test("what is taken back goes on the other side too", async () => {
  await acknowledge(mia);
  await mute(tom, later(hourMs));
  await share();
  await stage.tenant.incidents.release(ours.id);
  await share();
  expect(await echoesAt()).toMatchObject([{ acknowledged: null, muted: { by: "Tom" } }]);
  await stage.tenant.trackers.change(ours.tracker, { mutedUntil: null });
  await share();
  expect(await echoesAt()).toEqual([]);
  expect(stage.asked).toHaveLength(3);
});

test("nothing but that crosses: the other side's trackers, incidents, mutes and log stay as they are", async () => {
  const state = async () => {
    const { trackers, incidents, changes, boards } = stage.services.tenant(mill);
    return [
      await trackers.list(),
      await incidents.get(theirs.id),
      await changes.latest("mute", theirs.tracker),
      await boards.list(),
    ];
  };
  const before = await state();
  await acknowledge(mia);
  await mute(tom, later(hourMs));
  await share();
  expect(await state()).toEqual(before);
  const [row] = await stage.database.inWorkspace(mill, (_, sql) => sql`select to_jsonb(echoes) as row from echoes`);
  const { by, at } = { by: "Mia", at: noon.toISOString() };
  expect(row?.["row"]).toEqual({
    workspace_id: mill,
    incident_id: theirs.id,
    link_id: link,
    acknowledged: { by, at },
    muted: { by: "Tom", until: later(hourMs).toISOString() },
  });
});

test("an incident that opens late hears at once what the other side said before", async () => {
  await acknowledge(mia);
  await stage.services.tenant(mill).incidents.change(theirs.id, { phase: "over", endedAt: noon });
  const late = await openIn(mill);
  await share(late, mill);
  expect(await echoesAt(late)).toMatchObject([{ acknowledged: { by: "Mia" } }]);
  expect(await echoesAt(theirs)).toEqual([]);
});

test("both sides hear of each other in one go", async () => {
  await acknowledge(mia);
  await acknowledge(tom, theirs, mill);
  await share();
  expect(await echoesAt()).toMatchObject([{ acknowledged: { by: "Mia" } }]);
  expect(await echoesAt(ours, harbor)).toMatchObject([{ acknowledged: { by: "Tom" }, from: { name: mill } }]);
});

test("of several channels the first to be on it counts, and the mute that lasts longest; every channel there shows it", async () => {
  const [ourOther, theirOther] = [await openIn(harbor, `Burst${made}`, "C2"), await openIn(mill, `Burst${made}`, "C2")];
  await acknowledge(mia, ours, harbor, later(1_000));
  await acknowledge(tom, ourOther, harbor, noon);
  await mute(mia, later(2 * hourMs), ourOther);
  await mute(tom, later(hourMs));
  await share();
  for (const shown of [theirs, theirOther])
    expect(await echoesAt(shown)).toMatchObject([
      { acknowledged: { by: "Tom" }, muted: { by: "Mia", until: later(2 * hourMs) } },
    ]);
});

describe("nothing is told", () => {
  beforeEach(async () => {
    await acknowledge(mia);
    await mute(tom, later(hourMs));
  });
  const untold = async () => {
    await share();
    expect(await echoesAt()).toEqual([]);
    expect(stage.asked).toEqual([]);
  };

  test("of another hashtag", async () => {
    const other = await openIn(mill, `other${made}`);
    await share();
    expect(await echoesAt(other)).toEqual([]);
  });

  test("of an incident that is over here, or to one that is over there", async () => {
    await stage.services.tenant(mill).incidents.change(theirs.id, { phase: "over", endedAt: noon });
    await untold();
    await stage.tenant.incidents.change(ours.id, { phase: "over", endedAt: noon });
    const next = await openIn(mill);
    await share(next, mill);
    expect(await echoesAt(next)).toEqual([]);
  });

  test("to a workspace that is not linked", async () => {
    const foreign = await openIn(third);
    await share();
    expect(await echoesAt(foreign, third)).toEqual([]);
  });

  test("after the link has ended", async () => {
    await share();
    expect(await echoesAt()).toHaveLength(1);
    await stage.services.tenant(mill).links.end(link);
    stage.asked.length = 0;
    await untold();
  });

  test("where only one side says that the link stands", async () => {
    const { tenant } = stage.services;
    const forgetful: Stage["services"] = {
      ...stage.services,
      tenant: (workspace) =>
        workspace === mill
          ? { ...tenant(mill), links: { ...tenant(mill).links, get: async () => null } }
          : tenant(workspace),
    };
    await shareJob.run({ workspace: harbor, incident: ours.id }, forgetful, never);
    expect(await echoesAt()).toEqual([]);
  });

  test("of a link that one side has yet to confirm", async () => {
    await stage.tenant.links.end(link);
    const offered = await stage.tenant.links.offer(mia);
    if (offered === "full") throw new Error("full");
    const taken = await stage.services.tenant(mill).links.redeem(offered.code, tom);
    if (typeof taken === "string") throw new Error(taken);
    ({ id: link } = taken);
    await untold();
    await stage.services.tenant(mill).links.confirm(link);
    await untold();
    await share(theirs, mill);
    expect(await echoesAt()).toEqual([]);
  });

  test("of what is not there, or is tracked no more", async () => {
    await shareJob.run({ workspace: harbor, incident: 999_999 }, stage.services, never);
    await stage.tenant.trackers.remove(ours.tracker);
    await untold();
  });
});
