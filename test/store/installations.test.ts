import postgres from "postgres";
import { afterAll, beforeEach, expect, test } from "vitest";
import { dayMs, minuteMs } from "../../src/model/clock.ts";
import type { Installations, Tokens } from "../../src/model/installation.ts";
import { secret } from "../../src/model/secret.ts";
import { newKeyText, readKeys } from "../../src/model/secret-keys.ts";
import { asCollector } from "../../src/store/collector.ts";
import { openInstallations } from "../../src/store/installations.ts";
import { asKeeper } from "../../src/store/keeper.ts";
import { purge } from "../../src/store/purge.ts";
import { openSeals } from "../../src/store/seal.ts";
import { installations as table } from "../../src/store/tenant-tables.ts";
import { type OpenTenants, openTenants } from "./open-tenants.ts";
import { sampleInstallation } from "./sample-installation.ts";
import { hashtag, later, noon, sampleWish } from "./sample-tenants.ts";

const [oldKey, newKey] = [newKeyText(), newKeyText()];
const oldSeals = openSeals(readKeys(oldKey));
const bothSeals = openSeals(readKeys(`${newKey},${oldKey}`));
const newSeals = openSeals(readKeys(newKey));

let tenants: OpenTenants;
let admin: postgres.Sql;
let installations: Installations;
const opened: (() => Promise<void>)[] = [];

beforeEach(async () => {
  tenants = await openTenants([]);
  admin = postgres(tenants.adminUrl, { max: 1, onnotice: () => {} });
  installations = openInstallations(tenants.database, oldSeals, tenants.clock);
  const { close } = tenants;
  const sql = admin;
  opened.push(async () => {
    await sql.end();
    await close();
  });
});
afterAll(async () => {
  for (const close of opened) await close();
});

const save = async (...workspaces: string[]) => {
  for (const workspace of workspaces) await installations.save(sampleInstallation(workspace));
};
const botOf = async (workspace: string) => (await installations.get(workspace))?.tokens.bot.reveal() ?? null;
const workspaceRow = async (id: string) => (await admin`select name, removed_at from workspaces where id = ${id}`)[0];
const token = (bot: string, more: Partial<Tokens> = {}): Tokens => ({
  bot: secret(bot),
  refresh: null,
  expiresAt: null,
  ...more,
});
/** Every row of every table, as text. */
const dump = async () => {
  const tables = await admin<{ name: string }[]>`
    select quote_ident(schemaname) || '.' || quote_ident(tablename) as name from pg_tables where schemaname not in ('pg_catalog', 'information_schema')`;
  const rows = [];
  for (const { name } of tables) rows.push(await admin.unsafe(`select to_jsonb(t)::text as row from ${name} t`));
  return JSON.stringify(rows);
};

test("an installation comes back as it was saved, and its workspace is known by its name", async () => {
  const tokens = token("xoxe.xoxb-1", { refresh: secret("xoxe-1"), expiresAt: later(12 * 60 * minuteMs) });
  await installations.save(sampleInstallation("slack:TA", { enterprise: { id: "E1", name: null }, tokens }));
  const found = await installations.get("slack:TA");
  expect(found).toMatchObject({
    ...sampleInstallation("slack:TA"),
    enterprise: { id: "E1", name: null },
    tokens: { expiresAt: tokens.expiresAt },
    revokedAt: null,
  });
  expect([found?.tokens.bot.reveal(), found?.tokens.refresh?.reveal()]).toEqual(["xoxe.xoxb-1", "xoxe-1"]);
  expect(await workspaceRow("slack:TA")).toMatchObject({ name: "Team TA", removed_at: null });
  expect(await installations.get("slack:TB")).toBeNull();
});

test("no token is in a dump of all tables, not even of one that was renewed or revoked", async () => {
  await save("slack:TA", "slack:TB", "slack:E1");
  await installations.renew("slack:TA", noon, token("xoxb-canary-new", { refresh: secret("xoxe-canary") }));
  await installations.revoke("slack:TB");
  const text = await dump();
  expect(text).toContain("Team TA");
  expect(text).toContain("v1.");
  expect(text).not.toContain("canary");
  expect(text).not.toContain("xoxb");
});

test("sealed tokens that were moved to another workspace open there as nobody's", async () => {
  await save("slack:TA", "slack:TB");
  await admin`update installations a set sealed = b.sealed from installations b where a.workspace_id = 'slack:TA' and b.workspace_id = 'slack:TB'`;
  await expect(installations.get("slack:TA")).rejects.toThrow(/another tenant/u);
  expect(await botOf("slack:TB")).toBe("xoxb-canary-TB");
});

test("another workspace's installation is behind the wall, and what keeps the keys can only read", async () => {
  await save("slack:TA", "slack:TB");
  const { database } = tenants;
  const seen = await database.inWorkspace("slack:TB", (db) => db.select({ of: table.workspaceId }).from(table));
  expect(seen).toEqual([{ of: "slack:TB" }]);
  expect(await database.drizzle.select().from(table)).toEqual([]);
  expect(await asCollector(database, (tx) => tx`select from installations`)).toHaveLength(0);
  expect(await asKeeper(database, (db) => db.select().from(table))).toHaveLength(2);
  expect(await asKeeper(database, (db) => db.update(table).set({ sealed: "x" }).returning())).toEqual([]);
  expect(await asKeeper(database, (db) => db.delete(table).returning())).toEqual([]);
  // Which workspaces there are, and nothing that they made.
  expect(await asKeeper(database, (db) => db.execute("select * from workspaces"))).toHaveLength(2);
  expect(await asKeeper(database, (db) => db.execute("update workspaces set name = 'x' returning id"))).toHaveLength(0);
  expect(await asKeeper(database, (db) => db.execute("select * from trackers"))).toHaveLength(0);
});

test("one for a whole organisation is one row that serves all its workspaces, each a tenant of its own", async () => {
  await save("slack:E1", "slack:T3");
  await installations.serve({ id: "slack:T1", name: "Red" }, "E1");
  await installations.serve({ id: "slack:T2", name: "Blue" }, "E1");
  await installations.serve({ id: "slack:T3", name: "Own" }, "E1");
  await installations.serve({ id: "slack:T4", name: "Foreign" }, "E9");
  expect(await Promise.all(["slack:T1", "slack:T2", "slack:T3", "slack:T4"].map(botOf))).toEqual([
    "xoxb-canary-E1",
    "xoxb-canary-E1",
    "xoxb-canary-T3",
    null,
  ]);
  expect(await installations.ofEnterprise("E1")).toMatchObject({ workspace: "slack:E1", isOrgWide: true, team: null });
  expect(await installations.list()).toHaveLength(2);
  const [sealed] = await admin`select count(sealed)::int as count from installations`;
  expect(sealed).toEqual({ count: 2 });
  const wish = await tenants.store.tenant("slack:T1").trackers.create(sampleWish("slack:T1", "red"));
  expect(await tenants.store.tenant("slack:T2").trackers.get(wish.tracker.id)).toBeNull();
  expect(await tenants.store.tenant("slack:E1").trackers.list()).toEqual([]);
});

test("a revoked one keeps no token, and its workspace is marked removed at its first word, however often it is said", async () => {
  await save("slack:TA", "slack:TB");
  await installations.revoke("slack:TA");
  tenants.clock.advanceTo(later(minuteMs));
  await Promise.all([installations.revoke("slack:TA"), installations.revoke("slack:TA")]);
  await installations.revoke("slack:TUNKNOWN");
  expect(await installations.get("slack:TA")).toBeNull();
  expect(await installations.find("slack:TA")).toMatchObject({ tokens: null, revokedAt: noon });
  expect(await workspaceRow("slack:TA")).toEqual({ name: "Team TA", removed_at: noon });
  expect((await installations.list()).map(({ workspace }) => workspace)).toEqual(["slack:TB"]);
  await expect(admin`update installations set sealed = 'x' where workspace_id = 'slack:TA'`).rejects.toThrow(
    "hold_no_token",
  );
});

test("a revocation that comes late leaves the installation that was made since", async () => {
  await installations.save(sampleInstallation("slack:TA", { installedAt: later(minuteMs) }));
  await installations.revoke("slack:TA", noon);
  expect(await botOf("slack:TA")).toBe("xoxb-canary-TA");
  await installations.revoke("slack:TA", later(minuteMs));
  expect(await botOf("slack:TA")).toBeNull();
});

test("an organisation that takes it out takes it from the workspaces that only it served", async () => {
  await save("slack:E1", "slack:T3");
  for (const id of ["T1", "T2", "T3"]) await installations.serve({ id: `slack:${id}`, name: id }, "E1");
  await installations.revoke("slack:E1");
  expect(await Promise.all(["slack:T1", "slack:T2", "slack:T3"].map(botOf))).toEqual([null, null, "xoxb-canary-T3"]);
  expect(await workspaceRow("slack:T1")).toMatchObject({ removed_at: noon });
  expect(await workspaceRow("slack:T3")).toMatchObject({ removed_at: null });
  await installations.serve({ id: "slack:T1", name: "T1" }, "E1");
  expect(await workspaceRow("slack:T1")).toMatchObject({ removed_at: noon });
});

test("fresh tokens reach the installation they are of, and none that was revoked or made anew", async () => {
  await save("slack:TA");
  await installations.renew("slack:TA", noon, token("xoxb-2"));
  expect(await botOf("slack:TA")).toBe("xoxb-2");
  await installations.renew("slack:TA", later(-1), token("xoxb-of-the-one-before"));
  expect(await botOf("slack:TA")).toBe("xoxb-2");
  await installations.revoke("slack:TA");
  await installations.renew("slack:TA", noon, token("xoxb-3"));
  expect(await installations.find("slack:TA")).toMatchObject({ tokens: null });
});

test("what a removed workspace followed is not collected for it any more, and is there again when it comes back", async () => {
  await save("slack:TA");
  const { trackers } = tenants.store.tenant("slack:TA");
  const { tracker } = await trackers.create(sampleWish("slack:TA", "worldcup"));
  const { feeds } = tenants.store;
  const feed = await feeds.ensure({ source: "s", network: "bluesky", subject: hashtag("worldcup"), workspace: null });
  await trackers.setFeeds(tracker.id, [feed.id]);
  expect(await feeds.active()).toHaveLength(1);
  await installations.revoke("slack:TA");
  expect([await feeds.active(), await feeds.listeners(feed.id)]).toEqual([[], []]);
  await purge(tenants.database, new Date(Date.now() + dayMs));
  await save("slack:TA");
  expect(await workspaceRow("slack:TA")).toMatchObject({ removed_at: null });
  expect((await trackers.list()).map(({ id }) => id)).toEqual([tracker.id]);
});

test("changing keys leaves every row under the new one, openable with it alone", async () => {
  await save("slack:TA", "slack:TB", "slack:E1");
  await installations.serve({ id: "slack:T1", name: "Red" }, "E1");
  const both = openInstallations(tenants.database, bothSeals, tenants.clock);
  await both.save(sampleInstallation("slack:TC"));
  const told: [number, number][] = [];
  const rotated = await both.rotate({ progress: (done, of) => told.push([done, of]) });
  expect(rotated).toEqual({ resealed: 3, current: 1, unreadable: [] });
  expect(told).toEqual([[4, 4]]);
  expect(await both.rotate()).toEqual({ resealed: 0, current: 4, unreadable: [] });
  const fresh = openInstallations(tenants.database, newSeals, tenants.clock);
  expect((await fresh.list()).map(({ tokens }) => tokens.bot.reveal()).sort()).toEqual(
    ["E1", "TA", "TB", "TC"].map((id) => `xoxb-canary-${id}`),
  );
  expect(await fresh.get("slack:T1")).toMatchObject({ workspace: "slack:E1" });
  await expect(installations.list()).rejects.toThrow("SECRET_KEYS does not hold");
});

test("changing keys goes on where it was stopped, and leaves what it cannot open as it is", async () => {
  const ids = Array.from({ length: 205 }, (_, i) => `slack:T${String(i).padStart(3, "0")}`);
  await save(...ids);
  await admin`update installations a set sealed = b.sealed from installations b where a.workspace_id = 'slack:T007' and b.workspace_id = 'slack:T008'`;
  const both = openInstallations(tenants.database, bothSeals, tenants.clock);
  const stop = new AbortController();
  await expect(both.rotate({ signal: stop.signal, progress: () => stop.abort() })).rejects.toThrow();
  expect(await both.inspect()).toEqual([
    { keyId: newKey.split(":")[0], isCurrent: true, installations: 199, unreadable: [] },
    { keyId: oldKey.split(":")[0], isCurrent: false, installations: 6, unreadable: ["slack:T007"] },
  ]);
  expect(await both.rotate()).toEqual({ resealed: 5, current: 199, unreadable: ["slack:T007"] });
  const [row] =
    await admin`select count(*)::int as count from installations where sealed like ${`v1.${oldKey.split(":")[0]}.%`}`;
  expect(row).toEqual({ count: 1 });
});
