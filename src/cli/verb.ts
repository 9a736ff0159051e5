/** What a verb may touch of the outside world; lines come and go without their line end. */
export interface Io {
  readonly stdin: AsyncIterable<string | Uint8Array>;
  out(line: string): void;
  /** Resolves once the reader of `out` has caught up: wait for it between lines where there may be many. Absent where nothing piles up. */
  drained?(): Promise<void>;
  err(line: string): void;
  readonly env: Readonly<Record<string, string | undefined>>;
}

/** One shell verb, declared in one file under src/cli/. */
export interface Verb {
  readonly name: string;
  /** What follows the verb on the command line, e.g. "NAME [--data F] --out F.png". */
  readonly usage: string;
  readonly help: string;
  /** Resolves to the exit code: 0 done, 1 something in the input was wrong. `args` start after the verb. */
  run(args: readonly string[], io: Io): Promise<number>;
}

export const defineVerb = (verb: Verb): Verb => verb;
