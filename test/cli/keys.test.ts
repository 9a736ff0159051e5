import { afterAll, beforeAll, expect, test } from "vitest";
import keys from "../../src/cli/keys.ts";
import { ConfigError } from "../../src/model/errors.ts";
import { newKeyText, readKeys } from "../../src/model/secret-keys.ts";
import { openInstallations } from "../../src/store/installations.ts";
import { openSeals } from "../../src/store/seal.ts";
import { type OpenTenants, openTenants } from "../store/open-tenants.ts";
import { sampleInstallation } from "../store/sample-installation.ts";

const [oldKey, newKey] = [newKeyText(), newKeyText()];
const idOf = (key: string) => key.split(":")[0] ?? "";
const storeWith = (text: string) => openInstallations(tenants.database, openSeals(readKeys(text)), tenants.clock);

let tenants: OpenTenants;
beforeAll(async () => {
  tenants = await openTenants([]);
  for (const id of ["slack:TA", "slack:TB"]) await storeWith(oldKey).save(sampleInstallation(id));
});
afterAll(() => tenants.close());

async function run(what: readonly string[], secretKeys?: string) {
  const said = { out: [] as string[], err: [] as string[] };
  const code = await keys.run(what, {
    stdin: (async function* () {})(),
    out: (line) => said.out.push(line),
    err: (line) => said.err.push(line),
    env: { DATABASE_URL: tenants.ownerUrl, ...(secretKeys === undefined ? {} : { SECRET_KEYS: secretKeys }) },
  });
  const all = [...said.out, ...said.err].join("\n");
  for (const key of [oldKey, newKey]) expect(all).not.toContain(key.split(":")[1]);
  expect(all).not.toContain("canary");
  return { code, ...said };
}

test("new prints a line that can be read, another each time, and how to bring it in where keys are set", async () => {
  const [first, second] = [await run(["new"]), await run(["new"], oldKey)];
  expect(readKeys(first.out[0]?.replace(/^SECRET_KEYS=/u, "") ?? "")).toHaveLength(1);
  expect(first).toMatchObject({ code: 0, out: [expect.any(String)], err: [] });
  expect(second.out).not.toEqual(first.out);
  expect(second.err.join()).toContain("keys rotate");
});

test("rotate and check refuse without keys, and say how to make them", async () => {
  await expect(run(["rotate"])).rejects.toThrow("groundswell keys new");
  await expect(run(["check"], "nonsense")).rejects.toThrow(ConfigError);
});

test("a word that is none of the three is answered with them", async () => {
  for (const what of [[], ["toString"], ["new", "old"]])
    expect(await run(what)).toEqual({ code: 1, out: [], err: ["keys takes one word: new, rotate or check."] });
});

test("keys are changed without losing a token: check, rotate, check, and again nothing to do", async () => {
  const both = `${newKey},${oldKey}`;
  expect(await run(["check"], both)).toMatchObject({
    code: 0,
    out: [`${idOf(oldKey)}: 2 installations (an older key: run \`groundswell keys rotate\` before it is taken away)`],
  });
  expect(await run(["rotate"], both)).toEqual({
    code: 0,
    out: ["2 installations sealed anew with the first key; 0 installations had it already."],
    err: ["2 of 2"],
  });
  expect(await run(["check"], newKey)).toMatchObject({
    code: 0,
    out: [`${idOf(newKey)}: 2 installations (the first key)`],
  });
  expect((await run(["rotate"], both)).out).toEqual([
    "0 installations sealed anew with the first key; 2 installations had it already.",
  ]);
  expect((await storeWith(newKey).get("slack:TA"))?.tokens.bot.reveal()).toBe("xoxb-canary-TA");
});

test("what no key opens is named, and is a failure", async () => {
  const check = await run(["check"], oldKey);
  expect(check.code).toBe(1);
  expect(check.err).toEqual([
    "slack:TA: no key that is set opens its tokens.",
    "slack:TB: no key that is set opens its tokens.",
  ]);
  expect((await run(["rotate"], oldKey)).code).toBe(1);
  expect((await run(["check"], newKey)).code).toBe(0);
});
