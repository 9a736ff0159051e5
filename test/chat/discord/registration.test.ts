import { PermissionFlagsBits as may } from "discord.js";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type DiscordCommand, register, registrationOf } from "../../../src/chat/discord/registration.ts";
import type { DiscordRest, RestRequest } from "../../../src/chat/discord/rest.ts";
import { registeredCommands } from "../../../src/cli/declared.ts";
import { inEvery } from "../../../src/model/language.ts";
import { type Json, listOf, textOf } from "../../discord/json.ts";
import { type FakeDiscord, openDiscord } from "../../discord/server.ts";
import { toJson } from "./accepted.ts";
import { askedOf, restOn } from "./loopback.ts";

const everywhere = { integrationTypes: [0, 1], isOneServer: false };
const registered = registrationOf(registeredCommands(), everywhere);
const commands: readonly Json[] = registered.map(toJson);
const named = commands.map((command) => [textOf(command["name"]), command] as const);
const optionsIn = (command: Json) => listOf(command["options"]);
const choicesIn = (command: Json) => optionsIn(command).flatMap((option) => listOf(option["choices"]));

describe("Discord takes", () => {
  let discord: FakeDiscord;
  beforeAll(async () => {
    discord = await openDiscord();
  });
  afterAll(() => discord.close());

  test.each(named)("the command %s", async (_name, body) => {
    const path = `/applications/${discord.app.id}/commands` as const;
    await expect(restOn(discord).call({ method: "POST", path, body })).resolves.toMatchObject({ name: body["name"] });
  });

  test("all of them at once, and they are not sent again", async () => {
    const list = { applicationId: discord.app.id, guildId: null, commands: registered };
    expect(await register(restOn(discord), { ...list, commands: registered.slice(1) })).toBe(true);
    expect(await register(restOn(discord), list)).toBe(true);
    expect(discord.commands().map(({ name }) => name)).toEqual(commands.map(({ name }) => name));
    expect(await register(restOn(discord), list)).toBe(false);
    expect(askedOf(discord, "PUT", /commands/u)).toHaveLength(2);
  });
});

describe("in every language", () => {
  const locales = ["de", "es-419", "es-ES", "fr", "ja", "pt-BR"];
  /** docs.discord.com/developers/interactions/application-commands#application-command-object-application-command-naming */
  const nameOf = /^[-_'\p{L}\p{N}\p{sc=Deva}\p{sc=Thai}]{1,32}$/u;
  const saidIn = (one: Json, field: string): readonly string[] => {
    const told = toJson(one[`${field}_localizations`]);
    expect(Object.keys(told).toSorted(), `${textOf(one["name"])}: ${field}`).toEqual(locales);
    return [textOf(one[field]), ...Object.values(told).map(textOf)];
  };
  const typed = named.filter(([, { type }]) => type === 1);

  test.each(typed)("%s and its options have names that can be typed", (_name, command) => {
    for (const name of [command, ...optionsIn(command)].flatMap((one) => saidIn(one, "name"))) {
      expect(name).toMatch(nameOf);
      expect(name).toBe(name.toLowerCase());
    }
  });

  test.each(typed)("%s and its options say what they do, in up to 100 characters", (_name, command) => {
    for (const words of [command, ...optionsIn(command)].flatMap((one) => saidIn(one, "description"))) {
      expect(words.length).toBeGreaterThan(0);
      expect(words.length).toBeLessThanOrEqual(100);
    }
  });

  test.each(typed)("what is offered in %s has a name, and stands for the same", (_name, command) => {
    for (const choice of choicesIn(command)) {
      for (const words of saidIn(choice, "name")) expect(words.length).toBeLessThanOrEqual(100);
      expect(textOf(choice["value"])).not.toBe("");
    }
  });

  test("no two commands have one name, nor two options of a command", () => {
    const isUnique = (list: readonly Json[]) =>
      ["en", ...locales].every((locale) => {
        const names = list.map((one) => toJson(one["name_localizations"])[locale] ?? one["name"]);
        return new Set(names).size === names.length;
      });
    expect(isUnique(commands)).toBe(true);
    for (const [name, command] of named) expect(isUnique(optionsIn(command)), name).toBe(true);
  });

  test("what is done with a message is offered in words", () => {
    const [menu, ...others] = commands.filter(({ type }) => type === 3);
    expect(others).toEqual([]);
    expect(saidIn(menu ?? {}, "name").every((words) => words.length > 0 && words.length <= 32)).toBe(true);
    expect(menu?.["description"]).toBeUndefined();
  });
});

const same = (text: string) => inEvery({ en: text, de: text, fr: text, es: text, pt: text, ja: text });
const option = (name: string, required: boolean): DiscordCommand["options"][number] => ({
  name,
  names: same(name),
  help: same("Which"),
  required,
  choices: [],
  suggests: false,
});
const chart: DiscordCommand = {
  name: "chart",
  names: same("chart"),
  help: same("Draws"),
  isWriting: false,
  options: [
    { ...option("kind", false), choices: ["line", "bar"].map((value) => ({ value, names: same(value) })) },
    { ...option("tag", true), suggests: true },
    option("period", false),
  ],
};

describe("an option", () => {
  const [told] = registrationOf([chart], everywhere).map(toJson);

  test("that is required comes first, the others stay in their order", () => {
    expect(optionsIn(told ?? {}).map(({ name, required }) => [name, required])).toEqual([
      ["tag", true],
      ["kind", false],
      ["period", false],
    ]);
  });

  test("suggests only where nothing fixed is offered", () => {
    const [tag, kind] = optionsIn(told ?? {});
    expect([tag?.["autocomplete"], tag?.["choices"]]).toEqual([true, undefined]);
    const both = registrationOf([{ ...chart, options: [{ ...option("kind", true), suggests: true }] }], everywhere).map(
      toJson,
    );
    expect(optionsIn(both[0] ?? {})[0]?.["autocomplete"]).toBe(true);
    expect(listOf(kind?.["choices"]).map(({ value }) => value)).toEqual(["line", "bar"]);
    expect(kind?.["autocomplete"]).toBeUndefined();
  });
});

test("what changes a channel is offered to who may manage it, all else to everybody", () => {
  const needed = Object.fromEntries(commands.map((one) => [one["name"], one["default_member_permissions"]]));
  const manage = may.ManageChannels.toString();
  expect(needed).toMatchObject({ track: manage, untrack: manage, chart: null, tags: null, hashtag: null });
  const writing = registeredCommands().filter(({ isWriting }) => isWriting);
  for (const { name } of writing) expect(needed[name], name).toBe(manage);
  expect(Object.values(needed).filter((one) => one !== null)).toHaveLength(writing.length);
});

describe("what is registered already", () => {
  const told = registrationOf([chart, { ...chart, name: "track", isWriting: true }], everywhere);
  /** As Discord gives it back. */
  const kept = told.map(toJson).map((command, n) => ({
    version: `${n}`,
    id: `5${n}`,
    application_id: "9",
    guild_id: "1",
    dm_permission: true,
    nsfw: false,
    description: "",
    ...command,
    name_localized: "x",
  }));

  async function puts(there: unknown): Promise<number> {
    const asked: RestRequest[] = [];
    const rest: DiscordRest = {
      async call(request) {
        asked.push(request);
        return request.method === "GET" ? there : [];
      },
    };
    const isNew = await register(rest, { applicationId: "9", guildId: null, commands: told });
    // Without it Discord leaves the translations out.
    expect(asked[0]).toMatchObject({ method: "GET", query: { with_localizations: "true" } });
    const sent = asked.filter(({ method }) => method === "PUT");
    for (const { body } of sent) expect(body).toBe(told);
    expect(isNew).toBe(sent.length > 0);
    return sent.length;
  }
  const turned = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(turned);
    if (typeof value !== "object" || value === null) return value;
    return Object.fromEntries(
      Object.entries(value)
        .map(([key, one]) => [key, turned(one)])
        .toReversed(),
    );
  };
  const [first, second] = kept;
  const options = optionsIn(first ?? {});

  test.each([
    ["with what Discord adds to it", kept],
    ["in another order", kept.toReversed()],
    ["with its fields in another order", turned(kept)],
    ["with what is false left out", JSON.parse(JSON.stringify(kept).replaceAll('"required":false,', ""))],
    ["with what is empty said", kept.map((one) => ({ ...one, default_permission: null, description_localized: "x" }))],
  ])("is not sent again: %s", async (_how, there) => {
    expect(await puts(there)).toBe(0);
  });

  test.each([
    ["nothing", []],
    ["something that is no list", { message: "?" }],
    ["a command too few", [first]],
    ["a command too many", [...kept, { ...first, name: "old" }]],
    ["another help", [{ ...first, description: "Paints" }, second]],
    ["another translation", [{ ...first, name_localizations: { de: "diagramm" } }, second]],
    ["options in another order", [{ ...first, options: options.toReversed() }, second]],
    ["an option less", [{ ...first, options: options.slice(1) }, second]],
    ["an option that is required no more", [{ ...first, options: [{ ...options[0], required: false }] }, second]],
    ["other rights", [first, { ...second, default_member_permissions: null }]],
    ["other places", [{ ...first, contexts: [0] }, second]],
  ])("is sent again where there is %s", async (_what, there) => {
    expect(await puts(there)).toBe(1);
  });
});
