import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Readable } from "node:stream";
import { parseEnv } from "node:util";
import { PermissionFlagsBits as may } from "discord.js";
import { afterAll, afterEach, beforeEach, describe, expect, test } from "vitest";
import setup from "../../src/cli/setup.ts";
import { setUpDiscord } from "../../src/cli/setup-discord.ts";
import { commands } from "../../src/commands/index.ts";
import { harbor } from "../discord/options.ts";
import { type FakeDiscord, openDiscord } from "../discord/server.ts";

const folders = mkdtempSync(join(tmpdir(), "groundswell-setup-discord-"));
afterAll(() => rmSync(folders, { recursive: true, force: true }));

let discord: FakeDiscord;
let path: string;
beforeEach(async () => {
  discord = await openDiscord();
  path = join(mkdtempSync(join(folders, "one-")), ".env");
});
afterEach(() => discord.close());

async function run(args: string, typed?: readonly string[]) {
  const said: string[] = [];
  const stdin = Object.assign(Readable.from(typed?.map((line) => `${line}\n`) ?? []), { isTTY: typed !== undefined });
  const say = (line: string) => said.push(line);
  await setUpDiscord(
    args.split(" ").filter(Boolean),
    { stdin, out: say, err: say, env: { DISCORD_API_URL: discord.api } },
    path,
  );
  return said.join("\n");
}
const values = () => parseEnv(readFileSync(path, "utf8"));
const links = (said: string) =>
  [...said.matchAll(/https:\/\/discord\.com\/oauth2\S+/gu)].map(([link]) => new URL(link));

test("where nobody is at the terminal, it says what to do and what is missing, and asks Discord nothing", async () => {
  const said = await run("");
  expect(said).toContain("Still missing in");
  expect(said).toContain("DISCORD_BOT_TOKEN");
  expect(discord.asked).toEqual([]);
});

describe("with the bot's token", () => {
  test("the commands are registered, once, and the invitation asks for what is needed and nothing else", async () => {
    const said = await run("", [discord.app.token]);
    expect(values()["DISCORD_BOT_TOKEN"]).toBe(discord.app.token);
    expect(said.replaceAll(path, "")).not.toContain(discord.app.token);
    expect(discord.commands()).toHaveLength(commands.length + 1);
    const [server, personal] = links(said);
    expect(server?.searchParams.get("client_id")).toBe(discord.app.id);
    expect(BigInt(server?.searchParams.get("permissions") ?? "0")).toBe(
      may.ViewChannel | may.SendMessages | may.AttachFiles | may.CreatePublicThreads | may.SendMessagesInThreads,
    );
    expect(personal?.searchParams.get("integration_type")).toBe("1");
    expect(await run("")).toContain("registered already");
    expect(discord.asked.filter(({ method }) => method === "PUT")).toHaveLength(1);
  });

  test("for development they stand in one server only", async () => {
    await run(`--guild ${harbor.guild}`, [discord.app.token]);
    expect(discord.commands(harbor.guild)).toHaveLength(commands.length + 1);
    expect(discord.commands()).toEqual([]);
    expect(values()["DISCORD_GUILD_ID"]).toBe(harbor.guild);
  });

  test("a public address brings the addresses to enter, and what else is needed for it", async () => {
    const said = await run("--public-url https://swell.example --http", [
      discord.app.token,
      "s".repeat(32),
      "a".repeat(64),
    ]);
    expect(said).toContain("https://swell.example/discord/oauth_redirect");
    expect(said).toContain("https://swell.example/discord/interactions");
    expect(said).toContain("https://swell.example/discord/install");
    expect(values()).toMatchObject({
      PUBLIC_URL: "https://swell.example",
      DISCORD_CLIENT_SECRET: "s".repeat(32),
      DISCORD_PUBLIC_KEY: "a".repeat(64),
    });
  });

  test("one that Discord does not take is said, and what was pasted stays", async () => {
    const wrong = `${"x".repeat(24)}.GaBcDe.${"y".repeat(30)}`;
    await expect(run("", [wrong])).rejects.toThrow(/Discord did not take that/u);
    expect(values()["DISCORD_BOT_TOKEN"]).toBe(wrong);
  });
});

test("what stands in .env stays, to the letter", async () => {
  writeFileSync(path, "# mine\nPORT=4000 # port\n");
  await run("", [discord.app.token]);
  expect(readFileSync(path, "utf8")).toBe(`# mine\nPORT=4000 # port\nDISCORD_BOT_TOKEN=${discord.app.token}\n`);
});

test.each([
  ["--http", "--public-url https://"],
  ["--guild harbor", "a server's id"],
  ["--public-url http://swell.example", "must look like https://"],
  ["--loud", "Usage: setup discord"],
])("%s is refused, and nothing is written", async (args, words) => {
  await expect(run(args)).rejects.toThrow(words);
  expect(() => values()).toThrow();
});

test("what is to be set up must be said", async () => {
  const err: string[] = [];
  const io = { stdin: Readable.from([]), out() {}, err: (line: string) => err.push(line), env: {} };
  expect(await setup.run(["teams"], io)).toBe(1);
  expect(err.join()).toMatch(/setup slack.*setup discord/u);
});
