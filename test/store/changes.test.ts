import { afterAll, beforeAll, expect, test } from "vitest";
import type { Changes } from "../../src/model/change.ts";
import { hourMs } from "../../src/model/clock.ts";
import { type OpenTenants, openTenants } from "./open-tenants.ts";
import { ann, ben, later, noon } from "./sample-tenants.ts";

const workspace = "slack:T0123";
let tenants: OpenTenants;
let changes: Changes;

beforeAll(async () => {
  tenants = await openTenants([workspace]);
  ({ changes } = tenants.store.tenant(workspace));
});
afterAll(() => tenants.close());

const record = (about: number, more = {}) => changes.record({ kind: "mute", who: ann, about, before: {}, ...more });

test("a change says who, when, and what was before", async () => {
  const before = { mutedUntil: later(hourMs), networks: ["bluesky"], alerts: true, endsAt: null };
  const change = await record(1, { before });
  expect(change).toMatchObject({ kind: "mute", who: ann, about: 1, at: noon, undoneAt: null });
  // JSON in the table: a date comes back as its text.
  expect((await changes.get(change.id))?.before).toEqual({ ...before, mutedUntil: later(hourMs).toISOString() });
});

test("the latest is the newest of its kind about one thing that stands", async () => {
  const [first, second] = [await record(2), await record(2)];
  await record(3);
  await record(2, { kind: "track" });
  expect((await changes.latest("mute", 2))?.id).toBe(second.id);
  await changes.undone(second.id, ben);
  expect((await changes.latest("mute", 2))?.id).toBe(first.id);
  await changes.undone(first.id, ben);
  expect(await changes.latest("mute", 2)).toBeNull();
});

test("a change is taken back once, however many press at the same time", async () => {
  const { id } = await record(4);
  tenants.clock.advanceTo(later(hourMs));
  const answers = await Promise.all(Array.from({ length: 8 }, () => changes.undone(id, ben)));
  expect(answers.filter(Boolean)).toHaveLength(1);
  expect(await changes.undone(id, ann)).toBe(false);
  expect((await changes.get(id))?.undoneAt).toEqual(later(hourMs));
  const [row] = await tenants.database.inWorkspace(
    workspace,
    (_, sql) => sql`select undone_by from changes where id = ${id}`,
  );
  expect(row?.["undone_by"]).toEqual(ben);
});

test("what is not there is not taken back", async () => {
  expect(await changes.undone(999_999, ann)).toBe(false);
  expect(await changes.get(999_999)).toBeNull();
});
