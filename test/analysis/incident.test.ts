import { describe, expect, test } from "vitest";
import { type Course, nextPhase, whyLine } from "../../src/analysis/incident.ts";
import { minuteMs } from "../../src/model/clock.ts";

const movedAt = new Date("2026-03-01T10:00:00Z");
const minutesOn = (minutes: number) => new Date(movedAt.getTime() + minutes * minuteMs);
const course = (change: Partial<Course>): Course => ({
  phase: "rising",
  peakCount: 200,
  lastHour: 150,
  expected: 10,
  movedAt,
  at: minutesOn(5),
  ...change,
});

describe("the phase of an incident", () => {
  test.each<[string, Partial<Course>, string]>([
    ["rises while it is young, however few came in the hour", { lastHour: 12 }, "rising"],
    ["is at its peak 20 minutes after the last high", { at: minutesOn(20) }, "peak"],
    ["stays at its peak down to half of the highest hour", { phase: "peak", lastHour: 100 }, "peak"],
    ["cools below half of the highest hour", { phase: "peak", lastHour: 99 }, "cooling"],
    ["goes on cooling when the hour comes back a little", { phase: "cooling", lastHour: 120 }, "cooling"],
    ["rises again at a new high", { phase: "cooling", lastHour: 201 }, "rising"],
    ["is over below 1.5 times the usual", { phase: "cooling", lastHour: 14 }, "over"],
    ["is not over at 1.5 times the usual", { phase: "cooling", lastHour: 15 }, "cooling"],
    ["is over at one post where next to nothing is usual", { phase: "peak", lastHour: 1, expected: 0.01 }, "over"],
    ["is over 3 hours after anything moved", { phase: "peak", at: minutesOn(180) }, "over"],
    ["stays what it was while blind", { phase: "peak", lastHour: null, at: minutesOn(60) }, "peak"],
    ["is over after 3 blind hours", { phase: "peak", lastHour: null, at: minutesOn(180) }, "over"],
    ["stays over at a new high", { phase: "over", lastHour: 500 }, "over"],
  ])("%s", (_, change, phase) => {
    expect(nextPhase(course(change))).toBe(phase);
  });

  test("goes through a whole life in order, without going back", () => {
    let phase = course({}).phase;
    let moved = movedAt;
    const lived = [phase];
    for (let minute = 1; minute < 120; minute++) {
      const next = nextPhase(course({ phase, lastHour: 200 - 2 * minute, movedAt: moved, at: minutesOn(minute) }));
      if (next !== phase) [phase, moved] = [next, minutesOn(minute)];
      if (lived.at(-1) !== phase) lived.push(phase);
    }
    expect(lived).toEqual(["rising", "peak", "cooling", "over"]);
  });
});

test.each<[Parameters<typeof whyLine>[0], string]>([
  [
    { windowMinutes: 60, count: 412, expected: 38.1, returnDays: 12.7 },
    "412 posts in the last hour; usual is 38 → 10.8× (biggest in 12 days)",
  ],
  [
    { windowMinutes: 5, count: 1_234, expected: 3.25, returnDays: 1.6 },
    "1,234 posts in the last 5 minutes; usual is 3.3 → 380× (biggest in 38 hours)",
  ],
  [
    { windowMinutes: 15, count: 9, expected: 0.2, returnDays: 3 },
    "9 posts in the last 15 minutes; usual is under 1 (biggest in 3 days)",
  ],
  [{ windowMinutes: 60, count: 1, expected: 0, returnDays: 0 }, "1 post in the last hour; usual is under 1"],
  [
    { windowMinutes: 60, count: 49, expected: 1, returnDays: null },
    "49 posts in the last hour; usual is 1 → 49× (still learning what is usual)",
  ],
])("the line of why: %j", (sighting, line) => {
  expect(whyLine(sighting, "rising", "en")).toBe(line);
});

test.each([
  ["de", "412 Beiträge in 15 Minuten am Höhepunkt; üblich sind 3,3 → 127× (höchster Wert seit 38 Stunden)"],
  ["fr", "412 publications en 15 minutes au plus fort ; d’habitude 3,3 → 127× (record depuis 38 heures)"],
  ["es", "412 publicaciones en 15 minutos en su punto máximo; lo habitual es 3,3 → 127× (lo más alto en 38 horas)"],
  ["pt", "412 publicações em 15 minutos no auge; o normal é 3,3 → 127× (o maior em 38 horas)"],
  ["ja", "ピーク時の15分に投稿412件、通常は 3.3 → 127×（38時間で最大）"],
] as const)("the line of why, in %s", (language, line) => {
  const sighting = { windowMinutes: 15, count: 412, expected: 3.25, returnDays: 1.6 } as const;
  expect(whyLine(sighting, "peak", language)).toBe(line);
});
