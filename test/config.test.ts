import { inspect } from "node:util";
import { expect, test } from "vitest";
import { readConfig } from "../src/config.ts";
import { ConfigError } from "../src/model/errors.ts";

test("nothing needs to be set", () => {
  const config = readConfig({});
  expect(config.port).toBe(3000);
  expect(config.dataDir.endsWith(".data")).toBe(true);
  expect(config.databaseUrl).toBeNull();
});

test("an empty value is a value left out", () => {
  expect(readConfig({ PORT: "", DATABASE_URL: " " }).port).toBe(3000);
});

test("every problem is told at once, each with its name", () => {
  try {
    readConfig({ PORT: "http", DATABASE_URL: "mysql://x", SIMULATOR_PATTERN: "odd" });
    expect.unreachable();
  } catch (error) {
    expect(error).toBeInstanceOf(ConfigError);
    expect((error as ConfigError).problems).toHaveLength(3);
    for (const name of ["PORT", "DATABASE_URL", "SIMULATOR_PATTERN"])
      expect((error as ConfigError).message).toContain(name);
  }
});

test("a secret never prints", () => {
  const { databaseUrl } = readConfig({ DATABASE_URL: "postgres://user:hunter2@host/db" });
  const shown = `${databaseUrl} ${JSON.stringify({ databaseUrl })} ${inspect(databaseUrl)} ${inspect({ deep: { databaseUrl } })}`;
  expect(shown).not.toContain("hunter2");
  expect(databaseUrl?.reveal()).toContain("hunter2");
});
