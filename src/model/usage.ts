/** What was asked of one source, and what it cost. */
export interface Usage {
  readonly source: string;
  readonly requests: number;
  readonly costUsd: number;
}

export interface Usages {
  /** Beside what is there of that UTC day. */
  add(used: readonly Usage[], at: Date): Promise<void>;
  /** From the UTC day of `from` on; a source that nothing was asked of is left out. */
  since(from: Date): Promise<readonly Usage[]>;
}
