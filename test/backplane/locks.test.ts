import { afterAll, beforeAll, expect, it } from "vitest";
import type { Backplane } from "../../src/backplane/backplane.ts";
import { eventually } from "../eventually.ts";
import { type Installation, onEveryEngine, promised } from "./engines.ts";

onEveryEngine("locks", ({ install }) => {
  let installation: Installation;
  let one: Backplane<never>;
  let other: Backplane<never>;

  beforeAll(async () => {
    installation = await install();
    [one, other] = [await installation.open(), await installation.open()];
  });
  afterAll(() => installation.close());

  /** Holds `name` until the returned function is called, which resolves when it is free again. */
  async function hold({ locks }: Backplane<never>, name: string) {
    const got = promised<AbortSignal>();
    const free = promised();
    const held = locks.withLock(name, (signal) => {
      got.keep(signal);
      return free.promise;
    });
    return {
      signal: await got.promise,
      release: () => {
        free.keep();
        return held;
      },
    };
  }

  it("are held by one process, and by one holder in it, at a time", async () => {
    const { release } = await hold(one, "stream");
    expect(await other.locks.withLock("stream", async () => "mine")).toBe("taken");
    expect(await one.locks.withLock("stream", async () => "mine")).toBe("taken");
    expect(await other.locks.withLock("another stream", async () => "mine")).toBe("mine");
    await release();
    expect(await other.locks.withLock("stream", async () => "mine")).toBe("mine");
    expect(await one.locks.withLock("stream", async () => "mine")).toBe("mine");
  });

  it("are free again when the holder throws, and tell what it threw", async () => {
    const failing = one.locks.withLock("fold", () => Promise.reject(new Error("broken")));
    await expect(failing).rejects.toThrow("broken");
    expect(await other.locks.withLock("fold", async () => "mine")).toBe("mine");
  });

  it("tell the holder when they are lost, and can be had again", async () => {
    const { signal, release } = await hold(one, "purge");
    await installation.cut();
    await eventually(() => expect(signal.aborted).toBe(true));
    expect(await other.locks.withLock("purge", async () => "mine")).toBe("mine");
    await release();
    expect(await one.locks.withLock("purge", async () => "mine")).toBe("mine");
  });
});
