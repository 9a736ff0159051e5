import { traitPlace, traitsOf } from "../src/text/language-features.ts";
import type { PlainGroup } from "../src/text/language-model.ts";
import { readText } from "../src/text/sentiment-reading.ts";
import { type Examples, train, type Weights } from "./softmax.ts";

/** A text whose language is known. */
export interface Sample {
  readonly text: string;
  /** A place among the languages of its group. */
  readonly label: number;
  readonly weight: number;
}

function examplesOf(samples: readonly Sample[], bits: number): Examples {
  const starts = new Uint32Array(samples.length + 1);
  const places = new Uint32Array(samples.length * 200);
  const featureValues = new Float32Array(samples.length * 200);
  let length = 0;
  for (const [at, { text }] of samples.entries()) {
    const traits = traitsOf(readText(text.slice(0, 180)));
    const count = Math.min(traits.length, 200);
    for (let trait = 0; trait < count; trait++) {
      places[length] = traitPlace(traits.hashes[trait] as number, bits);
      featureValues[length++] = 1 / Math.sqrt(count);
    }
    starts[at + 1] = length;
  }
  return {
    starts,
    places,
    values: featureValues,
    labels: Uint8Array.from(samples, ({ label }) => label),
    weights: Float32Array.from(samples, ({ weight }) => weight),
  };
}

/** Every twentieth sample is kept apart to find out how sure the group may be. */
export function trainGroup(samples: readonly Sample[], languages: readonly string[], bits: number): PlainGroup {
  const classes = languages.length;
  const size = 2 ** bits;
  const examples = examplesOf(
    samples.filter((_, at) => at % 20 !== 7),
    bits,
  );
  const settings = {
    classes,
    size,
    epochs: 4,
    rate: 0.2,
    inertia: 1e-4,
    dropout: 0.2,
    keptFrom: size,
  };
  const trained = train(examples, { ...settings, seed: 1 });
  const table = trained.subarray(0, size * classes);
  const sizes = Float32Array.from(table, Math.abs).sort();
  const scale = (sizes[Math.floor(sizes.length * 0.9995)] as number) / 63;
  const weights = Int8Array.from(table, (weight) => Math.max(-63, Math.min(63, Math.round(weight / scale))));
  const biases = Float64Array.from(trained.subarray(size * classes));
  const kept = examplesOf(
    samples.filter((_, at) => at % 20 === 7),
    bits,
  );
  return { languages, bits, scale, temperature: temperatureOf(kept, trained, classes), biases, weights };
}

/** With which the labels of these examples are likeliest. */
function temperatureOf(
  { starts, places, values, labels, weights }: Examples,
  trained: Weights,
  classes: number,
): number {
  const scored = [...labels].map((label, row) => {
    const scores = [...trained.subarray(trained.length - classes)];
    for (let at = starts[row] as number; at < (starts[row + 1] as number); at++)
      for (let k = 0; k < classes; k++)
        (scores[k] as number) += (trained[(places[at] as number) * classes + k] as number) * (values[at] as number);
    return { label, scores, weight: weights[row] as number };
  });
  let best = 1;
  let least = Number.POSITIVE_INFINITY;
  for (let temperature = 0.2; temperature < 4; temperature *= 1.05) {
    let loss = 0;
    for (const { label, scores, weight } of scored) {
      const total = scores.reduce((sum, score) => sum + Math.exp(score / temperature), 0);
      loss += weight * (Math.log(total) - (scores[label] as number) / temperature);
    }
    if (loss < least) {
      least = loss;
      best = temperature;
    }
  }
  return best;
}
