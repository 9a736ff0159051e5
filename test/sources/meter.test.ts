import { expect, test } from "vitest";
import { drivenClock } from "../../src/model/clock.ts";
import type { Usage } from "../../src/model/usage.ts";
import type { Gate } from "../../src/sources/guard.ts";
import { startMeter } from "../../src/sources/meter.ts";

const clock = drivenClock(new Date("2026-03-01T12:00:00Z"));
const quota = [
  { requests: 10, windowMs: 1_000, per: "app", costUsd: 0.5 },
  { requests: 100, windowMs: 60_000, per: "app", costUsd: 0.5 },
] as const;
const open: Gate = { enter: async () => "ok" };

function trial(gate: Gate = open) {
  const noted: Usage[] = [];
  const problems: unknown[] = [];
  const state = { isDown: false };
  const add = async (used: readonly Usage[]) => {
    if (state.isDown) throw new Error("down");
    noted.push(...used);
  };
  const meter = startMeter({ add }, { clock, onProblem: (error) => problems.push(error) });
  return { gate: meter.counting(gate), meter, noted, problems, state };
}

test("what is let through is counted for its source, at one price however many limits it counts against", async () => {
  const { gate, meter, noted } = trial();
  for (const key of ["x", "x", "bluesky"]) expect(await gate.enter(key, quota)).toBe("ok");
  expect(await gate.enter("free", [{ requests: 1, windowMs: 1, per: "ip" }])).toBe("ok");
  await meter.stop();
  expect(noted).toEqual([
    { source: "x", requests: 2, costUsd: 1 },
    { source: "bluesky", requests: 1, costUsd: 0.5 },
    { source: "free", requests: 1, costUsd: 0 },
  ]);
});

test("what is refused costs nothing", async () => {
  const { gate, meter, noted } = trial({ enter: async () => ({ waitMs: 5 }) });
  expect(await gate.enter("x", quota)).toEqual({ waitMs: 5 });
  await meter.stop();
  expect(noted).toEqual([]);
});

test("what could not be noted is noted the next time, once", async () => {
  const { gate, meter, noted, problems, state } = trial();
  await gate.enter("x", quota);
  state.isDown = true;
  await meter.stop();
  expect(problems).toHaveLength(1);
  await gate.enter("x", quota);
  state.isDown = false;
  await meter.stop();
  await meter.stop();
  expect(noted).toEqual([{ source: "x", requests: 2, costUsd: 1 }]);
});
