import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { dayMs, hourMs } from "../../src/model/clock.ts";
import {
  clockTime,
  dateOf,
  lastTurn,
  nextTurn,
  readClockTime,
  type Schedule,
  turnBefore,
  turnsBetween,
} from "../../src/model/schedule.ts";

const zones = ["UTC", ...Intl.supportedValuesOf("timeZone")];

const daily = (zone: string, hour: number, minute = 0): Schedule => ({ every: "day", weekday: 1, hour, minute, zone });

const turnsIn = (schedule: Schedule, from: Date, days: number) => {
  const turns = [];
  let turn = nextTurn(schedule, from);
  while (turn.at.getTime() <= from.getTime() + days * dayMs) {
    turns.push(turn);
    turn = nextTurn(schedule, turn.at);
  }
  return turns;
};

const isoOf = (schedule: Schedule, day: string) => {
  const turn = turnsIn(schedule, new Date(Date.parse(day) - 2 * dayMs), 4).find(({ on }) => on === day);
  return turn?.at.toISOString();
};

describe("on the day on which clocks change", () => {
  test.each([
    // Skipped: the first moment after.
    ["Europe/Berlin", 2, 30, "2026-03-29", "2026-03-29T01:00:00.000Z"],
    ["America/New_York", 2, 15, "2026-03-08", "2026-03-08T07:00:00.000Z"],
    ["Australia/Lord_Howe", 2, 10, "2026-10-04", "2026-10-03T15:30:00.000Z"],
    ["America/Santiago", 0, 30, "2026-09-06", "2026-09-06T04:00:00.000Z"],
    ["Africa/Cairo", 0, 15, "2026-04-24", "2026-04-23T22:00:00.000Z"],
    ["Antarctica/Troll", 1, 30, "2026-03-29", "2026-03-29T01:00:00.000Z"],
    // Shown twice: the first of them.
    ["Europe/Berlin", 2, 30, "2026-10-25", "2026-10-25T00:30:00.000Z"],
    ["America/New_York", 1, 15, "2026-11-01", "2026-11-01T05:15:00.000Z"],
    ["Australia/Lord_Howe", 1, 45, "2026-04-05", "2026-04-04T14:45:00.000Z"],
    ["America/Santiago", 23, 30, "2026-04-04", "2026-04-05T02:30:00.000Z"],
    ["Africa/Cairo", 23, 30, "2026-10-29", "2026-10-29T20:30:00.000Z"],
    // Neither.
    ["Europe/Berlin", 9, 0, "2026-03-28", "2026-03-28T08:00:00.000Z"],
    ["Europe/Berlin", 9, 0, "2026-03-29", "2026-03-29T07:00:00.000Z"],
    ["Europe/Berlin", 9, 0, "2026-10-25", "2026-10-25T08:00:00.000Z"],
  ])("%s at %i:%i on %s comes once, at the right moment", (zone, hour, minute, day, at) => {
    expect(isoOf(daily(zone, hour, minute), day)).toBe(at);
  });
});

test("every local date of 400 days has one turn, at the time that was asked for unless clocks skip it", () => {
  const schedule = fc.record({
    every: fc.constant("day" as const),
    weekday: fc.constant(1),
    hour: fc.integer({ min: 0, max: 23 }),
    minute: fc.integer({ min: 0, max: 59 }),
    zone: fc.constantFrom(...zones),
  });
  const start = fc.integer({ min: Date.UTC(2024, 0), max: Date.UTC(2030, 0) });
  fc.assert(
    fc.property(schedule, start, (wish, startMs) => {
      const from = new Date(startMs);
      const turns = turnsIn(wish, from, 400);
      const firstDay = Date.parse(turns[0]?.on ?? "");
      expect(turns.map(({ on }) => on)).toEqual(
        turns.map((_, i) => new Date(firstDay + i * dayMs).toISOString().slice(0, 10)),
      );
      expect(turns.length).toBeGreaterThanOrEqual(399);
      expect(turns.length).toBeLessThanOrEqual(401);
      for (const { at, on } of turns) {
        expect(dateOf(wish.zone, at)).toBe(on);
        const shown = new Intl.DateTimeFormat("en-GB", {
          timeZone: wish.zone,
          hour: "2-digit",
          minute: "2-digit",
          hourCycle: "h23",
        }).format(at);
        if (shown === clockTime(wish)) continue;
        // What was wished is not to be found on that date at all.
        expect(shown > clockTime(wish)).toBe(true);
        const before = new Date(at.getTime() - 60_000);
        expect(dateOf(wish.zone, before) < on || timeIn(wish.zone, before) < clockTime(wish)).toBe(true);
      }
    }),
    { numRuns: 25 },
  );
}, 120_000);

const timeIn = (zone: string, at: Date) =>
  new Intl.DateTimeFormat("en-GB", { timeZone: zone, hour: "2-digit", minute: "2-digit", hourCycle: "h23" }).format(at);

test("the last turn is the one that the next comes after, whatever the moment, and neither is skipped", () => {
  const wish = fc.record({
    every: fc.constantFrom("day" as const, "week" as const),
    weekday: fc.integer({ min: 1, max: 7 }),
    hour: fc.integer({ min: 0, max: 23 }),
    minute: fc.integer({ min: 0, max: 59 }),
    zone: fc.constantFrom(...zones),
  });
  fc.assert(
    fc.property(wish, fc.integer({ min: Date.UTC(2024, 0), max: Date.UTC(2030, 0) }), (schedule, ms) => {
      const now = new Date(ms);
      const [last, next] = [lastTurn(schedule, now), nextTurn(schedule, now)];
      expect(last.at.getTime()).toBeLessThanOrEqual(ms);
      expect(next.at.getTime()).toBeGreaterThan(ms);
      expect(turnBefore(schedule, next)).toEqual(last);
      expect(turnsBetween(schedule, last.on, next.on)).toBe(1);
      expect(lastTurn(schedule, next.at)).toEqual(next);
    }),
    { numRuns: 200 },
  );
});

test("a weekly one comes on its weekday only", () => {
  const schedule: Schedule = { ...daily("Europe/Berlin", 9), every: "week", weekday: 1 };
  const now = new Date("2026-11-21T12:00:00Z");
  expect(nextTurn(schedule, now)).toEqual({ at: new Date("2026-11-23T08:00:00Z"), on: "2026-11-23" });
  expect(lastTurn(schedule, now)).toEqual({ at: new Date("2026-11-16T08:00:00Z"), on: "2026-11-16" });
});

test("a date that had its turn has no second, though the time is another now", () => {
  const now = new Date("2026-11-21T12:00:00Z");
  const evening = daily("Europe/Berlin", 18);
  expect(nextTurn(evening, now).on).toBe("2026-11-21");
  expect(nextTurn(evening, now, "2026-11-21").on).toBe("2026-11-22");
});

test("a date that a place left out has no turn", () => {
  // Samoa went from 29 to 31 December 2011.
  const turns = turnsIn(daily("Pacific/Apia", 9), new Date("2011-12-28T00:00:00Z"), 4).map(({ on }) => on);
  expect(turns).toEqual(["2011-12-28", "2011-12-29", "2011-12-31", "2012-01-01"]);
});

test("the spring day is an hour shorter from turn to turn, the autumn day an hour longer", () => {
  const schedule = daily("America/New_York", 9);
  const hours = (day: string) => {
    const turn = lastTurn(schedule, new Date(`${day}T20:00:00Z`));
    return (turn.at.getTime() - turnBefore(schedule, turn).at.getTime()) / hourMs;
  };
  expect([hours("2026-03-08"), hours("2026-06-01"), hours("2026-11-01")]).toEqual([23, 24, 25]);
});

test.each([
  ["9", "09:00"],
  ["09:00", "09:00"],
  ["9.30", "09:30"],
  ["17h", "17:00"],
  ["9h05", "09:05"],
  ["9am", "09:00"],
  ["12am", "00:00"],
  ["12:30pm", "12:30"],
  ["9:15 PM", "21:15"],
])("the time %s is read as %s", (typed, time) => {
  const read = readClockTime(typed);
  expect(read && clockTime(read)).toBe(time);
});

test.each(["", "24:00", "9:60", "13pm", "0am", "nine", "9:5", "123"])("“%s” is no time of day", (typed) => {
  expect(readClockTime(typed)).toBeNull();
});
