import { describe, expect, test } from "vitest";
import { readLine, readOptions } from "../../src/commands/grammar.ts";
import { commands } from "../../src/commands/index.ts";
import { UserError } from "../../src/model/errors.ts";

/** Slack's own commands, which apps cannot register (slack.com/help/articles/201259356). */
const taken =
  "me status away dnd shrug remind msg feed who collapse expand leave join open search topic mute pro shortcuts".split(
    " ",
  );

test("command names are unique and none is Slack's own", () => {
  const names = commands.map((c) => c.name);
  expect(new Set(names).size).toBe(names.length);
  expect(names.filter((name) => taken.includes(name))).toEqual([]);
});

describe.each(commands.map((c) => [c.name, c] as const))("/%s", (name, command) => {
  test("is named and described within the platforms' limits", () => {
    expect(name).toMatch(/^[a-z]{1,32}$/u);
    expect(command.help.length).toBeGreaterThan(10);
    expect(command.help.length).toBeLessThanOrEqual(100);
    expect(command.help.endsWith(".")).toBe(false);
    for (const [option, { help, choices = [] }] of Object.entries(command.options)) {
      expect(option).toMatch(/^[a-z-]{1,32}$/u);
      expect(help.length).toBeLessThanOrEqual(100);
      expect(choices.length).toBeLessThanOrEqual(25);
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
      expect((error as UserError).hint).toContain("colour:blue");
      expect((error as UserError).hint).toContain(`/${name}`);
    }
  });
});
