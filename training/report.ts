import { scoresOf } from "../src/text/sentiment.ts";
import type { SentimentModel } from "../src/text/sentiment-model.ts";
import { languagePlace } from "./examples.ts";
import { type Answer, calibrationError, measure } from "./measure.ts";
import type { Row } from "./rows.ts";

/** Prints how good a model is, per source and language, and how well it knows. */
export function report(model: SentimentModel, rows: readonly Row[]): void {
  const answers: Answer[] = [];
  const f1s = new Map<string, number>();
  for (const name of [...new Set(rows.map(({ source, lang }) => `${source} ${lang}`))]) {
    const confusion: [number, number, number][] = [
      [0, 0, 0],
      [0, 0, 0],
      [0, 0, 0],
    ];
    const own: Answer[] = [];
    for (const row of rows) {
      if (`${row.source} ${row.lang}` !== name) continue;
      const { label, sureness } = judge(model, row.text);
      (confusion[row.label] as number[])[label] = (confusion[row.label]?.[label] ?? 0) + 1;
      own.push({ sureness, isRight: label === row.label });
    }
    answers.push(...own);
    const { macroRecall, macroF1, accuracy } = measure(confusion);
    f1s.set(name.split(" ")[1] as string, macroF1);
    const figures = [macroRecall, macroF1, accuracy, calibrationError(own)].map((figure) => figure.toFixed(1));
    console.log(`${name.padEnd(16)} recall ${figures[0]}  F1 ${figures[1]}  accuracy ${figures[2]}  ECE ${figures[3]}`);
  }
  const seven = [...f1s].filter(([language]) => language !== "hi");
  const mean = seven.reduce((sum, [, f1]) => sum + f1, 0) / seven.length;
  console.log(`mean F1 without hi ${mean.toFixed(2)}  ECE of all ${calibrationError(answers).toFixed(2)}`);
}

function judge(model: SentimentModel, text: string): { label: number; sureness: number } {
  const place = languagePlace(text);
  const { negative, positive } = scoresOf(model, text, place);
  const temperature = model.temperatures[place] as number;
  const chances = [negative, 0, positive].map((score) => Math.exp(score / temperature));
  const total = chances.reduce((sum, chance) => sum + chance, 0);
  const label = negative > 0 && negative > positive ? 0 : positive > 0 ? 2 : 1;
  return { label, sureness: (chances[label] as number) / total };
}
