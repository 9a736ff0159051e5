import { seeded, shuffle } from "./rows.ts";

/** Sparse rows, one behind the other. */
export interface Examples {
  /** Where the features of each row begin; one more than there are rows. */
  readonly starts: Uint32Array;
  readonly places: Uint32Array;
  readonly values: Float32Array;
  readonly labels: Uint8Array;
  readonly weights: Float32Array;
}

export interface Settings {
  readonly classes: number;
  /** How many weights there are for a class. */
  readonly size: number;
  readonly epochs: number;
  readonly rate: number;
  /** Sum of squared gradients that a feature begins with: above 0, what is met seldom moves less. */
  readonly inertia: number;
  /** Part of the features that is left out at random, each time a row is seen. */
  readonly dropout: number;
  /** Places from here on are never left out. */
  readonly keptFrom: number;
  readonly seed: number;
}

/** Weights of class 0, 1 … of each place in turn, then a bias for each class. */
export type Weights = Float32Array;

/** Softmax regression by AdaGrad. */
export function train(examples: Examples, settings: Settings): Weights {
  const { classes, size, epochs, inertia, seed } = settings;
  const stride = 2 * classes;
  /** Weights and their sums of squared gradients side by side, so that they come from memory together. */
  const table = new Float32Array(stride * (size + 1));
  for (let place = 0; place <= size; place++) table.fill(inertia, place * stride + classes, (place + 1) * stride);
  const order = Uint32Array.from(examples.labels, (_, at) => at);
  const random = seeded(seed);
  const seen: Seen = { offsets: new Uint32Array(65_536), values: new Float32Array(65_536), length: 0, noise: 0 };
  seen.noise = (seed * 2_654_435_761) >>> 0 || 1;
  const chances = new Float64Array(classes);
  for (let epoch = 0; epoch < epochs; epoch++) {
    shuffle(order, random);
    for (const row of order) {
      look(examples, row, settings, seen);
      judge(table, seen, chances);
      const weight = examples.weights[row] as number;
      for (let k = 0; k < classes; k++)
        chances[k] = weight * ((chances[k] as number) - (k === examples.labels[row] ? 1 : 0));
      move(table, seen, chances, settings.rate);
    }
  }
  const result = new Float32Array(classes * (size + 1));
  for (let place = 0; place <= size; place++)
    for (let k = 0; k < classes; k++)
      result[place * classes + k] = (table[place * stride + k] as number) * (place === size ? biasValue : 1);
  return result;
}

/** The bias is a feature of this value, so that it moves slowly. */
const biasValue = 0.3;

/** What is left of a row this time, bias included. */
interface Seen {
  /** Where the weights of its features begin in the table. */
  readonly offsets: Uint32Array;
  readonly values: Float32Array;
  length: number;
  noise: number;
}

function look({ starts, places, values }: Examples, row: number, settings: Settings, seen: Seen): void {
  const { classes, size, dropout, keptFrom } = settings;
  const stride = 2 * classes;
  const up = dropout > 0 ? 1 / Math.sqrt(1 - dropout) : 1;
  const threshold = Math.floor(dropout * 65_536);
  let { noise } = seen;
  let length = 0;
  for (let at = starts[row] as number; at < (starts[row + 1] as number); at++) {
    const place = places[at] as number;
    let value = values[at] as number;
    if (threshold > 0 && place < keptFrom) {
      noise = (Math.imul(noise, 1_664_525) + 1_013_904_223) >>> 0;
      if (noise >>> 16 < threshold) continue;
      value *= up;
    }
    seen.values[length] = value;
    seen.offsets[length++] = place * stride;
  }
  seen.values[length] = biasValue;
  seen.offsets[length++] = size * stride;
  seen.length = length;
  seen.noise = noise;
}

/** How likely each class is. */
function judge(table: Float32Array, { offsets, values, length }: Seen, chances: Float64Array): void {
  let top = -1e9;
  for (let k = 0; k < chances.length; k++) {
    let score = 0;
    for (let at = 0; at < length; at++)
      score += (table[(offsets[at] as number) + k] as number) * (values[at] as number);
    chances[k] = score;
    if (score > top) top = score;
  }
  let sum = 0;
  for (let k = 0; k < chances.length; k++) {
    chances[k] = Math.exp((chances[k] as number) - top);
    sum += chances[k] as number;
  }
  for (let k = 0; k < chances.length; k++) (chances[k] as number) /= sum;
}

/** `pushes`: how far each class was too likely. */
function move(table: Float32Array, { offsets, values, length }: Seen, pushes: Float64Array, rate: number): void {
  const classes = pushes.length;
  for (let at = 0; at < length; at++) {
    const offset = offsets[at] as number;
    const value = values[at] as number;
    for (let k = 0; k < classes; k++) {
      const push = pushes[k] as number;
      if (push < 1e-4 && push > -1e-4) continue;
      const gradient = push * value;
      const squares = (table[offset + classes + k] as number) + gradient * gradient;
      table[offset + classes + k] = squares;
      table[offset + k] = (table[offset + k] as number) - (rate * gradient) / (Math.sqrt(squares) + 1e-3);
    }
  }
}

export function average(runs: readonly Weights[]): Weights {
  const mean = new Float32Array((runs[0] as Weights).length);
  for (const run of runs)
    for (let at = 0; at < mean.length; at++) mean[at] = (mean[at] as number) + (run[at] as number) / runs.length;
  return mean;
}
