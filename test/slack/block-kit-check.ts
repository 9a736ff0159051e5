/** Objects and lists of foreign JSON as the rules of Block Kit look at them; what is wrong is said, never thrown. */
export type Json = Readonly<Record<string, unknown>>;

/** Says what is wrong where, and which page of docs.slack.dev says so. */
export type Say = (path: string, what: string, page: string) => void;

export const isObject = (value: unknown): value is Json =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** An object with these keys and no others: Slack takes no unknown ones. */
export function keysIn(
  value: Json,
  path: string,
  keys: { required: readonly string[]; optional?: readonly string[] },
  page: string,
  say: Say,
): void {
  for (const key of keys.required) if (!(key in value)) say(path, `lacks ${key}`, page);
  const known = new Set([...keys.required, ...(keys.optional ?? [])]);
  for (const key of Object.keys(value)) if (!known.has(key)) say(path, `has an unknown field ${key}`, page);
}

/** A text of at least `min` (1) and at most `max` characters, if it is there at all. */
export function lengthIn(
  value: unknown,
  path: string,
  { min = 1, max }: { min?: number; max: number },
  page: string,
  say: Say,
): void {
  if (value === undefined) return;
  if (typeof value !== "string") say(path, "is no text", page);
  else if (value.length < min) say(path, "is empty", page);
  else if (value.length > max) say(path, `has ${value.length} characters, more than ${max}`, page);
}

export function listIn(
  value: unknown,
  path: string,
  { min = 1, max = Number.POSITIVE_INFINITY }: { min?: number; max?: number },
  page: string,
  say: Say,
): readonly unknown[] {
  if (value === undefined) return [];
  if (!Array.isArray(value)) {
    say(path, "is no list", page);
    return [];
  }
  if (value.length < min) say(path, `has ${value.length} items, fewer than ${min}`, page);
  if (value.length > max) say(path, `has ${value.length} items, more than ${max}`, page);
  return value;
}

export function oneOf(value: unknown, path: string, allowed: readonly unknown[], page: string, say: Say): void {
  if (value !== undefined && !allowed.includes(value)) say(path, `is none of ${allowed.join(", ")}`, page);
}

export function webAddress(value: unknown, path: string, page: string, say: Say): void {
  lengthIn(value, path, { max: 3_000 }, page, say);
  if (typeof value === "string" && !(/^https?:\/\//u.test(value) && URL.canParse(value)))
    say(path, "is no web address", page);
}

/** Every text that an object has in it, however deep. */
export function textsIn(value: unknown): string[] {
  if (typeof value === "string") return [value];
  if (Array.isArray(value)) return value.flatMap(textsIn);
  return isObject(value) ? Object.values(value).flatMap(textsIn) : [];
}

export function repeated<T>(values: readonly T[]): T[] {
  return values.filter((value, i) => values.indexOf(value) !== i);
}
