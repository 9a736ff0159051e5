import type { Person } from "./place.ts";
import type { Sentiment } from "./post.ts";

/** What a workspace knows better than the model: how an author means it who says this, however it is linked, addressed and marked. */
export interface Correction {
  readonly id: number;
  readonly network: string;
  /** Without "@". */
  readonly author: string;
  readonly sentiment: Sentiment;
  /** How it was read before; null = not at all. */
  readonly was: Sentiment | null;
  /** The correction that this one replaced. */
  readonly before: Sentiment | null;
  /** In the audit log, for Undo. */
  readonly change: number;
}

/**
 * Why a post cannot be corrected: not among those of the tracker; its network does not say who wrote it; there is no word in it
 * that the correction could hold to; the workspace has as many as it may.
 */
export type Incorrigible = "unknown" | "nameless" | "wordless" | "full";

/** As many of one workspace. */
export const correctionsMax = 500;

export interface Corrections {
  /** From now on, and for what is stored: whatever its author says so again. It is in the audit log. `post` is a PostLine's key. */
  correct(
    post: number,
    to: { readonly tracker: number; readonly sentiment: Sentiment; readonly who: Person },
  ): Promise<Correction | Incorrigible>;
  /** Whether what `change` said of it was replaced by a later one that was not undone. */
  isReplaced(id: number, change: number): Promise<boolean>;
  /** As it was before the change: another sentiment, or what the model says. False where it is gone, or was replaced. */
  restore(id: number, made: Pick<Correction, "before" | "change">): Promise<boolean>;
}
