import { expect, test } from "vitest";
import { ConfigError, FieldError, SourceError, UserError } from "../../src/model/errors.ts";
import { expectInEveryLanguage, given } from "../every-language.ts";

test.each(["rate-limited", "unavailable"] as const)(
  "a network that is %s is spoken of in every language",
  (failure) => {
    const { hint, message } = new SourceError("bluesky", failure, { detail: "no answer" });
    expectInEveryLanguage(hint);
    for (const said of Object.values(hint)) expect(said).toContain("bluesky");
    expect(message).toBe(`bluesky: ${failure} (no answer)`);
  },
);

test("what logs and shells say of a refusal is English", () => {
  const hint = { ...given("Wähle"), en: "Choose one." };
  expect(new UserError(hint).message).toBe("Choose one.");
  expect(new FieldError("tag", hint).hint.de).toBe("Wähle");
  expect(new ConfigError(["PORT is no number"]).message).toContain("  - PORT is no number");
});
