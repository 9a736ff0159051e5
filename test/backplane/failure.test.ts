import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { pauseAfter } from "../../src/backplane/failure.ts";
import { ConfigError, SourceError, UserError } from "../../src/model/errors.ts";
import { told } from "../../src/model/language.ts";

describe("the pause after a failure", () => {
  it("grows to between half and all of the doubled first pause, and never beyond ten minutes", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 30 }), fc.integer({ min: 1, max: 5_000 }), (attempt, firstMs) => {
        const longestMs = Math.min(600_000, firstMs * 2 ** (attempt - 1));
        const pauseMs = pauseAfter(new Error("bug"), attempt, firstMs);
        expect(pauseMs).toBeGreaterThanOrEqual(Math.floor(longestMs / 2));
        expect(pauseMs).toBeLessThanOrEqual(longestMs);
      }),
    );
  });

  it("is as long as the network asks for", () => {
    const slowDown = new SourceError("x", "rate-limited", { retryAfterMs: 900_000 });
    expect(pauseAfter(slowDown, 1, 2_000)).toBe(900_000);
    expect(pauseAfter(new SourceError("x", "unavailable"), 1, 2_000)).toBeLessThanOrEqual(2_000);
  });

  it("never ends where trying again cannot help", () => {
    const hopeless = [
      new SourceError("x", "unauthorized"),
      new SourceError("x", "not-found"),
      new UserError(told(() => "not like this")),
      new ConfigError(["no key"]),
    ];
    expect(hopeless.map((error) => pauseAfter(error, 1, 2_000))).toEqual([-1, -1, -1, -1]);
  });
});
