import { afterAll, beforeAll, expect, test } from "vitest";
import detect from "../../src/cli/detect.ts";
import saveAlert from "../../src/cli/save-alert.ts";
import detectJob from "../../src/jobs/detect.ts";
import { dayMs, minuteMs } from "../../src/model/clock.ts";
import { channel, openStage, type Stage, writeMinutes } from "../jobs/services.ts";

const noon = new Date(Math.floor(Date.now() / dayMs) * dayMs);
let stage: Stage;

beforeAll(async () => {
  stage = await openStage({ now: noon });
});
afterAll(() => stage.close());

async function run(verb: typeof detect, args: readonly string[], lines: readonly string[] = []) {
  const said = { out: [] as string[], err: [] as string[] };
  const stdin = (async function* () {
    for (const line of lines) yield `${line}\n`;
  })();
  const io = {
    stdin,
    out: (line: string) => void said.out.push(line),
    err: (line: string) => void said.err.push(line),
  };
  return { code: await verb.run(args, { ...io, env: { DATABASE_URL: stage.ownerUrl } }), ...said };
}

/** Three days at a post every ten minutes, and a burst 40 minutes before the end, as the detector took it. */
async function burstAlert() {
  const { tracker, feeds } = await stage.track("cats");
  await stage.database.inWorkspace(
    channel.workspace,
    (_, sql) => sql`update trackers set created_at = ${new Date(noon.getTime() - 4 * dayMs).toISOString()}`,
  );
  const minutes = Array.from({ length: 3 * 1_440 }, (_, i) =>
    i >= 3 * 1_440 - 40 && i < 3 * 1_440 - 25 ? 9 : i % 10 === 0 ? 1 : 0,
  );
  const [feed = 0] = feeds;
  await writeMinutes(stage, feed, new Date(noon.getTime() - 3 * dayMs), minutes);
  await detectJob.run({ feed }, stage.services, new AbortController().signal);
  const [incident] = await stage.tenant.incidents.list([tracker.id], 1);
  if (!incident) throw new Error("no alert came");
  return incident;
}

test("what is saved of an alert makes detect alert at the same moment, and only then", async () => {
  const incident = await burstAlert();
  const saved = await run(saveAlert, [`${incident.id}`]);
  expect(saved).toMatchObject({ code: 0, err: [expect.stringContaining("alerts at the same moment")] });
  const answered = await run(detect, [], saved.out);
  expect(answered).toMatchObject({ code: 0, err: [] });
  const alerts = answered.out.map((line) => JSON.parse(line)).filter(({ alert }) => alert);
  // A row says when its minute began; an alert comes at its end.
  expect(alerts.map(({ t }) => Date.parse(t) + minuteMs)).toEqual([incident.openedAt.getTime()]);
});

test("a number that there is no alert of, and anything else, is said", async () => {
  expect(await run(saveAlert, ["999999"])).toEqual({ code: 1, out: [], err: ["There is no alert 999999."] });
  expect((await run(saveAlert, [])).code).toBe(1);
  expect((await run(saveAlert, ["x"])).err[0]).toContain("one number");
});
