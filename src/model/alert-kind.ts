export const alertKinds = ["burst", "threshold", "sentiment", "viral", "influencer", "hashtag", "silence"] as const;
export type AlertKind = (typeof alertKinds)[number];
