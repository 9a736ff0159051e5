import type { Person } from "./place.ts";

/** What people say of an alert. */
export const verdicts = ["useful", "noisy", "irrelevant"] as const;
export type Verdict = (typeof verdicts)[number];

export interface Feedback {
  readonly incident: number;
  readonly who: Person;
  readonly verdict: Verdict;
}

/** Whose doing, or what, is no news in one tracker: bursts that are mostly of it are recorded, not posted. */
export const exclusionKinds = ["author", "tag", "network"] as const;
export type ExclusionKind = (typeof exclusionKinds)[number];

export interface Exclusion {
  readonly id: number;
  readonly tracker: number;
  readonly kind: ExclusionKind;
  /** A handle without "@", a hashtag's key, a network. */
  readonly name: string;
  /** Of an author the network. */
  readonly of: string | null;
}

export interface Feedbacks {
  /** Each person's last word counts. Says whether somebody had said the same of it before. */
  say(feedback: Feedback, at: Date): Promise<{ readonly wasSaid: boolean }>;
  of(incidents: readonly number[]): Promise<readonly Feedback[]>;
  /** Those of a tracker; what is excluded already is not excluded twice. */
  exclude(exclusion: Omit<Exclusion, "id">): Promise<Exclusion>;
  exclusions(tracker: number): Promise<readonly Exclusion[]>;
  include(exclusion: number): Promise<void>;
}

/** How many of the alerts that somebody judged most of them found useful. */
export function precisionOf(feedback: readonly Feedback[]): { readonly kept: number; readonly judged: number } {
  const judged = [...new Set(feedback.map(({ incident }) => incident))];
  const kept = judged.filter((id) => {
    const said = feedback.filter(({ incident }) => incident === id);
    return said.filter(({ verdict }) => verdict === "useful").length * 2 >= said.length;
  });
  return { kept: kept.length, judged: judged.length };
}
