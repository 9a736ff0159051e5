import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Readable } from "node:stream";
import { parseEnv } from "node:util";
import { afterAll, beforeEach, describe, expect, test } from "vitest";
import { setUpSlack } from "../../src/cli/setup-slack.ts";
import { ShellError } from "../../src/cli/shell-error.ts";
import { readKeys } from "../../src/model/secret-keys.ts";
import { ownKeys } from "../../src/store/own-keys.ts";

const folders = mkdtempSync(join(tmpdir(), "groundswell-setup-"));
afterAll(() => rmSync(folders, { recursive: true, force: true }));

let folder: string;
let path: string;
beforeEach(() => {
  folder = mkdtempSync(join(folders, "one-"));
  path = join(folder, ".env");
});

const appToken = `xapp-1-A0123-${"4".repeat(12)}-canary`;
const botToken = `xoxb-${"1".repeat(12)}-${"2".repeat(12)}-canary`;
const hex = (digit: string) => digit.repeat(32);

async function run(
  args: string,
  { typed, env = {} }: { typed?: readonly string[]; env?: Record<string, string> } = {},
) {
  const said = { out: [] as string[], err: [] as string[] };
  const stdin = Object.assign(Readable.from(typed?.map((line) => `${line}\n`) ?? []), { isTTY: typed !== undefined });
  const io = {
    stdin,
    out: (line: string) => said.out.push(line),
    err: (line: string) => said.err.push(line),
    env: { DATA_DIR: join(folder, "data"), ...env },
  };
  const words = args.split(" ").filter((word) => word !== "");
  await setUpSlack(words.slice(1), io, path);
  return { out: said.out.join("\n"), err: said.err.join("\n"), stdin };
}
const values = () => parseEnv(readFileSync(path, "utf8"));
const manifestIn = (out: string) => {
  const link = /https:\/\/api\.slack\.com\/\S+/u.exec(out)?.[0] ?? "";
  return JSON.parse(new URL(link).searchParams.get("manifest_json") ?? "") as {
    settings: { socket_mode_enabled: boolean };
  };
};

describe("where nobody is at the terminal", () => {
  test("a fresh .env gets keys and is its owner's alone; the link and what is missing are told", async () => {
    const { out, err } = await run("slack");
    expect(readKeys(values()["SECRET_KEYS"] ?? "")).toHaveLength(1);
    expect(Object.keys(values())).toEqual(["SECRET_KEYS"]);
    expect(statSync(path).mode & 0o777).toBe(0o600);
    expect(readdirSync(folder)).toEqual([".env"]);
    expect(manifestIn(out).settings.socket_mode_enabled).toBe(true);
    expect(out).toContain(`Still missing in ${path}: SLACK_APP_TOKEN, SLACK_BOT_TOKEN`);
    expect(out + err).not.toContain(values()["SECRET_KEYS"]?.split(":")[1]);
  });

  test("what stands in .env stays, to the letter, and a second time changes nothing", async () => {
    const before = `# mine\nPORT=4000 # port\n\nSECRET_KEYS=a:${Buffer.alloc(32).toString("base64")}\nexport X='1 2'`;
    writeFileSync(path, before, { mode: 0o644 });
    await run("slack");
    expect(readFileSync(path, "utf8")).toBe(before);
    expect(statSync(path).mode & 0o777).toBe(0o600);
    await run("slack --public-url https://a.example");
    expect(readFileSync(path, "utf8")).toBe(`${before}\nPUBLIC_URL=https://a.example\n`);
    await run("slack --http");
    expect(readFileSync(path, "utf8")).toBe(`${before}\nPUBLIC_URL=https://a.example\n`);
  });

  test("keys that the environment sets are not made a second time", async () => {
    await run("slack", { env: { SECRET_KEYS: `a:${Buffer.alloc(32).toString("base64")}` } });
    expect(readFileSync(path, "utf8")).toBe("");
  });

  test("a key that has sealed before goes on", async () => {
    const own = await ownKeys(join(folder, "data"));
    expect((await run("slack")).out).toContain(`SECRET_KEYS was copied from ${join(folder, "data", "secret-keys")}`);
    expect(readKeys(values()["SECRET_KEYS"] ?? "")).toEqual(own);
  });

  test("over HTTP the public address is kept, and one that changes is told", async () => {
    const { out } = await run("slack --public-url https://Groundswell.example/");
    expect(values()["PUBLIC_URL"]).toBe("https://groundswell.example");
    expect(manifestIn(out).settings.socket_mode_enabled).toBe(false);
    expect(out).toContain("https://groundswell.example/slack/install");
    expect(out).toContain("SLACK_CLIENT_ID, SLACK_CLIENT_SECRET, SLACK_SIGNING_SECRET");
    const changed = await run("slack --http --public-url https://other.example");
    expect(changed.out).toContain("PUBLIC_URL was https://groundswell.example, and is now https://other.example.");
  });

  test.each([
    ["slack --http", "--public-url https://"],
    ["slack --socket --http", "goes with neither"],
    ["slack --socket --public-url https://a.example", "goes with neither"],
    ["slack --public-url http://a.example", "must look like https://"],
    ["slack --public-url https://a.example/path", "must look like https://"],
    ["slack --public-url nonsense", "must look like https://"],
    ["slack --loud", "Usage: setup slack"],
  ])("“setup %s” is refused, and nothing is written", async (args, hint) => {
    const refusal = await run(args).catch((error: unknown) => error);
    expect(refusal).toBeInstanceOf(ShellError);
    expect((refusal as ShellError).message).toContain(hint);
    expect(readdirSync(folder)).toEqual([]);
  });
});

describe("at a terminal", () => {
  test("tokens are asked for until they look right, and stored; none is printed", async () => {
    const { out, err, stdin } = await run("slack", {
      typed: [botToken, `  ${appToken}\r`, "xoxb-short", botToken, "unread"],
    });
    expect(values()).toMatchObject({ SLACK_APP_TOKEN: appToken, SLACK_BOT_TOKEN: botToken });
    expect(err.match(/does not look like/gu)).toHaveLength(2);
    expect(out).not.toContain("Still missing");
    expect(out + err).not.toContain("canary");
    expect(stdin.destroyed).toBe(true);
  });

  test("Enter keeps what is set or leaves it for later; what is typed replaces it, and that is said", async () => {
    writeFileSync(path, `SLACK_APP_TOKEN=${appToken}\nSLACK_BOT_TOKEN=old\n# end\n`);
    const { out } = await run("slack", { typed: ["", botToken] });
    expect(out).toContain("SLACK_APP_TOKEN (set already; press Enter to keep it)");
    expect(out).toContain("SLACK_BOT_TOKEN was replaced.");
    expect(readFileSync(path, "utf8")).toMatch(`SLACK_APP_TOKEN=${appToken}\nSLACK_BOT_TOKEN=${botToken}\n# end\n`);
    const later = await run("slack --public-url https://a.example", { typed: ["1.2", ""] });
    expect(values()).toMatchObject({ SLACK_CLIENT_ID: "1.2" });
    expect(later.out).toContain("Still missing in");
  });

  test("over HTTP the three credentials of the app are asked for", async () => {
    const typed = ["123.456", hex("a"), hex("b")];
    await run("slack --http", { typed, env: { PUBLIC_URL: "https://a.example" } });
    expect(values()).toMatchObject({
      PUBLIC_URL: "https://a.example",
      SLACK_CLIENT_ID: "123.456",
      SLACK_CLIENT_SECRET: hex("a"),
      SLACK_SIGNING_SECRET: hex("b"),
    });
  });
});
