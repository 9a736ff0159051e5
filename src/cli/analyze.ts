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
  usage: "< posts.jsonl > facts.jsonl",
  help: 'Say what texts hold, one JSON object a line: {"id","text","language"?,"location"?} in; hashtags, mentions, links, language, sentiment, topics and place out',
  async run(args, io) {
    if (args.length > 0) {
      io.err(`analyze takes no arguments, and got “${args[0]}”. It reads posts from its standard input.`);
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
      else io.out(JSON.stringify({ id: row.id, ...understand(row.text, row.hints) }));
      await io.drained?.();
    }
    return bad > 0 ? 1 : 0;
  },
});

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
