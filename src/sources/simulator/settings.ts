/** daily: by the hours and days people are awake. steady: flat. event: quiet but for one planned evening a day. */
export type Pattern = "daily" | "steady" | "event";

export interface SimulatorSettings {
  /** Posts of an average hashtag over all six networks, outside bursts. */
  readonly postsPerHour: number;
  readonly pattern: Pattern;
  /** Bursts per hashtag and day, on average. */
  readonly burstsPerDay: number;
  /** From the first read of a hashtag to its first burst, so that a newcomer sees an alert soon; null = none. */
  readonly firstBurstAfterMs: number | null;
  /** Another seed is another world. */
  readonly seed: number;
}

export const simulatorDefaults: SimulatorSettings = {
  postsPerHour: 60,
  pattern: "daily",
  burstsPerDay: 2,
  firstBurstAfterMs: 60_000,
  seed: 1,
};
