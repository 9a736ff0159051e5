export interface Interval {
  readonly low: number;
  readonly high: number;
}

/** Wilson's interval of 95 % for a share of `of` trials. */
export function wilson(hits: number, of: number): Interval {
  const z = 1.96;
  const share = hits / of;
  const middle = (share + z ** 2 / (2 * of)) / (1 + z ** 2 / of);
  const half = (z / (1 + z ** 2 / of)) * Math.sqrt((share * (1 - share)) / of + z ** 2 / (4 * of ** 2));
  return { low: Math.max(0, middle - half), high: Math.min(1, middle + half) };
}

/** The middle 90 % of a figure over samples drawn with replacement. */
export function bootstrap<Item>(
  items: readonly Item[],
  figure: (sample: readonly Item[]) => number,
  chance: () => number,
  rounds = 2_000,
): Interval {
  const figures = Array.from({ length: rounds }, () =>
    figure(items.map(() => items[Math.floor(chance() * items.length)] as Item)),
  ).sort((a, b) => a - b);
  return {
    low: figures[Math.floor(0.05 * rounds)] ?? Number.NaN,
    high: figures[Math.floor(0.95 * rounds)] ?? Number.NaN,
  };
}

export const shown = ({ low, high }: Interval, digits = 2): string =>
  `${low.toFixed(digits)} to ${high.toFixed(digits)}`;

export const quantile = (values: readonly number[], share: number): number => {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? Number.NaN;
};
