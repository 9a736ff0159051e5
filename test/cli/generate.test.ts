import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { Ajv } from "ajv";
import { expect, test } from "vitest";
import { parse } from "yaml";
import { generated } from "../../src/cli/generate.ts";
import { commands } from "../../src/commands/index.ts";

const root = join(import.meta.dirname, "../..");

test.each(Object.entries(generated))("%s is as fresh as the registries (npm run generate)", (file, make) => {
  expect(readFileSync(join(root, file), "utf8")).toBe(make());
});

test("the manifest names exactly the commands there are", () => {
  const manifest = parse(readFileSync(join(root, "manifest.yml"), "utf8")) as {
    features: { slash_commands: { command: string }[] };
  };
  expect(manifest.features.slash_commands.map((c) => c.command)).toEqual(commands.map((c) => `/${c.name}`));
});

const schema = join(root, "../shared/specs/slack-manifest.schema.2.0.0.json");

test.skipIf(!existsSync(schema))("the manifest is valid by Slack's own schema (needs ../shared/specs)", () => {
  const validate = new Ajv({ strict: false, allErrors: true }).compile(
    JSON.parse(readFileSync(schema, "utf8")) as object,
  );
  validate(parse(readFileSync(join(root, "manifest.yml"), "utf8")));
  expect(validate.errors ?? []).toEqual([]);
});
