import { ShellError } from "./shell-error.ts";

const isoMoment = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:\d{2})$/;

/**
 * Foreign JSON as a chart's data. The chart's sample is the model: every field it has must be there, of the same type; null
 * is accepted where the sample shows one, a moment is an ISO 8601 text, and what the sample lacks is left out.
 * Throws a ShellError that names the first wrong field, e.g. "points[3].at".
 */
export const chartDataOf = <Data>(sample: Data, json: unknown): Data => read(json, [sample], "") as Data;

/** `models` are all values the sample has at this place: the elements of its lists taken together. */
function read(json: unknown, models: readonly unknown[], path: string): unknown {
  if (json === null && models.includes(null)) return null;
  const model = models.find((model) => model !== null);
  if (model instanceof Date) return readMoment(json, path);
  if (Array.isArray(model)) {
    if (!Array.isArray(json)) throw wrong(path, "a list", json);
    const elements = models.filter(Array.isArray).flat();
    return json.map((element, index) => read(element, elements, `${path}[${index}]`));
  }
  if (isRecord(model)) return readFields(json, models.filter(isRecord), path);
  if (typeof json !== typeof model) throw wrong(path, `a ${typeof model}`, json);
  return json;
}

function readFields(json: unknown, models: readonly Record<string, unknown>[], path: string): Record<string, unknown> {
  if (!isRecord(json)) throw wrong(path, "an object", json);
  const names = new Set(models.flatMap((model) => Object.keys(model)));
  const fields = [...names].filter(
    (name) => Object.hasOwn(json, name) || models.every((model) => Object.hasOwn(model, name)),
  );
  return Object.fromEntries(
    fields.map((name) => [
      name,
      read(
        Object.hasOwn(json, name) ? json[name] : undefined,
        models.filter((model) => Object.hasOwn(model, name)).map((model) => model[name]),
        path === "" ? name : `${path}.${name}`,
      ),
    ]),
  );
}

function readMoment(json: unknown, path: string): Date {
  const moment = typeof json === "string" && isoMoment.test(json) ? new Date(json) : undefined;
  if (!moment || Number.isNaN(moment.getTime())) throw wrong(path, `a moment like "2025-11-14T13:00:00Z"`, json);
  return moment;
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value) && !(value instanceof Date);

function wrong(path: string, expected: string, json: unknown): ShellError {
  const got = json === undefined ? "nothing" : JSON.stringify(json).slice(0, 40);
  return new ShellError(`${path === "" ? "The data" : path}: expected ${expected}, got ${got}.`);
}
