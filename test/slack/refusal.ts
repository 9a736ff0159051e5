import type { Json } from "./json.ts";

/** A call that Slack answers with `ok: false`: still HTTP 200, unless it says how many seconds to wait (429). */
export class Refusal extends Error {
  readonly error: string;
  /** What the answer holds beside `ok` and `error`. */
  readonly more: Json;
  readonly retryAfterSeconds: number | null;
  constructor(error: string, more: Json = {}, retryAfterSeconds: number | null = null) {
    super(error);
    this.error = error;
    this.more = more;
    this.retryAfterSeconds = retryAfterSeconds;
  }
}

export function refuse(error: string, more: Json = {}): never {
  throw new Refusal(error, more);
}

/** As Slack words what is wrong with arguments: `[ERROR] must be … [json-pointer:/view]`. */
export const explained = (problems: readonly string[]): Json => ({
  response_metadata: { messages: problems.map((problem) => `[ERROR] ${problem}`) },
});
