import { describe, expect, test } from "vitest";
import { alertKinds } from "../../src/model/alert-kind.ts";
import {
  type AlertRules,
  changeRules,
  isWatched,
  mutedUntil,
  type RuleChange,
  takesBack,
  usualRules,
} from "../../src/model/alert-rules.ts";
import { readRules } from "../../src/store/alert-rules.ts";

const until = new Date("2026-11-20T13:00:00Z");
const changes: readonly RuleChange[] = [
  { set: "overPerHour", overPerHour: 500, off: false },
  { set: "overPerHour", overPerHour: null, off: true },
  { set: "ping", ping: { kind: "role", id: "1" } },
  { set: "ping", ping: null },
  ...alertKinds.flatMap((kind): readonly RuleChange[] => [
    { set: "kind", kind, off: true, mutedUntil: null },
    { set: "kind", kind, off: false, mutedUntil: until },
  ]),
];
const full: AlertRules = {
  off: ["threshold", "viral"],
  overPerHour: 90,
  ping: { kind: "person", id: "U1" },
  mutedKinds: [{ kind: "burst", until }],
};

describe.each([usualRules, full])("rules %#", (rules) => {
  test.each(changes)("are as before once $set is taken back, and each change does what it says", (change) => {
    const after = changeRules(rules, change);
    expect(takesBack(after, change)).toEqual(change);
    expect(changeRules(after, takesBack(rules, change))).toEqual(rules);
  });
  test("come back from JSON as they were", () => {
    expect(readRules(JSON.parse(JSON.stringify(rules)))).toEqual(rules);
  });
});

test("where nothing is stored they are the usual ones", () => {
  expect(readRules({})).toEqual(usualRules);
});

test("a threshold is watched where there is one, any other kind where it is not off", () => {
  expect(alertKinds.filter((kind) => isWatched(usualRules, kind))).toEqual(["burst", "viral", "influencer", "silence"]);
  expect(isWatched({ ...usualRules, overPerHour: 5 }, "threshold")).toBe(true);
  expect(isWatched({ ...full, overPerHour: 5 }, "threshold")).toBe(false);
  expect(mutedUntil(full, "burst")).toEqual(until);
  expect(mutedUntil(full, "viral")).toBeNull();
});
