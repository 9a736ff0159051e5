const bars = "▁▂▃▄▅▆▇█";

/** One character a value, from zero to the highest; "·" where it was not observed. Negative values count as zero. */
export function sparkline(values: readonly (number | null)[]): string {
  const highest = values.reduce<number>((most, value) => Math.max(most, value ?? 0), 0);
  return values
    .map((value) => {
      if (value === null) return "·";
      const share = highest === 0 ? 0 : Math.max(0, value) / highest;
      return bars.charAt(Math.round(share * (bars.length - 1)));
    })
    .join("");
}
