import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import words from "../../src/actions/words.ts";
import wordsSave from "../../src/actions/words-save.ts";
import type { FormValues } from "../../src/cards/card.ts";
import { FieldError, UserError } from "../../src/model/errors.ts";
import { ann, channel, openStage, type Stage } from "../jobs/services.ts";

let stage: Stage;

beforeAll(async () => {
  stage = await openStage({ now: new Date("2026-11-20T12:00:00Z") });
});
afterAll(() => stage.close());
beforeEach(async () => {
  for (const { id } of await lists()) await stage.tenant.wordLists.remove(id);
});

const lists = () => stage.tenant.wordLists.list();
const named = async () => (await lists()).map((list) => [list.name, list.words]);
const press = (value: string, values: FormValues = {}) => ({
  value,
  values,
  where: { channel },
  who: ann,
  message: null,
});
const save = (value: string, name: string, typed: string) =>
  wordsSave.run(press(value, { name, words: typed }), stage.services);

test("lists are for those who manage the whole workspace", () => {
  expect([words.writes, wordsSave.writes]).toEqual(["workspace", "workspace"]);
});

test("one is made, changed in the form that shows it, and removed by leaving it empty", async () => {
  await save("1:new", "Rivals", "Acme, road runner, acme");
  expect(await named()).toEqual([["Rivals", ["Acme", "road runner"]]]);
  const [list] = await lists();
  const { form } = await words.run(press(`${list?.id}`), stage.services);
  expect(form?.("en").fields.map((field) => "value" in field && field.value)).toEqual(["Rivals", "Acme, road runner"]);
  await save(`${list?.id}`, "Competitors", "Acme");
  expect(await named()).toEqual([["Competitors", ["Acme"]]]);
  const reply = await save(`${list?.id}`, "Competitors", " ");
  expect(reply.card?.("en").title).toBe("Word list removed");
  expect(await named()).toEqual([]);
});

test("no two are called the same, whatever the letters, and none is written over", async () => {
  await save("1:new", "Rivals", "acme");
  await expect(save("1:new", "RIVALS", "other")).rejects.toThrow(FieldError);
  await save("1:new", "Else", "more");
  const other = (await lists()).find(({ name }) => name === "Else");
  await expect(save(`${other?.id}`, "rivals", "both")).rejects.toThrow(FieldError);
  await save(`${other?.id}`, "ELSE", "more, most");
  expect(await named()).toEqual([
    ["ELSE", ["more", "most"]],
    ["Rivals", ["acme"]],
  ]);
});

test("what is wrong is said beside its field, and nothing is lost", async () => {
  await save("1:new", "Rivals", "acme");
  const wrong = async (name: string, typed: string) => {
    const error = await save("1:new", name, typed).catch((e: unknown) => e);
    return error instanceof FieldError ? error.field : null;
  };
  expect(await wrong(" ", "acme")).toBe("name");
  expect(await wrong("New", "")).toBe("words");
  expect(await wrong("New", "!!!")).toBe("words");
  expect(await wrong("New", Array.from({ length: 100 }, (_, i) => `${"long word ".repeat(4)}${i}`).join(","))).toBe(
    "words",
  );
  expect(await named()).toEqual([["Rivals", ["acme"]]]);
});

test("one that is gone is said to be", async () => {
  await expect(words.run(press("999"), stage.services)).rejects.toThrow(UserError);
  await expect(save("999", "x", "")).rejects.toThrow(UserError);
});
