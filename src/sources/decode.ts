/** Foreign data is not what we were promised. `path` names the field, e.g. "author.handle". */
export class DecodeError extends Error {
  override readonly name = "DecodeError";
  readonly path: string;
  constructor(path: string, expected: string, value: unknown) {
    super(`${path} should be ${expected}, but is ${described(value)}`);
    this.path = path;
  }
}

/** Tells the kind of a value, never the value: it may be anything, and this goes to logs. */
function described(value: unknown): string {
  if (value === null) return "null";
  if (value === undefined) return "missing";
  if (Array.isArray(value)) return "a list";
  return typeof value === "object" ? "an object" : `a ${typeof value}`;
}

export function decodeJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new DecodeError("the text", "JSON", text);
  }
}

export function asObject(value: unknown, path: string): Readonly<Record<string, unknown>> {
  if (typeof value !== "object" || value === null || Array.isArray(value))
    throw new DecodeError(path, "an object", value);
  return value as Readonly<Record<string, unknown>>;
}

export function asArray(value: unknown, path: string): readonly unknown[] {
  if (!Array.isArray(value)) throw new DecodeError(path, "a list", value);
  return value;
}

export function asString(value: unknown, path: string): string {
  if (typeof value !== "string") throw new DecodeError(path, "a text", value);
  return value;
}

export function asBoolean(value: unknown, path: string): boolean {
  if (typeof value !== "boolean") throw new DecodeError(path, "true or false", value);
  return value;
}

/** A whole number within ±2^53. */
export function asInteger(value: unknown, path: string): number {
  if (typeof value !== "number" || !Number.isSafeInteger(value)) throw new DecodeError(path, "a whole number", value);
  return value;
}

/** Milliseconds since 1970, between the years 1970 and 9999. */
export function asTime(value: unknown, path: string): number {
  const time = asInteger(value, path);
  if (time < 0 || time > lastTime) throw new DecodeError(path, "a time in milliseconds", value);
  return time;
}

const lastTime = Date.UTC(9999, 11, 31);
const isoDate = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:?\d{2})$/;

/** An ISO 8601 date and time with its zone: without one it would mean another moment on every machine. */
export function asDate(value: unknown, path: string): Date {
  const text = asString(value, path);
  const time = isoDate.test(text) ? Date.parse(text) : Number.NaN;
  if (Number.isNaN(time)) throw new DecodeError(path, "a date with its zone (2026-01-31T12:00:00Z)", value);
  return new Date(time);
}

/** Null and missing stay null; anything else must be what `as` wants. */
export function orNull<T>(as: (value: unknown, path: string) => T, value: unknown, path: string): T | null {
  return value === null || value === undefined ? null : as(value, path);
}
