import { alertFigures } from "./alert-figures.ts";
import type { Bench } from "./bench.ts";
import { labelledSeries } from "./labelled-series.ts";

/** `BENCH_SEED` gives the streams of an earlier run again. */
const seed = Number(process.env["BENCH_SEED"] ?? Date.now() % 1_000_000);

/** What the alerts are worth: on labelled streams made for it, new ones each time, and on series that others labelled. */
const bench: Bench = {
  name: "alerts",
  async run() {
    console.error(`Seed ${seed}: BENCH_SEED=${seed} gives these streams again.`);
    return [...alertFigures(seed), ...(await labelledSeries(seed))];
  },
};

export default bench;
