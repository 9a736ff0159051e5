import fc from "fast-check";
import { expect, it } from "vitest";
import { lineCharsMax, readJsonl } from "../../src/cli/jsonl.ts";

async function* chunks(...parts: readonly (string | Uint8Array)[]): AsyncGenerator<string | Uint8Array> {
  yield* parts;
}

const read = async (...parts: readonly (string | Uint8Array)[]) => {
  const rows: unknown[] = [];
  const bad: string[] = [];
  for await (const row of readJsonl(chunks(...parts), (line, problem) => bad.push(`${line}: ${problem}`)))
    rows.push(row);
  return { rows, bad };
};

it("numbers lines from 1 and passes over blank ones, which count", async () => {
  expect(await read('{"a":1}\n\n  \r\n[2]\r\n"3"')).toEqual({
    rows: [
      { line: 1, value: { a: 1 } },
      { line: 4, value: [2] },
      { line: 5, value: "3" },
    ],
    bad: [],
  });
});

it("reads nothing as nothing", async () => {
  expect(await read()).toEqual({ rows: [], bad: [] });
  expect(await read("", new Uint8Array())).toEqual({ rows: [], bad: [] });
});

it("names every bad line, and goes on behind it", async () => {
  expect(await read("1\n{\n2\nno\n3\n")).toEqual({
    rows: [
      { line: 1, value: 1 },
      { line: 3, value: 2 },
      { line: 5, value: 3 },
    ],
    bad: ["2: not valid JSON", "4: not valid JSON"],
  });
});

it("drops a byte order mark at the start", async () => {
  expect((await read("\uFEFF1\n")).rows).toEqual([{ line: 1, value: 1 }]);
  expect((await read(Buffer.from("\uFEFF1\n"))).rows).toEqual([{ line: 1, value: 1 }]);
});

it("takes a line of the longest length, and refuses a longer one wherever the chunks break", async () => {
  const longest = `"${"a".repeat(lineCharsMax - 2)}"`;
  expect((await read(`${longest}\n1`)).rows).toHaveLength(2);
  const tooLong = { rows: [{ line: 2, value: 1 }], bad: [`1: longer than ${lineCharsMax} characters`] };
  expect(await read(`a${longest}\n1`)).toEqual(tooLong);
  expect(await read("a", longest, "\n", "1")).toEqual(tooLong);
  expect(await read("1\n", "a", longest)).toMatchObject({
    rows: [{ line: 1 }],
    bad: [expect.stringMatching(/^2: longer/u)],
  });
});

it("holds none of a line that never ends", async () => {
  const piece = "x".repeat(1 << 16);
  async function* endless() {
    for (let sent = 0; sent < 1 << 30; sent += piece.length) yield piece;
    yield "\n1";
  }
  const rows = [];
  for await (const row of readJsonl(endless(), () => {})) rows.push(row);
  expect(rows).toEqual([{ line: 2, value: 1 }]);
});

it("reads no further than it is asked to", async () => {
  let sent = 0;
  async function* source() {
    for (;;) yield `${++sent}\n`;
  }
  for await (const { line } of readJsonl(source(), () => {})) if (line === 3) break;
  expect(sent).toBe(3);
});

it("reads the same however the bytes are broken into chunks", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.string({ unit: "grapheme" })),
      fc.array(fc.nat(40), { maxLength: 8 }),
      async (values, cuts) => {
        const bytes = Buffer.from(values.map((value) => JSON.stringify(value)).join("\n"));
        const edges = [0, ...cuts.map((cut) => Math.min(cut, bytes.length)).sort((a, b) => a - b), bytes.length];
        const { rows, bad } = await read(...edges.slice(1).map((end, index) => bytes.subarray(edges[index], end)));
        expect(bad).toEqual([]);
        expect(rows).toEqual(values.map((value, index) => ({ line: index + 1, value })));
      },
    ),
  );
});
