/** What the processes of one installation share. `Inputs` maps the name of every kind of job to what it is given. */
export interface Backplane<Inputs> {
  readonly jobs: Jobs<Inputs>;
  readonly gates: Gates;
  readonly cache: Cache;
  readonly locks: Locks;
  /** What keeps it from working now, e.g. "Redis does not answer"; empty where it works. */
  problems(): Promise<readonly string[]>;
  /** Stops this process's workers (see Workers.stop), gives its locks back and hangs up. May be called twice. */
  close(): Promise<void>;
}

export interface Jobs<Inputs> {
  /**
   * Asks for work. While equal work (same name and key) waits, there is one job of it, which starts as early as the
   * earliest asked for; while it runs, what is asked for last runs once more afterwards. So equal work never runs twice at a
   * time, and nothing asked for is lost.
   */
  add(request: RequestOf<Inputs>, options?: { readonly delayMs?: number }): Promise<void>;
  /**
   * Asks for it every `everyMs`, at a moment of the period that depends on its key, so that schedules do not herd. Equal
   * work waiting or running at that moment is enough. A second call replaces the first and keeps its rhythm.
   */
  repeat(request: RequestOf<Inputs>, everyMs: number): Promise<void>;
  /** Ends what `repeat` began; work that waits or runs goes on. */
  stop(request: RequestOf<Inputs>): Promise<void>;
  /**
   * Makes this process do the work. Every kind, and every lane of a kind, has its own line and its own hands, so none can hold
   * up another. Of kinds with lanes it does those in `lanes`; what is asked for in others waits for a process that works on them.
   */
  start(handlers: readonly JobHandler[], options: StartOptions): Promise<Workers>;
}

export type RequestOf<Inputs> = {
  [Name in keyof Inputs & string]: { readonly name: Name; readonly input: Inputs[Name] };
}[keyof Inputs & string];

export interface StartOptions {
  readonly concurrency: number;
  /** Default: none, which is enough where no kind has lanes. */
  readonly lanes?: readonly string[];
}

/** What must be known of a kind of job to ask for it. `never` lets kinds of different inputs share one list. */
export interface JobKind {
  readonly name: string;
  /** How often it is tried in all before it is given up. */
  readonly attempts: number;
  /** At most 100 characters, no ":". */
  key(input: never): string;
  /** Work of different lanes never waits for each other. 1 to 40 of a-z, 0-9 and "-". Equal work is always of one lane. */
  lane?(input: never): string;
}

export interface JobHandler {
  readonly name: string;
  /** How many of this kind (of each of its lanes) run at once in this process; default is the `concurrency` given to `start`. */
  readonly concurrency?: number;
  /** `signal` aborts when this process shuts down; a job that then throws is done again elsewhere, without counting as tried. */
  run(input: never, signal: AbortSignal): Promise<void>;
}

export interface Workers {
  /** Takes no more jobs, aborts the signals of those in hand and waits for them, at most `Timing.patienceMs`. */
  stop(): Promise<void>;
}

export interface Gates {
  /** Counts one entry of `key` in a window that opens with its first entry. The same key under other limits is another gate. */
  enter(key: string, limit: Limit): Promise<Entry>;
}

export interface Limit {
  readonly requests: number;
  readonly windowMs: number;
}

export type Entry = { readonly allowed: true } | { readonly allowed: false; readonly waitMs: number };

/** Bytes that can be made again: lost when the store crashes, and the oldest go when there are too many. */
export interface Cache {
  get(key: string): Promise<Uint8Array | null>;
  /** Kept for `ttlMs` of real time, whatever a replay's clock says. */
  put(key: string, bytes: Uint8Array, ttlMs: number): Promise<void>;
}

export interface CacheBounds {
  readonly entries: number;
  readonly bytes: number;
}

export interface Locks {
  /**
   * Runs while no other process and nobody else in this one holds `name`. `signal` aborts if the lock is lost on the way. A holder
   * that dies frees it within a lease.
   */
  withLock<T>(name: string, run: (signal: AbortSignal) => Promise<T>): Promise<T | "taken">;
}

export interface Timing {
  /** After how long without a sign of life a worker counts as dead; its jobs are taken over within two leases. */
  readonly leaseMs: number;
  /** The pause before a failed job's second attempt; it doubles with each further one. */
  readonly retryMs: number;
  /** How long a stopping process waits for the jobs in hand. */
  readonly patienceMs: number;
}

export interface Log {
  info(facts: Readonly<Record<string, unknown>>, message: string): void;
  warn(facts: Readonly<Record<string, unknown>>, message: string): void;
  error(facts: Readonly<Record<string, unknown>>, message: string): void;
}
