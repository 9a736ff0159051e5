import { inEvery, type Told } from "./language.ts";

/** Base of every failure we foresee. Anything else that is thrown is a bug. Its message is English, for logs and shells. */
export abstract class AppError extends Error {
  override get name(): string {
    return this.constructor.name;
  }
}

/** A failure that is said in a chat, to the person who asked. */
export abstract class SaidError extends AppError {
  /** Never contains secrets, ids or stack traces. */
  abstract readonly hint: Told;
}

/** The person asked for something we cannot do as asked: what happened, why, and what to type next. */
export class UserError extends SaidError {
  override readonly hint: Told;
  constructor(hint: Told) {
    super(hint.en);
    this.hint = hint;
  }
}

/** The same, about one field of a form: the form stays open and says it there. */
export class FieldError extends UserError {
  readonly field: string;
  constructor(field: string, hint: Told) {
    super(hint);
    this.field = field;
  }
}

/** The person asked, in a few words: what happened, why, and what to type next. */
export const refuse = (hint: Told): never => {
  throw new UserError(hint);
};

export type SourceFailure = "unauthorized" | "not-found" | "rate-limited" | "unavailable" | "bad-response";

/** A social network answered with anything but what we asked for. */
export class SourceError extends SaidError {
  override readonly hint: Told;
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
    this.hint = failure === "rate-limited" ? slowDown(source) : noAnswer(source);
  }
}

const slowDown = (source: string) =>
  inEvery({
    en: `${source} asked us to slow down; the others are unaffected.`,
    de: `${source} bittet um langsamere Abfragen; die anderen Netzwerke sind nicht betroffen.`,
    fr: `${source} nous demande de ralentir ; les autres ne sont pas touchés.`,
    es: `${source} pide ir más despacio; las demás redes no se ven afectadas.`,
    pt: `${source} pediu para ir mais devagar; as outras redes não são afetadas.`,
    ja: `${source} からアクセスを控えるよう求められています。ほかのネットワークに影響はありません。`,
  });

const noAnswer = (source: string) =>
  inEvery({
    en: `${source} is not answering properly; the others are unaffected.`,
    de: `${source} antwortet gerade nicht richtig; die anderen Netzwerke sind nicht betroffen.`,
    fr: `${source} ne répond pas correctement ; les autres ne sont pas touchés.`,
    es: `${source} no responde como debe; las demás redes no se ven afectadas.`,
    pt: `${source} não está respondendo direito; as outras redes não são afetadas.`,
    ja: `${source} が正しく応答していません。ほかのネットワークに影響はありません。`,
  });

/** The installation cannot run as it is configured: every problem at once, each with what to do about it, in English. */
export class ConfigError extends AppError {
  readonly problems: readonly string[];
  constructor(problems: readonly string[]) {
    super(`Groundswell cannot start:\n${problems.map((p) => `  - ${p}`).join("\n")}`);
    this.problems = problems;
  }
}
