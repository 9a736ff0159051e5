import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, normalize, relative, sep } from "node:path";
import { expect, test } from "vitest";

const root = join(import.meta.dirname, "..");
const src = join(root, "src");

/** Which rooms a room may import, besides its own files. Floors 1 to 4, then the files at the root. */
const floor2 = ["text", "analysis", "cards", "charts"];
const lower = ["model", ...floor2];
const rooms: Readonly<Record<string, readonly string[]>> = {
  model: [],
  text: ["model"],
  analysis: ["model"],
  cards: ["model", "analysis"],
  charts: ["model", "analysis", "cards"],
  sources: ["model", "text"],
  store: ["model", "cards"],
  backplane: ["model"],
  chat: ["model", "cards"],
  "services.ts": ["model", "cards", "charts", "sources", "chat"],
  commands: [...lower, "services.ts"],
  actions: [...lower, "services.ts"],
  jobs: [...lower, "sources", "services.ts"],
  web: [...lower, "chat", "services.ts"],
  cli: [...lower, "sources", "store", "chat", "config.ts", "commands", "services.ts"],
  "config.ts": ["model", "sources", "chat"],
  "app.ts": [],
  "log.ts": ["services.ts"],
  "main.ts": ["config.ts", "model", "cli", "start.ts"],
  "door.ts": [...lower, "chat", "commands", "actions", "services.ts"],
};

/** The composition root, which sees everything. */
const roots = ["start.ts", "build.ts"];

const files = readdirSync(src, { recursive: true, encoding: "utf8" })
  .map((file) => file.split(sep).join("/"))
  .filter((file) => /\.tsx?$/u.test(file) && !file.endsWith(".d.ts"));
const text = (file: string) => readFileSync(join(src, file), "utf8");
const room = (file: string) => file.split("/")[0] ?? "";
const importPattern = /(?:^(?:import|export)\b[^;]*?\bfrom\s+|\bimport\(\s*|^import\s+)"(\.[^"]+)"/gmsu;
const importsOf = (file: string) =>
  [...text(file).matchAll(importPattern)].map((match) =>
    relative(src, normalize(join(src, dirname(file), match[1] ?? "")))
      .split(sep)
      .join("/"),
  );

test("the tree was really looked at", () => {
  expect(files.length).toBeGreaterThan(40);
  expect(files.flatMap(importsOf).length).toBeGreaterThan(200);
});

test("every room is on the map", () => {
  expect([...new Set(files.map(room))].filter((name) => !roots.includes(name) && !(name in rooms))).toEqual([]);
});

test("imports go down the floors only", () => {
  const up = files
    .filter((file) => !roots.includes(file))
    .flatMap((file) =>
      importsOf(file)
        .filter((to) => room(to) !== room(file) && !rooms[room(file)]?.includes(room(to)))
        .map((to) => `${file} -> ${to}`),
    );
  expect(up).toEqual([]);
});

test("there are no import cycles", () => {
  const state = new Map<string, "open" | "done">();
  const cycles: string[] = [];
  const visit = (file: string, path: readonly string[]) => {
    if (state.get(file) === "open") cycles.push([...path, file].join(" -> "));
    if (state.has(file)) return;
    state.set(file, "open");
    for (const to of importsOf(file)) if (files.includes(to)) visit(to, [...path, file]);
    state.set(file, "done");
  };
  for (const file of files) visit(file, []);
  expect(cycles).toEqual([]);
});

test("files stay small enough to read", () => {
  expect(files.filter((file) => text(file).split("\n").length > 301)).toEqual([]);
});

test.each([
  ["sources", "defineSource("],
  ["sources", "): Source =>"],
  ["commands", "defineCommand("],
  ["actions", "defineAction("],
  ["charts", "defineChart("],
  ["jobs", "defineJob<"],
  ["cli", "defineVerb("],
])("every plug-in in %s (%s) is in its family's list", (family, mark) => {
  const contract = family === "cli" ? "cli/verb.ts" : `${family}/${family.replace(/s$/u, "")}.ts`;
  const declared = files.filter((file) => room(file) === family && file !== contract && text(file).includes(mark));
  const listed = importsOf(`${family}/index.ts`);
  expect(declared.filter((file) => !listed.includes(file))).toEqual([]);
});

test("index.ts is only ever a family's list", () => {
  const lists = ["actions", "charts", "cli", "commands", "jobs", "sources"].map((family) => `${family}/index.ts`);
  expect(files.filter((file) => file.endsWith("index.ts")).sort()).toEqual(lists);
});

test("only config.ts reads the environment", () => {
  const allowed = ["config.ts", "charts/fonts.ts"];
  expect(files.filter((file) => !allowed.includes(file) && /process\.env\b/u.test(text(file)))).toEqual([]);
});

test("only the clock asks for the time", () => {
  const asks = /\bDate\.now\(\)|new Date\(\)/u;
  expect(files.filter((file) => file !== "model/clock.ts" && asks.test(text(file)))).toEqual([]);
});

test.each([
  ["drizzle-orm", "store"],
  ["bullmq", "backplane"],
  ["ioredis", "backplane"],
  ["ws", "sources"],
  ["@slack/bolt", "chat"],
  ["discord.js", "chat"],
  ["vega", "charts"],
  ["sharp", "charts"],
])("%s is known in %s only", (library, home) => {
  const uses = new RegExp(`(?:from|import\\()\\s*"${library}["/]`, "u");
  expect(files.filter((file) => room(file) !== home && uses.test(text(file)))).toEqual([]);
});
