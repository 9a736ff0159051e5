import { afterAll, beforeAll, expect, test } from "vitest";
import { mayChange, usualSettings } from "../../src/model/settings.ts";
import { type OpenTenants, openTenants } from "./open-tenants.ts";

const [one, other, third] = ["slack:T1", "slack:T2", "slack:T3"];
let tenants: OpenTenants;
beforeAll(async () => {
  tenants = await openTenants([one, other, third]);
});
afterAll(() => tenants.close());

test("a workspace is set as usual until somebody changes it, and each for itself", async () => {
  const settingsOf = (workspace: string) => tenants.store.tenant(workspace).settings;
  expect(await settingsOf(one).get()).toEqual(usualSettings);
  const admins = { ...usualSettings, manage: "admins" };
  expect(await settingsOf(one).change({ manage: "admins" })).toEqual(admins);
  expect(await settingsOf(one).change({})).toEqual(admins);
  expect(await settingsOf(one).get()).toEqual(admins);
  expect(await settingsOf(other).get()).toEqual(usualSettings);
});

test("what is stored and makes no sense is as usual", async () => {
  await tenants.database.inWorkspace(other, async (_, sql) => {
    await sql`update workspaces set settings = '{"manage": "cats", "language": "tlh", "more": 1}' where id = ${other}`;
  });
  expect(await tenants.store.tenant(other).settings.get()).toEqual(usualSettings);
});

test("what is presumed holds until somebody chooses, and takes no choice back", async () => {
  const { settings } = tenants.store.tenant(third);
  expect(await settings.presume({ language: "de" })).toEqual({ ...usualSettings, language: "de" });
  expect(await settings.change({ language: "fr" })).toEqual({ ...usualSettings, language: "fr" });
  expect(await settings.presume({ language: "ja", manage: "anyone" })).toEqual({ manage: "anyone", language: "fr" });
});

test("a workspace that is not there has the usual settings, and cannot change them", async () => {
  const { settings } = tenants.store.tenant("slack:T404");
  expect(await settings.get()).toEqual(usualSettings);
  await expect(settings.change({ manage: "admins" })).rejects.toThrow("no workspace");
});

test.each([
  ["anyone", { admin: true, member: true, guest: true }],
  ["members", { admin: true, member: true, guest: false }],
  ["admins", { admin: true, member: false, guest: false }],
] as const)("where %s may change things, it is so", (manage, may) => {
  for (const rank of ["admin", "member", "guest"] as const) expect(mayChange({ manage }, rank)).toBe(may[rank]);
});
