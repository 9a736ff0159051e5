/** One network as a page lists it. */
export interface NetworkLine {
  readonly label: string;
  /** How often it is read; null = as it happens. */
  readonly paceMs: number | null;
  /** Of a request, in US dollars. */
  readonly costUsd: number;
}
