import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { figuresMax } from "../src/text/sentiment-figures.ts";
import { lexiconOf } from "../src/text/sentiment-lexicon.ts";
import { encodeModel, modelOf } from "../src/text/sentiment-model.ts";
import { fitTemperatures } from "./calibrate.ts";
import { balanced, examplesOf } from "./examples.ts";
import { folded } from "./fold.ts";
import { buildEntries } from "./lexicon.ts";
import { multiplied } from "./phrase-factors.ts";
import { trainPhrases } from "./phrases.ts";
import { report } from "./report.ts";
import { type Row, readRows } from "./rows.ts";
import { average, type Settings, train, type Weights } from "./softmax.ts";

const { values } = parseArgs({
  options: {
    data: { type: "string" },
    vader: { type: "string" },
    pattern: { type: "string" },
    out: { type: "string", default: join(import.meta.dirname, "../src/text/models/sentiment.bin") },
    /** Train without this source and measure on it. */
    without: { type: "string" },
    /** Runs that are averaged, and the first of their seeds. */
    seeds: { type: "string", default: "5" },
    seed: { type: "string", default: "1" },
  },
});
if (!values.data) throw new Error("Say where the labelled posts are: --data DIR");
if (!values.vader) throw new Error("Say where VADER's lexicon is: --vader vader_lexicon.txt");
if (!values.pattern) throw new Error("Say where Pattern's lexicons are: --pattern DIR");
const folder = values.data;

const bits = 19;
/** Few posts stand for each of the other languages, and many of the airlines' for one subject. */
const sourceWeights: Readonly<Record<string, number>> = { multi_train: 1.5, airline_train: 0.5 };
const entries = buildEntries(values.vader, values.pattern, join(import.meta.dirname, "words"));
const lexicon = lexiconOf(entries);
const sources = ["en_train", "multi_train", "airline_train"].filter((source) => source !== values.without);
const rows: readonly Row[] = sources.flatMap((source) => readRows(folder, source));
const shareOf = balanced(rows, (source) => sourceWeights[source] ?? 1);
const examples = examplesOf(rows, lexicon, bits, shareOf);
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
for (let run = 0; run < Number(values.seeds); run++)
  runs.push(train(examples, { ...settings, seed: Number(values.seed) + run }));
const words = folded(average(runs), bits);
/** The patterns of words count this much beside the words themselves. */
const part = 0.4;
const { factors, bias } = trainPhrases(rows, lexicon, shareOf, { seed: Number(values.seed), part });
const phrases = multiplied(factors);
const kept = { ...words, entries, phrases, bias: [words.bias[0] + bias[0], words.bias[1] + bias[1]] as const };

if (values.without) report(modelOf(kept), readRows(folder, values.without));
else {
  const held = ["en_val", "multi_val"].flatMap((source) => readRows(folder, source));
  const calibrated = { ...kept, temperatures: fitTemperatures(modelOf(kept), held) };
  report(modelOf(calibrated), held);
  writeFileSync(values.out, encodeModel(calibrated));
}
