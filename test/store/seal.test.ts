import { randomBytes } from "node:crypto";
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { inspect } from "node:util";
import fc from "fast-check";
import { afterAll, describe, expect, test } from "vitest";
import { ConfigError } from "../../src/model/errors.ts";
import { secret } from "../../src/model/secret.ts";
import { keyProblems, newKeyText, readKeys } from "../../src/model/secret-keys.ts";
import { keysFor, ownKeys, ownKeysFile } from "../../src/store/own-keys.ts";
import { openSeals } from "../../src/store/seal.ts";

const folder = mkdtempSync(join(tmpdir(), "groundswell-seal-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const [oldKey, newKey] = [newKeyText(), newKeyText()];
const seals = openSeals(readKeys(oldKey));
const problemsOf = (work: () => unknown): readonly string[] => {
  try {
    work();
  } catch (error) {
    if (error instanceof ConfigError) return error.problems;
    throw error;
  }
  return [];
};

describe("what is sealed", () => {
  test("opens as what it was, and never prints", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme" }), (text) => {
        expect(seals.open(seals.seal(text, "slack:TA|tokens"), "slack:TA|tokens").reveal()).toBe(text);
      }),
      { numRuns: 50 },
    );
    const opened = seals.open(seals.seal("xoxb-canary", "slack:TA|tokens"), "slack:TA|tokens");
    expect(`${opened} ${JSON.stringify({ opened })} ${inspect(opened)}`).not.toContain("canary");
  });

  test("is never the same twice, and says under which key it is", () => {
    const [first, second] = [seals.seal("x", "slack:TA|tokens"), seals.seal("x", "slack:TA|tokens")];
    expect(first).not.toBe(second);
    expect(first).toMatch(new RegExp(`^v1\\.${oldKey.split(":")[0]}\\.[\\w-]{16}\\.[\\w-]{22}\\.[\\w-]+$`, "u"));
  });

  test("opens neither as another tenant's nor as anything else of its own", () => {
    const sealed = seals.seal("xoxb-1", "slack:TA|tokens");
    for (const bound of ["slack:TB|tokens", "slack:TA|password", "slack:TA|", "|tokens"] as const)
      expect(() => seals.open(sealed, bound)).toThrow(/another tenant/u);
  });

  test("does not open once any part of it was altered, cut or put together from two", () => {
    const sealed = seals.seal("xoxb-1", "slack:TA|tokens");
    const other = seals.seal("xoxb-2", "slack:TA|tokens").split(".");
    const parts = sealed.split(".");
    for (const at of [2, 3, 4]) {
      const mixed = parts.with(at, other[at] ?? "").join(".");
      expect(() => seals.open(mixed, "slack:TA|tokens")).toThrow(/altered/u);
    }
    for (const bad of ["", "xoxb-1", sealed.slice(0, 30), `v2${sealed.slice(2)}`, parts.with(3, "AAAA").join(".")])
      expect(() => seals.open(bad, "slack:TA|tokens")).toThrow(/no sealed text/u);
  });

  test("opens with an older key behind the first, which seals", () => {
    const sealed = seals.seal("xoxb-1", "slack:TA|tokens");
    const both = openSeals(readKeys(`${newKey},${oldKey}`));
    expect(both.open(sealed, "slack:TA|tokens").reveal()).toBe("xoxb-1");
    expect([both.isCurrent(sealed), both.isCurrent(both.seal("y", "slack:TA|tokens"))]).toEqual([false, true]);
    const missing = problemsOf(() => openSeals(readKeys(newKey)).open(sealed, "slack:TA|tokens"));
    expect(missing.join()).toContain(`the key ${oldKey.split(":")[0]}, which SECRET_KEYS does not hold`);
  });
});

describe("SECRET_KEYS", () => {
  const good = randomBytes(32).toString("base64");

  test("are read in their order, with spaces and line ends forgiven", () => {
    expect(readKeys(` a:${good} ,\n b2:${good},`).map(({ id, bytes }) => [id, bytes.length])).toEqual([
      ["a", 32],
      ["b2", 32],
    ]);
  });

  test("say every problem at once", () => {
    const short = randomBytes(16).toString("base64");
    const problems = problemsOf(() => readKeys(`a:${good},a:${good},${good},Big!:${short},c:*${good.slice(1)},d:`));
    expect(problems).toEqual([
      "SECRET_KEYS key 3 has no name: write name:key, as `groundswell keys new` prints it",
      "SECRET_KEYS key 4 needs a name of 1 to 16 lower-case letters and digits before its colon",
      "SECRET_KEYS key 4 has 16 bytes instead of 32",
      "SECRET_KEYS key 5 is not base64",
      "SECRET_KEYS key 6 is not base64",
      "SECRET_KEYS names two keys a: give each its own name",
    ]);
    expect(problemsOf(() => readKeys(" , "))).toEqual([
      "SECRET_KEYS holds no key: make one with `groundswell keys new`",
    ]);
  });

  test("never show anything of a key in a problem, wherever it was written", () => {
    fc.assert(
      fc.property(
        fc.constantFrom(":", "", "::", " ", ";", "a:a:"),
        fc.uint8Array({ minLength: 24, maxLength: 40 }),
        (between, bytes) => {
          const key = Buffer.from(bytes).toString("base64");
          for (const text of [`a${between}${key}`, `${key}${between}a`, `${key}`])
            expect(keyProblems(text).join()).not.toContain(key.slice(0, 8));
        },
      ),
    );
  });
});

describe("an installation that keeps to its own folder", () => {
  const config = { secretKeys: null, databaseUrl: null };

  test("makes its key at first need, the same for all who need it at once, for nobody else to read", async () => {
    const dataDir = join(folder, "own");
    const made = await Promise.all(Array.from({ length: 64 }, () => ownKeys(dataDir)));
    expect(new Set(made.map(([{ bytes }]) => bytes.toString("hex"))).size).toBe(1);
    expect(statSync(ownKeysFile(dataDir)).mode & 0o777).toBe(0o600);
    expect(await keysFor({ ...config, dataDir })).toEqual(made[0]);
  });

  test("still opens with that key once SECRET_KEYS is set", async () => {
    const dataDir = join(folder, "own");
    const [own] = await ownKeys(dataDir);
    const keys = await keysFor({ ...config, secretKeys: secret(newKey), dataDir });
    expect(keys.map(({ id }) => id)).toEqual([newKey.split(":")[0], own.id]);
    expect(
      await keysFor({ ...config, secretKeys: secret(readFileSync(ownKeysFile(dataDir), "utf8")), dataDir }),
    ).toHaveLength(1);
  });

  test("says which file is damaged, and makes no other key in its place", async () => {
    const dataDir = mkdtempSync(join(folder, "damaged-"));
    writeFileSync(ownKeysFile(dataDir), "a:nonsense\n");
    await expect(ownKeys(dataDir)).rejects.toThrow(ownKeysFile(dataDir));
    expect(readFileSync(ownKeysFile(dataDir), "utf8")).toBe("a:nonsense\n");
  });

  test("with a database of its own it must be given keys, and none is made", async () => {
    const dataDir = join(folder, "none");
    const refusal = keysFor({ secretKeys: null, databaseUrl: secret("postgres://x"), dataDir });
    await expect(refusal).rejects.toThrow(ConfigError);
    await expect(refusal).rejects.toThrow("groundswell keys new");
    expect(() => statSync(dataDir)).toThrow();
  });
});
