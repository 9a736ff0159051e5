/** One number that was measured, beside what it is measured against in the same run. */
export interface Figure {
  readonly bench: string;
  readonly metric: string;
  readonly value: number;
  /** e.g. "events/s", "ms". */
  readonly unit: string;
  /** What the ratio compares with, in words. */
  readonly against: string;
  /** `value` divided by the other one's, so above 1 is more: better for rates, worse for times. */
  readonly ratio: number;
}

/** One bench, declared in one file under bench/. */
export interface Bench {
  readonly name: string;
  run(): Promise<readonly Figure[]>;
}

/** The middle one; the mean of the two middle ones of an even number. NaN of none. */
export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length >> 1;
  const upper = sorted[middle] ?? Number.NaN;
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? upper) + upper) / 2;
}
