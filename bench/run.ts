import { parseArgs } from "node:util";
import type { Bench, Figure } from "./bench.ts";

interface Loaded {
  readonly default: Bench;
  /** The same bench in each place where it can be run; one that has no places has none. */
  readonly on?: Readonly<Record<string, Bench>>;
}

/** Every bench; each is loaded only when it is asked for. */
const benches: Readonly<Record<string, () => Promise<Loaded>>> = {
  match: () => import("./match.ts"),
  ingest: () => import("./ingest.ts"),
  queries: () => import("./queries.ts"),
  start: () => import("./start.ts"),
  schedules: () => import("./schedules.ts"),
  sustained: () => import("./sustained.ts"),
  ack: () => import("./ack.ts"),
  text: () => import("./text.ts"),
  accuracy: () => import("./accuracy.ts"),
  alerts: () => import("./alerts.ts"),
  detect: () => import("./detect.ts"),
};

const usage = `Usage: npm run bench -- NAME [--on PLACE] [--json]
Names: ${Object.keys(benches).join(", ")}
Places: slack (unless said otherwise), discord; of ack alone`;

async function main(args: readonly string[]): Promise<number> {
  const asked = askedBy(args);
  if (typeof asked === "string") return refused(asked);
  const { name, place, isJson } = asked;
  if (name === undefined) {
    console.log(usage);
    return 0;
  }
  const load = Object.hasOwn(benches, name) ? benches[name] : undefined;
  if (!load) return refused(`There is no bench “${name}”.`);
  const { default: usual, on = {} } = await load();
  const bench = place === undefined ? usual : Object.hasOwn(on, place) ? on[place] : undefined;
  if (!bench) {
    const places = Object.keys(on).map((one) => `“${one}”`);
    return refused(places.length > 0 ? `${name} runs on ${places.join(" or ")}.` : `${name} has no places to run on.`);
  }
  const figures = await bench.run();
  console.log(isJson ? figures.map((figure) => JSON.stringify(figure)).join("\n") : table(figures));
  return 0;
}

interface Asked {
  readonly name: string | undefined;
  readonly place: string | undefined;
  readonly isJson: boolean;
}

/** What is wrong with it, where it cannot be understood. */
function askedBy(args: readonly string[]): Asked | string {
  try {
    const options = { json: { type: "boolean" }, on: { type: "string" } } as const;
    const { values, positionals } = parseArgs({ args: [...args], options, allowPositionals: true });
    if (positionals.length > 1) return "One bench at a time.";
    return { name: positionals[0], place: values.on, isJson: values.json ?? false };
  } catch (error) {
    if (error instanceof TypeError) return error.message;
    throw error;
  }
}

function refused(why: string): number {
  console.error(`${why}\n${usage}`);
  return 1;
}

function table(figures: readonly Figure[]): string {
  const rows = [
    ["metric", "value", "unit", "ratio", "against"],
    ...figures.map(({ metric, value, unit, ratio, against }) => [
      metric,
      rounded(value),
      unit,
      rounded(ratio),
      against,
    ]),
  ];
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  const isNumber = (column: number) => column === 1 || column === 3;
  return rows
    .map((row) =>
      row
        .map((cell, column) =>
          isNumber(column) ? cell.padStart(widths[column] ?? 0) : cell.padEnd(widths[column] ?? 0),
        )
        .join("  ")
        .trimEnd(),
    )
    .join("\n");
}

const rounded = (value: number): string => value.toLocaleString("en", { maximumFractionDigits: value < 100 ? 2 : 0 });

process.exitCode = await main(process.argv.slice(2));
