import fc from "fast-check";
import { afterAll, beforeAll, expect, it } from "vitest";
import { openDatabase as connect, type Database } from "../../src/store/database.ts";
import { textList, textsOf } from "../../src/store/text-list.ts";
import { openDatabase } from "../postgres.ts";

let test: Awaited<ReturnType<typeof openDatabase>>;
let database: Database;

beforeAll(async () => {
  test = await openDatabase();
  database = connect(test.appUrl);
});
afterAll(async () => {
  await database.close();
  await test.close();
});

async function read(list: string | null): Promise<(string | null)[]> {
  const rows = await database.sql.unsafe<{ text: string | null }[]>(
    `select text from unnest(${textsOf("$1::text")}) with ordinality as of(text, place) order by place`,
    [list],
  );
  return rows.map(({ text }) => text);
}

it.each([[[]], [[""]], [[null]], [["", null, "", "NULL", "{}", 'a"b\\c,d', "\n\t"]]])(
  "Postgres reads %j as it was written",
  async (texts) => {
    expect(await read(textList(texts))).toEqual(texts);
  },
);

it("mends what would be taken for the end of a text, and what Postgres refuses", async () => {
  expect(await read(textList(["a\x1fb", "\x1e", "\0", "\ud800x", "\u{1f600}"]))).toEqual([
    "a\ufffdb",
    "\ufffd",
    "\ufffd",
    "\ufffdx",
    "\u{1f600}",
  ]);
});

const separators = ["\0", "\x1e", "\x1f"];

it("gives back as many texts as it was given, whatever is in them", async () => {
  const text = fc.option(fc.string({ unit: "binary" }));
  await fc.assert(
    fc.asyncProperty(fc.array(text, { maxLength: 20 }), async (texts) => {
      const mended = texts.map((one) => one && separators.reduce((text, one) => text.replaceAll(one, "\ufffd"), one));
      expect(await read(textList(texts))).toEqual(mended);
    }),
  );
});
