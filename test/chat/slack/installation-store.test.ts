import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { slackInstallationStore } from "../../../src/chat/slack/installation-store.ts";
import { revokedBy } from "../../../src/chat/slack/uninstall.ts";
import { secondMs } from "../../../src/model/clock.ts";
import type { Installations } from "../../../src/model/installation.ts";
import { newKeyText, readKeys } from "../../../src/model/secret-keys.ts";
import { openInstallations } from "../../../src/store/installations.ts";
import { openSeals } from "../../../src/store/seal.ts";
import { type OpenTenants, openTenants } from "../../store/open-tenants.ts";
import { sampleInstallation } from "../../store/sample-installation.ts";

let tenants: OpenTenants;
let installations: Installations;
let store: ReturnType<typeof slackInstallationStore>;
const served: string[] = [];

beforeAll(async () => {
  tenants = await openTenants([]);
  installations = openInstallations(tenants.database, openSeals(readKeys(newKeyText())), tenants.clock);
  store = slackInstallationStore(installations, {
    clock: tenants.clock,
    onServed: async (workspace) => void served.push(workspace),
  });
});
afterAll(() => tenants.close());
beforeEach(async () => {
  await installations.save(sampleInstallation("slack:TA"));
  await installations.save(sampleInstallation("slack:E1"));
});

const ofTeam = (teamId: string) => ({ teamId, enterpriseId: undefined, isEnterpriseInstall: false });
const ofOrg = (teamId: string | undefined) => ({ teamId, enterpriseId: "E1", isEnterpriseInstall: true });
const seconds = () => Math.floor(tenants.clock.now().getTime() / secondMs);
const event = (type: string, more: object = {}, authorization: object = {}) => ({
  type: "event_callback",
  team_id: "TA",
  event_time: 0,
  authorizations: [{ team_id: "TA", enterprise_id: null, is_enterprise_install: false, ...authorization }],
  event: { type, ...more },
});
const botRevoked = event("tokens_revoked", { tokens: { oauth: [], bot: ["UBOTTA"] } });

test("what was stored is fetched in the shape that Slack's libraries know", async () => {
  expect(await store.fetchInstallation(ofTeam("TA"))).toEqual({
    team: { id: "TA", name: "Team TA" },
    enterprise: undefined,
    isEnterpriseInstall: false,
    authVersion: "v2",
    tokenType: "bot",
    user: { id: "U1" },
    bot: { id: "BTA", userId: "UBOTTA", token: "xoxb-canary-TA", scopes: ["chat:write", "commands"] },
    metadata: tenants.clock.now().toISOString(),
  });
  await expect(store.fetchInstallation(ofTeam("TB"))).rejects.toThrow("not installed");
});

test("an organisation's is fetched for any of its workspaces, and for itself, and never for a stranger", async () => {
  for (const teamId of ["T1", "T2", "T1", undefined])
    expect(await store.fetchInstallation(ofOrg(teamId))).toMatchObject({
      team: undefined,
      enterprise: { id: "E1" },
      isEnterpriseInstall: true,
      bot: { token: "xoxb-canary-E1" },
    });
  expect(await store.fetchInstallation(ofTeam("TA"))).toMatchObject({ bot: { token: "xoxb-canary-TA" } });
  expect(served).toEqual(["slack:T1", "slack:T2"]);
  await expect(store.fetchInstallation({ ...ofOrg("T9"), enterpriseId: "E2" })).rejects.toThrow("not installed");
});

test("what comes back with renewed tokens renews them; what is new is a new installation", async () => {
  const fetched = await store.fetchInstallation(ofTeam("TA"));
  tenants.clock.advanceTo(new Date(tenants.clock.now().getTime() + secondMs));
  const bot = { ...fetched.bot, token: "xoxb-2", refreshToken: "xoxe-2", expiresAt: 2_000_000_000 };
  await store.storeInstallation({ ...fetched, bot } as never);
  const renewed = await installations.get("slack:TA");
  expect(renewed?.installedAt).toEqual(new Date(fetched.metadata ?? ""));
  expect([renewed?.tokens.bot.reveal(), renewed?.tokens.refresh?.reveal()]).toEqual(["xoxb-2", "xoxe-2"]);
  expect(renewed?.tokens.expiresAt).toEqual(new Date(2_000_000_000_000));
  await store.deleteInstallation?.(ofTeam("TA"));
  await store.storeInstallation({ ...fetched, bot } as never);
  expect(await installations.get("slack:TA")).toBeNull();
  const { metadata: _, ...fresh } = fetched;
  await store.storeInstallation(fresh as never);
  expect(await installations.get("slack:TA")).toMatchObject({ installedAt: tenants.clock.now() });
});

test.each([
  ["app_uninstalled first", [event("app_uninstalled"), botRevoked]],
  ["tokens_revoked first", [botRevoked, event("app_uninstalled")]],
  ["one of them alone", [event("app_uninstalled")]],
  ["one of them twice", [botRevoked, botRevoked]],
])("a workspace that takes it out keeps no token: %s", async (_, events) => {
  for (const envelope of events)
    expect(await revokedBy({ ...envelope, event_time: seconds() }, installations)).toEqual(["slack:TA"]);
  expect(await installations.find("slack:TA")).toMatchObject({ tokens: null });
  await expect(store.fetchInstallation(ofTeam("TA"))).rejects.toThrow("not installed");
  expect(await installations.ofEnterprise("E1")).not.toBeNull();
});

test("an organisation that takes it out takes it from all its workspaces", async () => {
  await store.fetchInstallation(ofOrg("T1"));
  const authorization = { team_id: null, enterprise_id: "E1", is_enterprise_install: true };
  const envelope = { ...event("app_uninstalled", {}, authorization), event_time: seconds(), enterprise_id: "E1" };
  expect(await revokedBy(envelope, installations)).toEqual(["slack:E1", "slack:T1", "slack:T2"]);
  expect(await installations.get("slack:T1")).toBeNull();
  served.length = 0;
  await installations.save(sampleInstallation("slack:E1"));
  await store.fetchInstallation(ofOrg("T1"));
  expect(served).toEqual(["slack:T1"]);
  expect(await installations.get("slack:TA")).not.toBeNull();
});

test("a person's token that was taken back, and an event from before the installation, change nothing", async () => {
  expect(
    await revokedBy(
      { ...event("tokens_revoked", { tokens: { oauth: ["U1"] } }), event_time: seconds() },
      installations,
    ),
  ).toEqual([]);
  await revokedBy({ ...event("app_uninstalled"), event_time: seconds() - 3_600 }, installations);
  expect(await installations.get("slack:TA")).not.toBeNull();
  await expect(revokedBy({ event: { type: "message" } }, installations)).rejects.toThrow();
});
