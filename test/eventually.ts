import { vi } from "vitest";

/** Looks again and again until the check holds: as long as a busy machine may need, and no longer than it takes. */
export const eventually = <T>(check: () => T | Promise<T>): Promise<T> =>
  vi.waitFor(check, { timeout: 30_000, interval: 20 });
