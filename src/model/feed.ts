import type { Subject } from "./subject.ts";

/**
 * What is collected once: a source's view of one network × subject × credential scope. Cursor, coverage, rollups and detector
 * state belong to it. `network` differs from `source` only for sources that stand for several (simulator, replay).
 */
export interface Feed {
  readonly id: number;
  readonly source: string;
  readonly network: string;
  readonly subject: Subject;
  /** null = shared; otherwise the workspace whose linked account pays and who alone may see it. */
  readonly workspace: string | null;
}

/** A stretch of time that was really observed, [from, to). */
export interface Span {
  readonly from: Date;
  readonly to: Date;
}

/** One bucket of a feed, or of several summed. null = blind, which is never zero. */
export interface Point {
  readonly at: Date;
  /** Posts by the network's own count where it gives one, otherwise those we saw. */
  readonly posts: number | null;
  /** Likes, shares and replies gained in this bucket, possibly negative. */
  readonly engagement: number | null;
}
