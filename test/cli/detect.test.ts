import fc from "fast-check";
import { describe, expect, test } from "vitest";
import detect from "../../src/cli/detect.ts";

interface Answer {
  readonly t: string | number;
  readonly score: number;
  readonly alert: boolean;
  readonly expected: number | null;
  readonly timesUsual: number | null;
  readonly returnDays: number | null;
}

async function run(lines: readonly (string | object)[], args: readonly string[] = []) {
  const out: Answer[] = [];
  const errors: string[] = [];
  async function* stdin() {
    for (const line of lines) yield `${typeof line === "string" ? line : JSON.stringify(line)}\n`;
  }
  const io = {
    stdin: stdin(),
    out: (l: string) => void out.push(JSON.parse(l)),
    err: (l: string) => void errors.push(l),
  };
  return { code: await detect.run(args, { ...io, env: {} }), out, errors };
}

const from = Date.UTC(2026, 0, 5) / 1_000;
const rows = (counts: readonly (number | null)[], step = 300) =>
  counts.map((count, i) => ({ t: from + i * step, count }));
const quiet = (length: number) => Array.from({ length }, (_, i) => (i * 7) % 5);

test("answers every row with its time, and a burst with one alert", async () => {
  const { code, out, errors } = await run(rows([...quiet(900), 60, 90, 120, 80, ...quiet(100)]));
  expect({ code, errors }).toEqual({ code: 0, errors: [] });
  expect(out.map(({ t }) => t)).toEqual(rows(new Array(1_004).fill(0)).map(({ t }) => t));
  const alerts = out.filter(({ alert }) => alert);
  expect(alerts).toHaveLength(1);
  expect(alerts[0]).toMatchObject({ t: from + 900 * 300, alert: true });
  expect(alerts[0]?.timesUsual).toBeGreaterThan(5);
  expect(alerts[0]?.returnDays).toBeGreaterThan(3);
  expect(Object.keys(out[0] ?? {})).toEqual(["t", "score", "alert", "expected", "timesUsual", "returnDays"]);
});

test("the score reaches the threshold of the sensitivity exactly where there is an alert", async () => {
  const counts = Array.from({ length: 3_000 }, (_, i) => (i % 5) + (i % 611 < 4 ? i / 20 : 0));
  for (const [sensitivity, threshold] of [
    ["sensitive", 0.4],
    ["balanced", 0.5],
    ["strict", 0.6],
  ] as const) {
    const { out } = await run(rows(counts), ["--sensitivity", sensitivity]);
    expect(out.filter(({ alert }) => alert).length).toBeGreaterThan(0);
    for (const { score, alert } of out) expect(score >= threshold).toBe(alert);
  }
});

test("a row's answer never depends on later rows", async () => {
  const count = fc.option(fc.nat(300));
  await fc.assert(
    fc.asyncProperty(fc.array(count, { maxLength: 60 }), fc.constantFrom(1, 60, 300, 3_600), async (counts, step) => {
      const all = rows([...quiet(320), ...counts], step);
      const { out } = await run(all);
      const part = await run(all.slice(0, 330));
      expect(part.out).toEqual(out.slice(0, 330));
    }),
    { numRuns: 15 },
  );
});

describe("any regular step", () => {
  test.each([
    ["30 seconds", 30, 12_000],
    ["7 minutes", 420, 900],
    ["an hour", 3_600, 500],
    ["a day", 86_400, 200],
  ])("of %s finds the burst", async (_, step, length) => {
    const burst = new Array<number>(Math.max(2, 600 / step)).fill(300);
    const { out, code } = await run(rows([...quiet(length), ...burst, ...quiet(20)], step));
    expect(code).toBe(0);
    expect(out).toHaveLength(length + burst.length + 20);
    expect(out.flatMap(({ alert }, i) => (alert ? [i >= length] : []))).toEqual([true]);
  });

  test("of a second is added up to minutes", async () => {
    const { out } = await run(rows([...new Array(60 * 60 * 25).fill(0), ...new Array(120).fill(1)], 1));
    const alerts = out.filter(({ alert }) => alert);
    expect(alerts).toHaveLength(1);
    expect((Number(alerts[0]?.t) - from + 1) % 60).toBe(0);
  });
});

test("a missing row is blind, like a null", async () => {
  const counts = [...quiet(600), ...new Array(30).fill(null), 60, ...quiet(40)];
  const told = rows(counts);
  const missing = told.filter(({ count }) => count !== null);
  const [a, b] = [await run(told), await run(missing)];
  expect(b.out).toEqual(a.out.filter((_, i) => counts[i] !== null));
  expect(a.out[610]).toEqual({
    t: from + 610 * 300,
    score: 0,
    alert: false,
    expected: null,
    timesUsual: null,
    returnDays: null,
  });
  expect(a.out.some(({ alert }) => alert)).toBe(false);
});

test("a missing row makes its whole minute blind", async () => {
  const all = rows(quiet(12_000), 30);
  const complete = (await run(all)).out;
  const { out } = await run(all.filter((_, i) => i !== 11_000));
  expect(complete[11_001]?.expected).not.toBeNull();
  expect(out[11_000]).toMatchObject({ t: from + 11_001 * 30, expected: null });
});

test("missing rows at the very start do not make the step longer", async () => {
  const all = rows([...quiet(900), 90]);
  const gaps = new Set([1, 3, 5, 7, 9, 11]);
  const { out, errors } = await run(all.filter((_, i) => !gaps.has(i)));
  expect(errors).toEqual([]);
  expect(out.at(-1)).toMatchObject({ alert: true });
});

test("times may be ISO, and come back as they were written; without a zone they are UTC", async () => {
  const at = (i: number) => new Date((from + i * 300) * 1_000).toISOString();
  const counts = [...quiet(600), 90];
  const { out } = await run(
    counts.map((count, i) => ({ t: i % 2 ? at(i) : at(i).slice(0, 19).replace("T", " "), count })),
  );
  expect(out.at(-1)).toMatchObject({ t: "2026-01-07 02:00:00", alert: true });
});

test("names every bad line, answers every other, and ends with 1", async () => {
  const good = rows(quiet(20));
  const bad = [
    "no json",
    [1],
    { t: from + 20 * 300, count: -1 },
    { t: from + 20 * 300 },
    { t: "yesterday", count: 1 },
    { t: from, count: 1 },
    { t: from + 19 * 300, count: 1 },
    { t: from + 20 * 300 + 150, count: 1 },
  ];
  const { code, out, errors } = await run([...good, ...bad, { t: from + 20 * 300, count: 2 }]);
  expect(code).toBe(1);
  expect(out).toHaveLength(21);
  expect(errors.map((error) => error.split(":")[0])).toEqual(bad.map((_, i) => `line ${21 + i}`));
  expect(errors.slice(-3)).toEqual([
    "line 26: not later than the row before it",
    "line 27: not later than the row before it",
    "line 28: not on the grid of 300 seconds that the first rows set",
  ]);
});

test.each([[["--sensitivity", "loud"]], [["file.jsonl"]], [["--fast"]]])(
  "refuses %j and says what it takes",
  async (args) => {
    const { code, out, errors } = await run([], args);
    expect({ code, out }).toEqual({ code: 1, out: [] });
    expect(errors.join()).toContain("--sensitivity sensitive|balanced|strict");
  },
);
