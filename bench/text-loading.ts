import { spawnSync } from "node:child_process";
import { readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { type Figure, median } from "./bench.ts";

const processes = 7;
const limitMs = 100;
const limitMb = 4;

/** Names and coordinates, no weights of a model. */
const table = "places.bin";

const models = join(import.meta.dirname, "../src/text/models");

/** What the models cost before they say anything: reading them, and the room they take. */
export function loading(): Figure[] {
  const times = Array.from({ length: processes }, firstPostMs);
  const bytes = readdirSync(models)
    .filter((file) => file.endsWith(".bin") && file !== table)
    .reduce((sum, file) => sum + statSync(join(models, file)).size, 0);
  const figure = (metric: string, value: number, unit: string, limit: number): Figure => ({
    bench: "text",
    metric,
    value,
    unit,
    against: `the limit of ${limit} ${unit}`,
    ratio: value / limit,
  });
  return [
    figure("a fresh process's first post, with reading the models", median(times), "ms", limitMs),
    figure("size of the models, without the table of places", bytes / 1e6, "MB", limitMb),
  ];
}

function firstPostMs(): number {
  const file = join(import.meta.dirname, "text-first.ts");
  const { stdout, stderr, status } = spawnSync(process.execPath, ["--import", "tsx", file], { encoding: "utf8" });
  if (status !== 0) throw new Error(`the process ended with ${status}:\n${stderr}`);
  return Number(stdout);
}
