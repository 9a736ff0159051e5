import { figuresMax } from "../src/text/sentiment-figures.ts";
import { lexiconLanguages } from "../src/text/sentiment-lexicon.ts";
import type { KeptModel } from "../src/text/sentiment-model.ts";
import { figureWeight } from "./examples.ts";
import type { Weights } from "./softmax.ts";

/** Trained weights as the product's whole numbers: negative and positive against neutral. What is largest is cut. */
export function folded(trained: Weights, bits: number): Omit<KeptModel, "entries" | "phrases"> {
  const size = 2 ** bits;
  const against = (place: number, k: number) => (trained[3 * place + k] as number) - (trained[3 * place + 1] as number);
  const sizes = new Float32Array(size);
  for (let place = 0; place < size; place++) sizes[place] = Math.abs(against(place, 0));
  const weightScale = (sizes.sort()[Math.floor(size * 0.9998)] as number) / 127;
  const weights = new Int8Array(2 * size);
  const figures = new Int16Array(2 * figuresMax);
  let largest = 1e-9;
  for (let figure = 0; figure < figuresMax; figure++)
    for (const k of [0, 2]) largest = Math.max(largest, Math.abs(against(size + figure, k)));
  for (const [at, k] of [0, 2].entries()) {
    for (let place = 0; place < size; place++)
      weights[2 * place + at] = Math.max(-127, Math.min(127, Math.round(against(place, k) / weightScale)));
    for (let figure = 0; figure < figuresMax; figure++)
      figures[2 * figure + at] = Math.round((against(size + figure, k) * 32_000) / largest);
  }
  const bias = size + figuresMax;
  return {
    weights,
    weightScale,
    figures,
    figureScale: ((largest / 32_000) * figureWeight) / 64,
    bias: [against(bias, 0), against(bias, 2)],
    temperatures: new Float64Array(lexiconLanguages.length).fill(1),
  };
}
