/** Values as Postgres writes an array of them; postgres.js guesses wrong for booleans and, beside drizzle, for dates. */
export function arrayLiteral(values: readonly unknown[]): string {
  const elements = values.map((value) => {
    if (value === null || value === undefined) return "NULL";
    return typeof value === "number" ? value : `"${quoted(String(value))}"`;
  });
  return `{${elements.join(",")}}`;
}

/** Text that Postgres takes: NUL and halves of surrogate pairs become U+FFFD. */
export const clean = (text: string): string => (suspect.test(text) ? text.replace(refused, "\ufffd") : text);

const quoted = (text: string): string =>
  suspect.test(text) ? text.replace(refused, "\ufffd").replace(escaped, "\\$&") : text;

/** Cheap to look for, and not in most texts: whatever may need mending or escaping. */
const suspect = /[\0"\\\ud800-\udfff]/;
const refused = /[\0\p{Surrogate}]/gu;
const escaped = /["\\]/g;
