import { type AlertKind, alertKinds } from "./alert-kind.ts";

/** Who is pinged: a role (Discord), a group of people (Slack), or one person. */
export interface Ping {
  readonly kind: (typeof pingKinds)[number];
  readonly id: string;
}
export const pingKinds = ["role", "group", "person"] as const;

/** What a tracker alerts of, beside how easily its bursts do. */
export interface AlertRules {
  readonly off: readonly AlertKind[];
  /** More posts an hour than this, over all its networks; null = no such rule. */
  readonly overPerHour: number | null;
  readonly ping: Ping | null;
  /** Of these it stays silent for a while. */
  readonly mutedKinds: readonly { readonly kind: AlertKind; readonly until: Date }[];
}

/**
 * How posts feel is read by a model, which irony fools, and lively subjects meet a new hashtag every few days: both are for people who
 * ask for them. The others are rare, and are about something that can be looked at.
 */
export const usualRules: AlertRules = {
  off: ["sentiment", "hashtag"],
  overPerHour: null,
  ping: null,
  mutedKinds: [],
};

/** One thing that is set otherwise; what takes it back is one too. */
export type RuleChange =
  | { readonly set: "kind"; readonly kind: AlertKind; readonly off: boolean; readonly mutedUntil: Date | null }
  | { readonly set: "overPerHour"; readonly overPerHour: number | null; readonly off: boolean }
  | { readonly set: "ping"; readonly ping: Ping | null };

export function changeRules(rules: AlertRules, change: RuleChange): AlertRules {
  switch (change.set) {
    case "overPerHour":
      return { ...rules, off: switched(rules, "threshold", change.off), overPerHour: change.overPerHour };
    case "ping":
      return { ...rules, ping: change.ping };
    case "kind": {
      const { kind, off, mutedUntil } = change;
      const others = rules.mutedKinds.filter((muted) => muted.kind !== kind);
      return {
        ...rules,
        off: switched(rules, kind, off),
        mutedKinds: mutedUntil ? [...others, { kind, until: mutedUntil }] : others,
      };
    }
    default:
      return change satisfies never;
  }
}

const switched = (rules: AlertRules, kind: AlertKind, off: boolean): readonly AlertKind[] =>
  alertKinds.filter((one) => (one === kind ? off : rules.off.includes(one)));

/** What takes a change back that is about to be made. */
export function takesBack(rules: AlertRules, change: RuleChange): RuleChange {
  switch (change.set) {
    case "overPerHour":
      return { set: "overPerHour", overPerHour: rules.overPerHour, off: rules.off.includes("threshold") };
    case "ping":
      return { set: "ping", ping: rules.ping };
    case "kind": {
      const { kind } = change;
      return { set: "kind", kind, off: rules.off.includes(kind), mutedUntil: mutedUntil(rules, kind) };
    }
    default:
      return change satisfies never;
  }
}

/** null where it is not muted; it may be past. */
export const mutedUntil = ({ mutedKinds }: AlertRules, kind: AlertKind): Date | null =>
  mutedKinds.find((muted) => muted.kind === kind)?.until ?? null;

/** Whether it is looked for at all. */
export const isWatched = ({ off, overPerHour }: AlertRules, kind: AlertKind): boolean =>
  !off.includes(kind) && (kind !== "threshold" || overPerHour !== null);
