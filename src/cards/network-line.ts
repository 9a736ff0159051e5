/** One network as a page lists it. */
export interface NetworkLine {
  readonly label: string;
  /** How often it is read; null = as it happens. */
  readonly paceMs: number | null;
  /** Of a request, in US dollars. */
  readonly costUsd: number;
  /** The tightest limit it sets; null where it sets none, or it is not this person's to know. */
  readonly limit: { readonly requests: number; readonly windowMs: number } | null;
  /** Requests of this UTC day. */
  readonly today: number;
  /** Spent since the month began, in UTC. */
  readonly monthUsd: number;
}
