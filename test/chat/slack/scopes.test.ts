import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { appMethods, botScopes, events, features, methods } from "../../../src/chat/slack/scopes.ts";

const folder = join(import.meta.dirname, "../../../src/chat/slack");
const source = readdirSync(folder, { recursive: true, encoding: "utf8" })
  .filter((file) => /\.tsx?$/u.test(file) && file !== "scopes.ts")
  .map((file) => readFileSync(join(folder, file), "utf8"))
  .join("\n");

/** `files.map(…)` asks nothing of Slack. */
const listMethods = new Set([Array, Map, Set].flatMap(({ prototype }) => Object.getOwnPropertyNames(prototype)));
const families =
  "admin|api|apps|auth|bots|chat|conversations|dnd|emoji|files|oauth|pins|reactions|team|usergroups|users|views";
/** "client.chat.postMessage(…)", and "chat.postMessage" as text. */
const called = [
  ...source.matchAll(new RegExp(`\\.((?:${families})(?:\\.\\w+)+)\\s*\\(`, "gu")),
  ...source.matchAll(new RegExp(`"((?:${families})(?:\\.\\w+)+)"`, "gu")),
]
  .map(([, method = ""]) => method)
  .filter((method) => !listMethods.has(method.split(".").at(-1) ?? ""));

test("every method of Slack that is called is in the list, with the scope it needs", () => {
  const listed: readonly string[] = [...Object.keys(methods), ...appMethods];
  expect([...new Set(called)].filter((method) => !listed.includes(method))).toEqual([]);
});

test("every scope that is asked for is needed by a method, an event or a feature, and each of those has its scope", () => {
  const needed = [methods, events, features].flatMap((list) => Object.values<string | null>(list));
  expect(botScopes.filter((scope) => !needed.includes(scope))).toEqual([]);
  expect(needed.filter((scope) => scope !== null && !(botScopes as readonly string[]).includes(scope))).toEqual([]);
  expect(new Set(botScopes).size).toBe(botScopes.length);
});

test("nothing is asked for that reads what people say to each other", () => {
  expect(botScopes.filter((scope) => /history|groups|mpim|email|admin/u.test(scope))).toEqual([]);
});
