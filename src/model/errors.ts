/** Base of every failure we foresee. Anything else that is thrown is a bug. */
export abstract class AppError extends Error {
  /** Said to the person who asked; never contains secrets, ids or stack traces. */
  abstract readonly hint: string;
  override get name(): string {
    return this.constructor.name;
  }
}

/** The person asked for something we cannot do as asked: what happened, why, and what to type next. */
export class UserError extends AppError {
  override readonly hint: string;
  constructor(hint: string) {
    super(hint);
    this.hint = hint;
  }
}

/** The same, about one field of a form: the form stays open and says it there. */
export class FieldError extends UserError {
  readonly field: string;
  constructor(field: string, hint: string) {
    super(hint);
    this.field = field;
  }
}

export type SourceFailure = "unauthorized" | "not-found" | "rate-limited" | "unavailable" | "bad-response";

/** A social network answered with anything but what we asked for. */
export class SourceError extends AppError {
  override readonly hint: string;
  readonly source: string;
  readonly failure: SourceFailure;
  /** Milliseconds to wait before asking again; undefined where waiting will not help. */
  readonly retryAfterMs: number | undefined;
  constructor(
    source: string,
    failure: SourceFailure,
    options: { retryAfterMs?: number | undefined; detail?: string; cause?: unknown } = {},
  ) {
    super(`${source}: ${failure}${options.detail ? ` (${options.detail})` : ""}`, { cause: options.cause });
    this.source = source;
    this.failure = failure;
    this.retryAfterMs = options.retryAfterMs;
    this.hint =
      failure === "rate-limited"
        ? `${source} asked us to slow down; the others are unaffected.`
        : `${source} is not answering properly; the others are unaffected.`;
  }
}

/** The installation cannot run as it is configured: every problem at once, each with what to do about it. */
export class ConfigError extends AppError {
  override readonly hint: string;
  readonly problems: readonly string[];
  constructor(problems: readonly string[]) {
    const text = `Groundswell cannot start:\n${problems.map((p) => `  - ${p}`).join("\n")}`;
    super(text);
    this.problems = problems;
    this.hint = text;
  }
}
