import postgres from "postgres";
import { afterAll, beforeAll, expect, test } from "vitest";
import { minuteMs } from "../../src/model/clock.ts";
import type { Installations } from "../../src/model/installation.ts";
import { removedWorkspacesKeptMs } from "../../src/model/retention.ts";
import { newKeyText, readKeys } from "../../src/model/secret-keys.ts";
import { asCollector } from "../../src/store/collector.ts";
import { openInstallations } from "../../src/store/installations.ts";
import { purge } from "../../src/store/purge.ts";
import { openSeals } from "../../src/store/seal.ts";
import { onEveryServer } from "../postgres.ts";
import { type OpenTenants, openTenants } from "./open-tenants.ts";
import { sampleInstallation } from "./sample-installation.ts";
import { sampleIncident, sampleWish } from "./sample-tenants.ts";

onEveryServer("removed workspaces", (server) => {
  let started: Awaited<ReturnType<typeof server.start>>;
  let tenants: OpenTenants;
  let admin: postgres.Sql;
  let installations: Installations;
  const all = ["slack:TA", "slack:TB", "slack:TC"];

  beforeAll(async () => {
    started = await server.start();
    tenants = await openTenants([], started.open);
    admin = postgres(tenants.adminUrl, { max: 1, onnotice: () => {} });
    installations = openInstallations(tenants.database, openSeals(readKeys(newKeyText())), tenants.clock);
    for (const workspace of all) {
      await installations.save(sampleInstallation(workspace));
      const { trackers, incidents } = tenants.store.tenant(workspace);
      const { tracker } = await trackers.create(sampleWish(workspace, "worldcup"));
      await incidents.open(sampleIncident(tracker.id));
    }
  });
  afterAll(async () => {
    await admin?.end();
    await tenants?.close();
    await started?.stop();
  });

  test("every installation can be sealed anew, though the owner of the tables sees none of them", async () => {
    expect(await installations.rotate()).toEqual({ resealed: 0, current: 3, unreadable: [] });
  });

  test("go with all they made once their days are over, by the product's clock and by Postgres', and not before", async () => {
    const { database } = tenants;
    await installations.revoke("slack:TA");
    await installations.revoke("slack:TB");
    const now = Date.now();
    const removed = (id: string, ageMs: number) =>
      admin`update workspaces set removed_at = ${new Date(now - ageMs)} where id = ${id}`;
    await removed("slack:TA", removedWorkspacesKeptMs + minuteMs);
    await removed("slack:TB", removedWorkspacesKeptMs - minuteMs);
    expect(await asCollector(database, (tx) => tx`select id from workspaces`)).toEqual([{ id: "slack:TA" }]);
    expect(await purge(database, new Date(now - 2 * minuteMs))).toMatchObject({ workspaces: 0 });
    expect(await purge(database, new Date(now))).toMatchObject({ workspaces: 1 });
    const left = await admin`
      select workspace_id as id from trackers union select workspace_id from installations
      union select workspace_id from incidents union select id from workspaces order by 1`;
    expect(left.map(({ id }) => id)).toEqual(["slack:TB", "slack:TC"]);
    expect((await asCollector(database, (tx) => tx`delete from workspaces`)).count).toBe(0);
  });
});
