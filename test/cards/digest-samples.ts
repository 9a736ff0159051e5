import type { SubjectDigest } from "../../src/analysis/digest.ts";
import type { Picture } from "../../src/cards/card.ts";
import { type DigestFacts, digestCard, digestReading } from "../../src/cards/digest-card.ts";
import { type DigestState, digestNone, digestSet, digestState, digestStopped } from "../../src/cards/digest-set.ts";
import { dayMs, hourMs } from "../../src/model/clock.ts";
import type { Digest } from "../../src/model/digest.ts";
import type { Incident } from "../../src/model/incident.ts";
import type { Language } from "../../src/model/language.ts";
import { subjectName } from "../../src/model/subject.ts";
import type { Tracker } from "../../src/model/tracker.ts";
import type { Cast, Sample } from "./samples.ts";

const to = new Date("2026-11-20T14:00:00Z");
const channel = { surface: "playground", workspace: "playground", id: "general" } as const;
const period = { from: new Date(to.getTime() - dayMs), to };

export const sampleDigestState = ({ person }: Cast, more: Partial<Digest> = {}): DigestState => ({
  digest: {
    id: 7,
    channel,
    isPersonal: false,
    schedule: { every: "day", weekday: 1, hour: 9, minute: 0, zone: "Europe/Berlin" },
    trackers: null,
    quiet: "line",
    createdBy: person,
    since: period.from,
    lastOn: null,
    nextAt: null,
    stoppedAt: null,
    ...more,
  },
  subjects: null,
  next: new Date(to.getTime() + dayMs),
});

const feelings = (posts: number, negative: number, positive: number) => ({
  negative: Math.round(posts * negative),
  neutral: Math.round(posts * (1 - negative - positive)),
  positive: Math.round(posts * positive),
  observed: posts,
});

const subjectWith = (tracker: Tracker, posts: number, more: Partial<SubjectDigest> = {}): SubjectDigest => ({
  tracker,
  trackers: [tracker.id],
  totals: {
    posts,
    engagement: posts * 9,
    authors: null,
    coverage: 1,
    sentiment: feelings(posts, 0.2, 0.5),
    networks: [],
  },
  comparison: { usual: 400, periods: 8, strength: 0 },
  usualOf: "weekday",
  highestMs: null,
  usualSentiment: feelings(9_000, 0.15, 0.5),
  shift: null,
  alerts: [],
  ...more,
});

const alertOf = ({ person }: Cast, more: Partial<Incident> = {}): Incident => {
  const peak = { at: to, windowMinutes: 60, count: 212, expected: 18, score: 0.8, returnDays: 12 } as const;
  return {
    id: 5,
    tracker: 1,
    phase: "over",
    sensitivity: "balanced",
    openedAt: new Date(to.getTime() - 5 * hourMs),
    movedAt: to,
    endedAt: to,
    networks: ["bluesky"],
    first: peak,
    peak,
    lastHour: 20,
    authors: 41,
    message: null,
    silent: false,
    announced: null,
    escalateAt: null,
    acknowledged: { who: person, at: to },
    ...more,
  };
};

/** Every way a digest can be. */
export function digestSamples(
  cast: Cast,
  { tracker, picture }: { readonly tracker: Tracker; readonly picture: Picture },
  language: Language,
): Sample[] {
  const subjectOf = (posts: number, more: Partial<SubjectDigest> = {}) => subjectWith(tracker, posts, more);
  const rise = subjectOf(1_204, {
    comparison: { usual: 407.5, periods: 8, strength: 1.5 },
    highestMs: 56 * dayMs,
    alerts: [alertOf(cast), alertOf(cast, { silent: true, acknowledged: null })],
  });
  const fall = subjectOf(120, {
    comparison: { usual: 400, periods: 20, strength: 1.2 },
    usualOf: "day",
  });
  const angry = subjectOf(390, {
    shift: { feeling: "negative", now: 0.6, usual: 0.1, strength: 1.1 },
    totals: { ...subjectOf(390).totals, sentiment: feelings(390, 0.6, 0.1), coverage: 0.97 },
  });
  const fresh = subjectOf(40, {
    comparison: { usual: 0.5, periods: 8, strength: 1.3 },
    highestMs: 21 * dayMs,
  });
  const calm = subjectOf(412);
  const unknown = subjectOf(0, {
    comparison: null,
    totals: { ...calm.totals, posts: 0, coverage: 0, sentiment: feelings(0, 0, 0) },
  });
  const scheduled = {
    kind: "scheduled",
    digest: 7,
    next: new Date(to.getTime() + dayMs),
    late: null,
    missed: 0,
  } as const;
  const facts: DigestFacts = {
    every: "day",
    zone: "Europe/Berlin",
    channel: channel.id,
    period,
    subjects: [rise, fall, angry, calm, unknown],
    feedback: (["useful", "noisy", "useful"] as const).map((verdict, incident) => ({
      incident,
      who: cast.person,
      verdict,
    })),
    networks: [
      { network: "bluesky", label: "Bluesky", posts: 1_500, engagement: 9_000, coverage: 1, lastSeenAt: null },
      { network: "mastodon", label: "Mastodon", posts: 300, engagement: 900, coverage: 0.8, lastSeenAt: null },
    ],
    picture,
    posts: [
      {
        network: "Bluesky",
        author: cast.person.name,
        text: `What a match ${subjectName(cast.subject)}`,
        url: null,
        at: new Date(to.getTime() - 3 * hourMs),
        figures: "1,204",
        sensitive: false,
      },
    ],
    disclosure: cast.disclosure,
    sent: scheduled,
  };
  const show = (more: Partial<DigestFacts>) => digestCard({ ...facts, ...more }, language);
  const quiet = { picture: null, posts: [] };
  const many = Array.from({ length: 20 }, () => calm);
  const late = { ...scheduled, late: new Date(to.getTime() - 3 * hourMs), missed: 2 };
  const state = sampleDigestState(cast);
  const weekly = sampleDigestState(cast, {
    schedule: { every: "week", weekday: 1, hour: 17, minute: 30, zone: "UTC" },
    quiet: "skip",
  });
  const set = { before: null, who: cast.person, undo: 10 };
  const names = { subjects: [subjectName(cast.subject)] };
  return [
    { name: "digest-notable", card: show({}), hasNumbers: true },
    { name: "digest-one-subject", card: show({ subjects: [fresh], posts: [] }), hasNumbers: true },
    {
      name: "digest-week",
      card: show({ every: "week", subjects: [{ ...rise, usualOf: "week" }, calm], sent: late }),
      hasNumbers: true,
    },
    { name: "digest-quiet", card: show({ ...quiet, subjects: [calm, unknown] }), hasNumbers: true },
    { name: "digest-quiet-many", card: show({ ...quiet, subjects: many, sent: late }), hasNumbers: true },
    {
      name: "digest-learning",
      card: show({ ...quiet, subjects: [{ ...calm, comparison: null }] }),
      hasNumbers: true,
    },
    { name: "digest-blind", card: show({ ...quiet, subjects: [unknown] }), hasNumbers: true },
    { name: "digest-many", card: show({ subjects: [rise, ...many] }), hasNumbers: true },
    { name: "digest-now", card: show({ sent: { kind: "now", askedBy: cast.person } }), hasNumbers: true },
    { name: "digest-preview", card: show({ picture: null, sent: { kind: "preview" } }), hasNumbers: true },
    { name: "digest-reading", card: digestReading("day", to, "Europe/Berlin", language), hasNumbers: false },
    { name: "digest-set", card: digestSet(state, set, language), hasNumbers: false },
    {
      name: "digest-set-anew",
      card: digestSet({ ...weekly, ...names }, { ...set, before: state.digest }, language),
      hasNumbers: false,
    },
    { name: "digest-state", card: digestState(weekly, language), hasNumbers: false },
    { name: "digest-none", card: digestNone(language), hasNumbers: false },
    { name: "digest-stopped", card: digestStopped(state.digest, cast.person, 11, language), hasNumbers: false },
  ];
}
