import { expect, it } from "vitest";
import analyze from "../../src/cli/analyze.ts";
import type { Io } from "../../src/cli/verb.ts";

async function run(
  input: string | AsyncIterable<string>,
  { args = [], ...more }: Partial<Io> & { args?: readonly string[] } = {},
) {
  const out: string[] = [];
  const err: string[] = [];
  async function* once(text: string) {
    yield text;
  }
  const stdin = typeof input === "string" ? once(input) : input;
  const code = await analyze.run(args, { stdin, out: (l) => out.push(l), err: (l) => err.push(l), env: {}, ...more });
  return { code, out, err };
}

it("answers every line in order, with all fields", async () => {
  const { code, out, err } = await run(
    '{"id":"2","text":"#Straße with @nasa: https://nasa.gov/x."}\n{"id":1,"text":"hallo","language":"de","location":"Köln","other":true}\n',
  );
  expect([code, err]).toEqual([0, []]);
  const share = expect.any(Number);
  const sentiment = { label: expect.any(String), negative: share, neutral: share, positive: share };
  const rest = { sentiment, topics: [] };
  const where = { region: "North Rhine-Westphalia", country: "DE", latitude: 50.93, longitude: 6.95 };
  const place = { name: "Köln", city: "Köln", ...where };
  const answers = out.map((line) => JSON.parse(line));
  expect(answers).toEqual([
    {
      id: "2",
      hashtags: ["strasse"],
      mentions: ["nasa"],
      links: ["https://nasa.gov/x"],
      language: answers[0].language,
      place: null,
      ...rest,
    },
    { id: 1, hashtags: [], mentions: [], links: [], language: "de", place, ...rest },
  ]);
});

it("says how a text feels, and in which language it is, where nobody says so", async () => {
  const texts = ["I love this so much, what a wonderful day", "Das ist leider eine furchtbare Enttäuschung für alle"];
  const { out } = await run(texts.map((text, id) => JSON.stringify({ id, text })).join("\n"));
  const answers = out.map((line) => JSON.parse(line));
  expect(answers.map(({ language, sentiment }) => [language, sentiment.label])).toEqual([
    ["en", "positive"],
    ["de", "negative"],
  ]);
  for (const { sentiment } of answers)
    expect(sentiment.negative + sentiment.neutral + sentiment.positive).toBeCloseTo(1, 9);
});

it("names each bad line on stderr, answers every other one, and exits 1", async () => {
  const lines = [
    '{"id":1,"text":"#a"}',
    "nope",
    "[1]",
    "null",
    '{"text":"x"}',
    '{"id":2}',
    '{"id":3,"text":"","language":7}',
    '{"id":4,"text":"","location":{}}',
    '{"id":5,"text":"#b","language":null}',
  ];
  const { code, out, err } = await run(lines.join("\n"));
  expect(code).toBe(1);
  expect(out.map((line) => (JSON.parse(line) as { id: number }).id)).toEqual([1, 5]);
  expect(err).toEqual([
    "line 2: not valid JSON",
    "line 3: not a JSON object",
    "line 4: not a JSON object",
    'line 5: "id" must be a string or a number',
    'line 6: "text" must be a string',
    'line 7: "language" must be a string or null',
    'line 8: "location" must be a string or null',
  ]);
});

it("answers nothing with nothing", async () => {
  expect(await run("")).toEqual({ code: 0, out: [], err: [] });
});

it("keeps an answer on one line whatever the text holds", async () => {
  const { out } = await run(JSON.stringify({ id: "a\nb", text: "#x\r\n\u2028 https://a.org/\ud800" }));
  expect(out).toHaveLength(1);
  expect(out[0]).not.toMatch(/[\n\r]/u);
});

it("says with --explain which words decided, in figures that sum to the answer", async () => {
  const texts = ["I love this so much", "Das ist leider furchtbar", "Wat een geweldige dag"];
  const rows = texts.map((text, id) => JSON.stringify({ id, text, ...(id === 2 ? { language: "nl" } : {}) }));
  const { out } = await run(rows.join("\n"), { args: ["--explain"] });
  const plain = await run(rows.join("\n"));
  const [love, awful, dutch] = out.map((line) => JSON.parse(line));
  expect(love.explain.sentiment).toContainEqual(expect.objectContaining({ what: "love", kind: "word" }));
  expect(awful.explain.language).toEqual({ from: "read", confidence: expect.any(Number) });
  expect(dutch.explain).toEqual({ sentiment: [], language: { from: "told", confidence: null } });
  for (const { sentiment, explain } of [love, awful]) {
    const sum = (side: "negative" | "positive") =>
      explain.sentiment.reduce((total: number, share: Record<typeof side, number>) => total + share[side], 0);
    expect(sum("negative")).toBeCloseTo(Math.log(sentiment.negative / sentiment.neutral), 2);
    expect(sum("positive")).toBeCloseTo(Math.log(sentiment.positive / sentiment.neutral), 2);
  }
  expect(out.map((line) => ({ ...JSON.parse(line), explain: undefined }))).toEqual(
    plain.out.map((line) => ({ ...JSON.parse(line), explain: undefined })),
  );
});

it("refuses other arguments, and says where posts come from", async () => {
  const { code, err } = await run("", { args: ["posts.jsonl"] });
  expect(code).toBe(1);
  expect(err[0]).toMatch(/“posts\.jsonl”.*standard input/u);
});

it("asks for no more input before the reader of its output has caught up", async () => {
  let asked = 0;
  async function* endless() {
    for (;;) yield `{"id":${++asked},"text":""}\n`;
  }
  let caughtUp = (_: Error) => {};
  const drained = () => new Promise<void>((_, reject) => (caughtUp = reject));
  const running = run(endless(), { drained });
  await new Promise((resolve) => setImmediate(resolve));
  expect(asked).toBe(1);
  caughtUp(new Error("the reader went away"));
  await expect(running).rejects.toThrow("went away");
});
