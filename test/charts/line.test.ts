import { expect, it } from "vitest";
import { openLine } from "../../src/charts/line.ts";

const work = (name: string) => ({ name });
const long = 60_000;

it("hands out work in the order it came, and to a hand that waits at once", async () => {
  const line = openLine<{ name: string }>(long);
  line.add(work("first"));
  line.add(work("second"));
  expect(await line.next(true)).toEqual(work("first"));
  expect(await line.next(true)).toEqual(work("second"));
  const waiting = line.next(true);
  line.add(work("third"));
  expect(await waiting).toEqual(work("third"));
});

it("calls the hand that worked last, and a cold one only where no warm one waits", async () => {
  const line = openLine<{ name: string }>(long);
  const calls: string[] = [];
  const wait = async (hand: string, isWarm: boolean) => {
    await line.next(isWarm);
    calls.push(hand);
  };
  const all = [wait("cold", false), wait("warm", true), wait("colder", false), wait("warmest", true)];
  for (let n = 0; n < all.length; n++) {
    line.add(work("any"));
    await expect.poll(() => calls.length).toBe(n + 1);
  }
  expect(calls).toEqual(["warmest", "warm", "cold", "colder"]);
});

it("lets a warm hand without work rest, and a cold one wait on", async () => {
  const line = openLine<{ name: string }>(1);
  let isColdCalled = false;
  const cold = line.next(false).finally(() => {
    isColdCalled = true;
  });
  expect(await line.next(true)).toBe("idle");
  expect(isColdCalled).toBe(false);
  line.add(work("late"));
  expect(await cold).toEqual(work("late"));
});

it("hands out what was in the line when it closed, then says so to everybody", async () => {
  const line = openLine<{ name: string }>(long);
  const waiting = [line.next(true), line.next(false)];
  line.add(work("last"));
  line.close();
  expect(line.isClosed()).toBe(true);
  expect((await Promise.all(waiting)).filter((got) => got !== "closed")).toEqual([work("last")]);
  expect(await line.next(true)).toBe("closed");
});
