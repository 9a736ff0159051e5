import { describe, expect, test } from "vitest";
import { isCalled } from "../../src/commands/command.ts";
import { readLine, readOptions } from "../../src/commands/grammar.ts";
import { commands } from "../../src/commands/index.ts";
import { choiceName, choiceOf } from "../../src/commands/option.ts";
import { UserError } from "../../src/model/errors.ts";
import { languages } from "../../src/model/language.ts";

/** Slack's own commands, which apps cannot register (slack.com/help/articles/201259356). */
const taken =
  "me status away dnd shrug remind msg feed who collapse expand leave join open search topic mute pro shortcuts".split(
    " ",
  );

/** docs.discord.com/developers/interactions/application-commands#application-command-object-application-command-naming */
const spoken = /^[-_'\p{L}\p{N}]{1,32}$/u;

function expectName(name: string): void {
  expect(name).toMatch(spoken);
  expect(name).toBe(name.toLowerCase().normalize("NFKC"));
}

/** Discord takes 100 characters, Slack's manifest the English ones too. */
function expectDescribed(help: string): void {
  expect(help.length).toBeGreaterThanOrEqual(5);
  expect(help.length).toBeLessThanOrEqual(100);
  expect(help).not.toMatch(/[.。]$/u);
}

test("command names are unique and none is Slack's own", () => {
  const names = commands.map((c) => c.name);
  expect(new Set(names).size).toBe(names.length);
  expect(names.filter((name) => taken.includes(name))).toEqual([]);
});

describe.each(commands.map((c) => [c.name, c] as const))("/%s", (name, command) => {
  test("is named and described within the platforms' limits", () => {
    expect(name).toMatch(/^[a-z]{1,32}$/u);
    for (const [option, { choices = [] }] of Object.entries(command.options)) {
      expect(option).toMatch(/^[a-z-]{1,32}$/u);
      expect(choices.length).toBeLessThanOrEqual(25);
    }
  });

  test.each(languages)("is named and described within the platforms' limits in %s", (language) => {
    expectName(command.names[language]);
    expect(command.names.en).toBe(name);
    expectDescribed(command.help[language]);
    const options = Object.entries(command.options);
    expect(new Set(options.map(([, { names }]) => names[language])).size).toBe(options.length);
    for (const [key, option] of options) {
      expectName(option.names[language]);
      expect(option.names.en).toBe(key);
      expectDescribed(option.help[language]);
      const labels = (option.choices ?? []).map((choice) => choiceName(option, choice, language));
      expect(new Set(labels).size).toBe(labels.length);
      for (const label of labels) expect(label).toMatch(/^.{1,100}$/u);
    }
  });

  test.each(languages)("understands what its choices are called in %s", (language) => {
    for (const option of Object.values(command.options)) {
      for (const choice of option.choices ?? [])
        expect(choiceOf(option, choiceName(option, choice, language))).toBe(choice);
    }
  });

  test("is found by every name it has, and no other command is", () => {
    for (const spoken of Object.values(command.names)) {
      expect(readLine(`/${spoken}`)?.verb).toBe(spoken);
      expect(commands.filter((other) => isCalled(other, spoken))).toEqual([command]);
    }
  });

  test("understands its own examples", () => {
    expect(command.examples.length).toBeGreaterThan(0);
    for (const example of command.examples) {
      const line = readLine(example);
      expect(line?.verb).toBe(name);
      if (name !== "hashtag") readOptions(command, line?.rest ?? "");
    }
  });

  test("refuses what it does not know with a sentence that names it and shows an example", () => {
    try {
      readOptions(command, "colour:blue");
      expect.unreachable();
    } catch (error) {
      expect(error).toBeInstanceOf(UserError);
      for (const hint of Object.values((error as UserError).hint)) {
        expect(hint).toContain("colour:blue");
        expect(hint).toContain(`/${name}`);
      }
    }
  });
});
