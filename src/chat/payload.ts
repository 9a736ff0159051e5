/** What a platform sent us, looked at field by field; what is not as promised is a TypeError that names its place. */

export function objectAt(value: unknown, path: string): Readonly<Record<string, unknown>> {
  if (typeof value !== "object" || value === null || Array.isArray(value)) throw wrong(path, "an object");
  return value as Readonly<Record<string, unknown>>;
}

/** Nothing is "". */
export function textAt(value: unknown, path: string): string {
  if (value === null || value === undefined) return "";
  if (typeof value !== "string") throw wrong(path, "a text");
  return value;
}

/** Nothing is []. */
export function listAt(value: unknown, path: string): readonly unknown[] {
  if (value === null || value === undefined) return [];
  if (!Array.isArray(value)) throw wrong(path, "a list");
  return value;
}

/** Tells the place only: the value may be anything, and this goes to logs. */
export const wrong = (path: string, expected: string): TypeError => new TypeError(`${path} should be ${expected}`);
