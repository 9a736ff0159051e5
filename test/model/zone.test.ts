import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { instantOf, isZone, wallTime, zoneCalled } from "../../src/model/zone.ts";

const zones = ["UTC", "Europe/Berlin", "America/New_York", "Asia/Kathmandu", "Australia/Lord_Howe", "Pacific/Apia"];

test("zones are known by their IANA names", () => {
  expect(zones.every(isZone)).toBe(true);
  expect(["", "Berlin", "Mars/Olympus"].some(isZone)).toBe(false);
});

test.each([
  ["berlin", "Europe/Berlin"],
  ["São Paulo", "America/Sao_Paulo"],
  ["new york", "America/New_York"],
  ["Kolkata", "Asia/Kolkata"],
  ["asia/kolkata", "Asia/Kolkata"],
  ["Kyiv", "Europe/Kyiv"],
  ["kiev", "Europe/Kyiv"],
  ["asia/ho_chi_minh", "Asia/Ho_Chi_Minh"],
  ["UTC", "UTC"],
  ["gmt", "GMT"],
  ["CET", "CET"],
  ["etc/gmt+3", "Etc/GMT+3"],
  ["us/pacific", "US/Pacific"],
])("“%s” means the clocks of %s", (typed, zone) => {
  expect(zoneCalled(typed)).toBe(zone);
  expect(isZone(zone)).toBe(true);
});

test("what no clock goes by is no zone", () => {
  expect(["", "Mars/Olympus", "Olympus", "+05:30", "9", "—"].map(zoneCalled)).toEqual(Array(6).fill(null));
});

test("a wall clock in Berlin is an hour ahead in winter, two in summer", () => {
  const winter = wallTime("Europe/Berlin", new Date("2026-11-21T23:30:00Z"));
  expect(winter).toEqual({ year: 2026, month: 11, day: 22, hour: 0, minute: 30, weekday: 7 });
  expect(wallTime("Europe/Berlin", new Date("2026-07-01T10:00:00Z"))).toMatchObject({ hour: 12, weekday: 3 });
});

describe("the instant of a wall clock's time", () => {
  const at = (zone: string, month: number, day: number, hour: number, minute: number) =>
    instantOf(zone, { year: 2026, month, day, hour, minute }).toISOString();

  test("is found on both sides of the change of clocks", () => {
    expect(at("Europe/Berlin", 3, 29, 1, 59)).toBe("2026-03-29T00:59:00.000Z");
    expect(at("Europe/Berlin", 3, 29, 3, 0)).toBe("2026-03-29T01:00:00.000Z");
    expect(at("Europe/Berlin", 10, 25, 9, 0)).toBe("2026-10-25T08:00:00.000Z");
  });

  test("is as much later where the clocks skip it, and the first where they show it twice", () => {
    expect(at("Europe/Berlin", 3, 29, 2, 30)).toBe("2026-03-29T01:30:00.000Z");
    expect(at("Europe/Berlin", 10, 25, 2, 30)).toBe("2026-10-25T00:30:00.000Z");
  });

  test("shows that time again, whatever the zone and the day, but for what is skipped", () => {
    const minutes = fc.integer({ min: Date.UTC(2020, 0) / 60_000, max: Date.UTC(2030, 0) / 60_000 });
    fc.assert(
      fc.property(fc.constantFrom(...zones), minutes, (zone, minute) => {
        const wall = wallTime(zone, new Date(minute * 60_000));
        expect(wallTime(zone, instantOf(zone, wall))).toEqual(wall);
      }),
    );
  });
});

test("days beyond a month's end roll over", () => {
  const wall = { year: 2026, month: 11, day: 32, hour: 7, minute: 0 };
  expect(instantOf("Europe/Berlin", wall).toISOString()).toBe("2026-12-02T06:00:00.000Z");
});
