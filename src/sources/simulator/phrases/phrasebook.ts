export type Tone = "positive" | "neutral" | "negative";

/** What a burst is about. */
export type Story = "announcement" | "live" | "outage" | "clip";

/**
 * Everything one language says. In the lines `{tag}` is the hashtag with its "#", `{city}` the writer's town and `{n}` a small
 * number; lines must read well for any hashtag. Asides carry no feeling of their own and stand after any line.
 */
export interface Phrasebook {
  readonly lines: Readonly<Record<Tone, readonly string[]>>;
  readonly asides: readonly string[];
  readonly stories: Readonly<Record<Story, readonly string[]>>;
  /** Titles of videos. */
  readonly videos: readonly string[];
  /** Titles of forum threads. */
  readonly threads: readonly string[];
  /** Other hashtags that may go with any, without "#". */
  readonly cotags: readonly string[];
}
