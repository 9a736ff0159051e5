import { afterAll, beforeAll, expect, test } from "vitest";
import { takeBackDigest } from "../../src/actions/undo-digest.ts";
import { nextTurn, type Schedule } from "../../src/model/schedule.ts";
import type { Services } from "../../src/services.ts";
import { ann, channel, openStage, type Stage } from "../jobs/services.ts";

const noon = new Date("2026-11-20T12:00:00Z");
const schedule: Schedule = { every: "day", weekday: 1, hour: 9, minute: 0, zone: "Europe/Berlin" };
let stage: Stage;

beforeAll(async () => {
  stage = await openStage({ now: noon });
});
afterAll(() => stage.close());

test("a digest that goes on is due in the same step, so that none stands and never comes", async () => {
  const { digests, changes } = stage.tenant;
  const wish = { channel, isPersonal: false, schedule, trackers: null, quiet: "line", createdBy: ann } as const;
  const { digest } = await digests.put({ ...wish, since: noon, nextAt: noon });
  await digests.change(digest.id, { stoppedAt: noon, nextAt: null });
  const change = await changes.record({ kind: "digest-stop", who: ann, about: digest.id, before: {} });
  let steps = 0;
  const mortal: Services = {
    ...stage.services,
    tenant: (id) => {
      const tenant = stage.services.tenant(id);
      const once: typeof tenant.digests.change = (of, more) =>
        ++steps > 1 ? Promise.reject(new Error("killed")) : tenant.digests.change(of, more);
      return { ...tenant, digests: { ...tenant.digests, change: once } };
    },
  };
  await takeBackDigest(change, channel.workspace, mortal).catch(() => null);
  expect(await digests.get(digest.id)).toMatchObject({ stoppedAt: null, nextAt: nextTurn(schedule, noon).at });
});
