import type { PostFilter } from "../model/reader.ts";

/** What a scope asks about, once its trackers are known to be this workspace's. Each feed once, however many trackers listen. */
export interface Asked {
  readonly workspace: string;
  /** Whether the workspace reads posts otherwise than the model. */
  readonly isCorrecting: boolean;
  readonly feeds: readonly { readonly id: number; readonly network: string }[];
  readonly from: Date;
  readonly to: Date;
  readonly now: Date;
  readonly filter?: PostFilter;
}
