/** Told on this Postgres channel when a tracker begins or ceases to listen to feeds. */
export const followedChannel = "groundswell_followed";
