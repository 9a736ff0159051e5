import { parseArgs } from "node:util";
import { explain } from "../text/explain.ts";
import { type Hints, understand } from "../text/understand.ts";
import { readJsonl } from "./jsonl.ts";
import { defineVerb } from "./verb.ts";

interface Row {
  readonly id: string | number;
  readonly text: string;
  readonly hints: Hints;
}

export default defineVerb({
  name: "analyze",
  usage: "[--explain] < posts.jsonl > facts.jsonl",
  help: 'Say what texts hold, one JSON object a line: {"id","text","language"?,"location"?} in; hashtags, mentions, links, language, sentiment, topics and place out. With --explain also which words decided: the strongest shares in the log-odds of negative and positive against neutral',
  async run(args, io) {
    const isExplaining = readExplain(args);
    if (isExplaining === null) {
      io.err(
        `analyze takes --explain and nothing else, and got “${args.join(" ")}”. It reads posts from its standard input.`,
      );
      return 1;
    }
    let bad = 0;
    const onBad = (line: number, problem: string) => {
      bad += 1;
      io.err(`line ${line}: ${problem}`);
    };
    for await (const { line, value } of readJsonl(io.stdin, onBad)) {
      const row = readRow(value);
      if (typeof row === "string") onBad(line, row);
      else io.out(JSON.stringify(isExplaining ? { ...answerTo(row), explain: explanationOf(row) } : answerTo(row)));
      await io.drained?.();
    }
    return bad > 0 ? 1 : 0;
  },
});

/** null: other arguments than these were given. */
function readExplain(args: readonly string[]): boolean | null {
  try {
    return parseArgs({ args: [...args], options: { explain: { type: "boolean", default: false } } }).values.explain;
  } catch {
    return null;
  }
}

const answerTo = ({ id, text, hints }: Row) => ({ id, ...understand(text, hints) });

function explanationOf({ text, hints }: Row) {
  const { sentiment, language } = explain(text, hints.language ?? null);
  const short = (value: number) => Math.round(value * 1e4) / 1e4;
  const shares = sentiment.map((share) => ({
    ...share,
    negative: short(share.negative),
    positive: short(share.positive),
  }));
  return { sentiment: shares, language };
}

/** A row, or what is wrong with it. */
function readRow(value: unknown): Row | string {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return "not a JSON object";
  const { id, text, language, location } = value as Readonly<Record<string, unknown>>;
  if (typeof id !== "string" && typeof id !== "number") return `"id" must be a string or a number`;
  if (typeof text !== "string") return `"text" must be a string`;
  if (!isOptionalText(language)) return `"language" must be a string or null`;
  if (!isOptionalText(location)) return `"location" must be a string or null`;
  return { id, text, hints: { language: language ?? null, location: location ?? null } };
}

const isOptionalText = (value: unknown): value is string | null | undefined =>
  value === undefined || value === null || typeof value === "string";
