import { expect, test } from "vitest";
import { muteEnd } from "../../src/actions/mute.ts";

test("until Monday is the coming Monday morning, never today", () => {
  expect(muteEnd("monday", new Date("2026-11-21T09:00:00Z"), "UTC").toISOString()).toBe("2026-11-23T07:00:00.000Z");
  expect(muteEnd("monday", new Date("2026-11-22T23:59:00Z"), "UTC").toISOString()).toBe("2026-11-23T07:00:00.000Z");
  expect(muteEnd("monday", new Date("2026-11-23T03:00:00Z"), "UTC").toISOString()).toBe("2026-11-30T07:00:00.000Z");
});

test("hours are hours, and anything else is refused", () => {
  expect(muteEnd("8h", new Date("2026-11-21T09:00:00Z"), "UTC").toISOString()).toBe("2026-11-21T17:00:00.000Z");
  expect(() => muteEnd("never", new Date("2026-11-21T09:00:00Z"), "UTC")).toThrow();
});
