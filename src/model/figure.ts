/** How numbers are written in sentences and cards. English for now; the one place to change for other languages. */

const whole = new Intl.NumberFormat("en", { maximumFractionDigits: 0 });
const compact = new Intl.NumberFormat("en", { notation: "compact", maximumFractionDigits: 1 });
const percent = new Intl.NumberFormat("en", { style: "percent", maximumFractionDigits: 0 });

/** "1,234" up to 99,999, then "123.5K". */
export const figure = (value: number): string => (Math.abs(value) < 100_000 ? whole : compact).format(value);

export const percentage = (fraction: number): string => percent.format(fraction);

/** "1 post", "1,234 posts". */
export const counted = (value: number, one: string, many = `${one}s`): string =>
  `${figure(value)} ${value === 1 ? one : many}`;

/** "▲ up 34 %", "▼ down 5 %", "no change"; null where there is nothing to compare with. */
export function growth(now: number, before: number): string | null {
  if (before <= 0) return now > 0 ? "new" : null;
  const change = (now - before) / before;
  if (Math.abs(change) < 0.005) return "no change";
  if (change > 9) return `▲ ${figure(now / before)}×`;
  return change > 0 ? `▲ up ${figure(change * 100)} %` : `▼ down ${figure(-change * 100)} %`;
}

/** "A", "A and B", "A, B and C". */
export const listed = (items: readonly string[]): string =>
  items.length < 2 ? (items[0] ?? "") : `${items.slice(0, -1).join(", ")} and ${items.at(-1)}`;
