import { describe, expect, test } from "vitest";
import { capHour, type Quiet, quietUntil } from "../../src/model/peace.ts";

const at = (time: string) => new Date(time);
const night: Quiet = { from: "22:00", to: "07:00", zone: "Europe/Berlin", instead: "morning" };

describe("quiet hours", () => {
  test.each([
    ["2026-11-20T20:59:00Z", null],
    ["2026-11-20T21:00:00Z", "2026-11-21T06:00:00Z"],
    ["2026-11-21T02:00:00Z", "2026-11-21T06:00:00Z"],
    ["2026-11-21T05:59:00Z", "2026-11-21T06:00:00Z"],
    ["2026-11-21T06:00:00Z", null],
  ])("over midnight, by the clocks of their zone: at %s they end at %s", (now, end) => {
    expect(quietUntil({ quiet: night }, at(now))).toEqual(end && at(end));
  });

  test("may lie within one day", () => {
    const noon: Quiet = { ...night, from: "12:00", to: "14:00", zone: "UTC" };
    expect(quietUntil({ quiet: noon }, at("2026-11-20T13:00:00Z"))).toEqual(at("2026-11-20T14:00:00Z"));
    expect(quietUntil({ quiet: noon }, at("2026-11-20T15:00:00Z"))).toBeNull();
  });

  test("end by the clocks on the wall in the nights in which these are changed", () => {
    expect(quietUntil({ quiet: night }, at("2026-03-28T22:00:00Z"))).toEqual(at("2026-03-29T05:00:00Z"));
    expect(quietUntil({ quiet: night }, at("2026-10-24T21:00:00Z"))).toEqual(at("2026-10-25T06:00:00Z"));
  });

  test("are over for good at an end that the clocks show twice", () => {
    const early: Quiet = { ...night, to: "02:30" };
    const first = at("2026-10-25T00:30:00Z");
    expect(quietUntil({ quiet: early }, at("2026-10-25T00:10:00Z"))).toEqual(first);
    expect(quietUntil({ quiet: early }, at("2026-10-25T01:10:00Z"))).toBeNull();
  });

  test("are none where none are set", () => {
    expect(quietUntil({ quiet: null }, at("2026-11-21T02:00:00Z"))).toBeNull();
  });
});

test("alerts are counted by whole hours", () => {
  expect(capHour(at("2026-11-20T12:59:59Z"))).toEqual({
    from: at("2026-11-20T12:00:00Z"),
    until: at("2026-11-20T13:00:00Z"),
  });
});
