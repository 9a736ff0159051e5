import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import type { Deliveries } from "../../src/model/delivery.ts";
import { type OpenTenants, openTenants } from "./open-tenants.ts";
import { channelOf } from "./sample-tenants.ts";

const workspace = "slack:T0123";
const message = { channel: channelOf(workspace), id: "1700000000.000100" };
let tenants: OpenTenants;
let deliveries: Deliveries;
let key: string;
let made = 0;

beforeAll(async () => {
  tenants = await openTenants([workspace]);
  ({ deliveries } = tenants.store.tenant(workspace));
});
afterAll(() => tenants.close());
beforeEach(() => {
  key = `incident:${++made}`;
});

const row = async () => {
  const [found] = await tenants.database.inWorkspace(
    workspace,
    (_, sql) => sql`select state, attempts, problem, sent_at is not null as sent from deliveries where key = ${key}`,
  );
  return found;
};
/** As if it had been claimed that long ago. */
const age = (seconds: number) =>
  tenants.database.inWorkspace(
    workspace,
    (_, sql) => sql`update deliveries set claimed_at = now() - make_interval(secs => ${seconds}) where key = ${key}`,
  );

test("one of many that claim at the same time gets it, and the others hear that it is being sent", async () => {
  const claims = await Promise.all(Array.from({ length: 12 }, () => deliveries.claim(key)));
  expect(claims.filter(({ claimed }) => claimed)).toHaveLength(1);
  for (const claim of claims) if (!claim.claimed) expect(claim.message).toBeNull();
  expect(await row()).toMatchObject({ state: "claimed", attempts: 1 });
});

test("what was sent is never claimed again, and says where it is", async () => {
  await deliveries.claim(key);
  await deliveries.sent(key, message);
  await age(3_600);
  expect(await deliveries.claim(key)).toEqual({ claimed: false, message });
  expect(await row()).toMatchObject({ state: "sent", sent: true });
});

test("what failed can be claimed at once, by one, and its reason is kept until it is sent", async () => {
  await deliveries.claim(key);
  await deliveries.failed(key, "the channel is archived");
  expect(await row()).toMatchObject({ state: "failed", problem: "the channel is archived" });
  const claims = await Promise.all(Array.from({ length: 6 }, () => deliveries.claim(key)));
  expect(claims.filter(({ claimed }) => claimed)).toHaveLength(1);
  expect(await row()).toMatchObject({ attempts: 2 });
  await deliveries.sent(key, message);
  expect(await row()).toMatchObject({ state: "sent", problem: null });
});

test("a claim whose process died is free after a minute, not before, and again for one", async () => {
  await deliveries.claim(key);
  await age(55);
  expect(await deliveries.claim(key)).toEqual({ claimed: false, message: null });
  await age(61);
  const claims = await Promise.all(Array.from({ length: 6 }, () => deliveries.claim(key)));
  expect(claims.filter(({ claimed }) => claimed)).toHaveLength(1);
  expect(await deliveries.claim(key)).toEqual({ claimed: false, message: null });
});

test("keys have nothing to do with each other", async () => {
  await deliveries.claim(key);
  expect(await deliveries.claim(`${key}0`)).toEqual({ claimed: true });
});
