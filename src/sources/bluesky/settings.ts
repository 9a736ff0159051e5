import type { Secret } from "../../model/secret.ts";

/** Where Bluesky is asked, and as whom. */
export interface BlueskySettings {
  /**
   * A Jetstream's `/subscribe`, or the newer `/xrpc/network.bsky.jetstream.subscribeEvents`
   * (https://github.com/bluesky-social/jetstream/blob/main/docs/README.md, 5).
   */
  readonly jetstreamUrl: string;
  /** The public AppView, which answers without an account. */
  readonly apiUrl: string;
  /** An app password lets searches go beyond their first page; null = logged out. */
  readonly login: { readonly identifier: string; readonly password: Secret; readonly serviceUrl: string } | null;
}

export const blueskyDefaults = {
  jetstreamUrl: "wss://jetstream2.us-east.bsky.network/subscribe",
  apiUrl: "https://public.api.bsky.app",
  serviceUrl: "https://bsky.social",
} as const;
