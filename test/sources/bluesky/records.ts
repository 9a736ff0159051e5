/** What somebody writes. Hashtags in the text get facets, as the apps make them. */
export interface Written {
  readonly text: string;
  /** Tags that are not in the text. */
  readonly tags?: readonly string[];
  readonly langs?: readonly string[];
  /** What the client says; default: the time at which it is sent. Anything at all, for clients that lie. */
  readonly createdAt?: unknown;
  readonly reply?: object;
  readonly embed?: object;
  readonly labels?: object;
}

/** A record of app.bsky.feed.post. */
export function recordOf({ text, createdAt, ...more }: Written, at: Date): object {
  const facets = [...text.matchAll(/#([\p{L}\p{M}\p{N}_]+)/gu)].map(({ 0: written, 1: tag, index }) => {
    const byteStart = Buffer.byteLength(text.slice(0, index));
    return {
      index: { byteStart, byteEnd: byteStart + Buffer.byteLength(written) },
      features: [{ $type: "app.bsky.richtext.facet#tag", tag }],
    };
  });
  return {
    $type: "app.bsky.feed.post",
    createdAt: createdAt ?? at.toISOString(),
    langs: ["en"],
    text,
    ...(facets.length > 0 ? { facets } : {}),
    ...more,
  };
}

export const someone = "did:plc:harbourmaster234567abcde";

/** A record key in the order of its number. */
export const rkeyOf = (number: number): string => `3m${number.toString(36).padStart(11, "0")}`;

export const uriOf = (did: string, rkey: string): string => `at://${did}/app.bsky.feed.post/${rkey}`;
