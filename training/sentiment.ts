import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { figuresMax } from "../src/text/sentiment-figures.ts";
import { encodeModel } from "../src/text/sentiment-model.ts";
import { fitTemperatures } from "./calibrate.ts";
import { balanced, examplesOf } from "./examples.ts";
import { folded } from "./fold.ts";
import { buildLexicon } from "./lexicon.ts";
import { report } from "./report.ts";
import { type Row, readRows } from "./rows.ts";
import { average, type Settings, train, type Weights } from "./softmax.ts";

const { values } = parseArgs({
  options: {
    data: { type: "string" },
    vader: { type: "string" },
    out: { type: "string", default: join(import.meta.dirname, "../src/text/models/sentiment.bin") },
    /** Train without this source and measure on it. */
    without: { type: "string" },
    seeds: { type: "string", default: "5" },
  },
});
if (!values.data) throw new Error("Say where the labelled posts are: --data DIR");
if (!values.vader) throw new Error("Say where VADER's lexicon is: --vader vader_lexicon.txt");
const folder = values.data;

const bits = 20;
/** Few posts stand for each of the other languages, and many of the airlines' for one subject. */
const sourceWeights: Readonly<Record<string, number>> = { multi_train: 1.5, airline_train: 0.5 };
const lexicon = buildLexicon(values.vader, join(import.meta.dirname, "words"));
const sources = ["en_train", "multi_train", "airline_train"].filter((source) => source !== values.without);
const rows: readonly Row[] = sources.flatMap((source) => readRows(folder, source));
const examples = examplesOf(
  rows,
  lexicon,
  bits,
  balanced(rows, (source) => sourceWeights[source] ?? 1),
);
const settings: Omit<Settings, "seed"> = {
  classes: 3,
  size: 2 ** bits + figuresMax,
  epochs: 3,
  rate: 0.1,
  inertia: 0,
  dropout: 0,
  keptFrom: 2 ** bits,
};
const runs: Weights[] = [];
for (let seed = 1; seed <= Number(values.seeds); seed++) runs.push(train(examples, { ...settings, seed }));
const model = folded(average(runs), bits, lexicon);

if (values.without) report(model, readRows(folder, values.without));
else {
  const held = ["en_val", "multi_val"].flatMap((source) => readRows(folder, source));
  const calibrated = { ...model, temperatures: fitTemperatures(model, held) };
  report(calibrated, held);
  writeFileSync(values.out, encodeModel(calibrated));
}
