import type { Bench, Figure } from "./bench.ts";

/** Every bench; each is loaded only when it is asked for. */
const benches: Readonly<Record<string, () => Promise<{ default: Bench }>>> = {
  match: () => import("./match.ts"),
  ingest: () => import("./ingest.ts"),
  queries: () => import("./queries.ts"),
  start: () => import("./start.ts"),
  schedules: () => import("./schedules.ts"),
  sustained: () => import("./sustained.ts"),
  ack: () => import("./ack.ts"),
};

const usage = `Usage: npm run bench -- NAME [--json]\nNames: ${Object.keys(benches).join(", ")}`;

async function main(args: readonly string[]): Promise<number> {
  const names = args.filter((arg) => arg !== "--json");
  const [name] = names;
  if (name === undefined) {
    console.log(usage);
    return 0;
  }
  const load = Object.hasOwn(benches, name) ? benches[name] : undefined;
  if (!load || names.length > 1) {
    console.error(`${load ? "One bench at a time." : `There is no bench “${name}”.`}\n${usage}`);
    return 1;
  }
  const { default: bench } = await load();
  const figures = await bench.run();
  console.log(args.includes("--json") ? figures.map((figure) => JSON.stringify(figure)).join("\n") : table(figures));
  return 0;
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
