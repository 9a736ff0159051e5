import { whyLine } from "../../src/analysis/incident.ts";
import { doubledCard, followUpCard } from "../../src/cards/alert-card.ts";
import type { Form } from "../../src/cards/card.ts";
import { endedTracking } from "../../src/cards/ended-card.ts";
import { escalationCard } from "../../src/cards/escalation-card.ts";
import type { Outcome } from "../../src/cards/outcome.ts";
import { quietForm, quietSet, quietState } from "../../src/cards/quiet-card.ts";
import { type RoundupLine, roundupCard } from "../../src/cards/roundup-card.ts";
import { alertKinds } from "../../src/model/alert-kind.ts";
import { minuteMs } from "../../src/model/clock.ts";
import type { Incident } from "../../src/model/incident.ts";
import type { Language } from "../../src/model/language.ts";
import { type Peace, usualPeace } from "../../src/model/peace.ts";
import { subjectName } from "../../src/model/subject.ts";
import type { Tracker } from "../../src/model/tracker.ts";
import type { Cast, Sample } from "./samples.ts";

const at = new Date("2026-11-20T13:42:00Z");
const quiet = { from: "22:00", to: "07:00", zone: "America/Argentina/Buenos_Aires", instead: "morning" };
const channel = { surface: "slack", workspace: "slack:T0123", id: "C1" } as const;

/** What keeps a channel's peace, and what is said beside an alert. */
export function peaceSamples(
  cast: Cast,
  { tracker, incident }: { readonly tracker: Tracker; readonly incident: Incident },
  language: Language,
): Sample[] {
  const { person, disclosure } = cast;
  const why = whyLine(incident.peak, "peak", language);
  const line = (more: Partial<RoundupLine>): RoundupLine => ({
    name: subjectName(tracker.subject),
    kind: "burst",
    at,
    why,
    isOver: true,
    ...more,
  });
  const ofKinds = alertKinds.map((kind) => line({ kind, why: kind === "burst" ? why : null, isOver: null }));
  const many = Array.from({ length: 40 }, (_, i) => line({ name: `#Tag${i % 25}`, isOver: i % 2 === 0 }));
  const all: Peace = { quiet, perHour: 6, escalateMs: 15 * minuteMs, escalateTo: person };
  const elsewhere: Peace = {
    quiet: { ...quiet, instead: "C7" },
    perHour: null,
    escalateMs: minuteMs,
    escalateTo: "on-call <@U1> @everyone",
  };
  const numbers: Readonly<Record<string, Sample["card"]>> = {
    "roundup-morning": roundupCard(
      {
        kind: "morning",
        count: 3,
        lines: [line({}), line({ isOver: false }), line({ why: null, isOver: null })],
        disclosure,
      },
      language,
    ),
    "roundup-morning-one": roundupCard({ kind: "morning", count: 1, lines: [line({})], disclosure }, language),
    "roundup-morning-many": roundupCard({ kind: "morning", count: 40, lines: many, disclosure }, language),
    "roundup-morning-kinds": roundupCard({ kind: "morning", count: 7, lines: ofKinds, disclosure }, language),
    "roundup-hour": roundupCard({ kind: "hour", count: 190, lines: many, disclosure }, language),
    "roundup-hour-one": roundupCard({ kind: "hour", count: 1, lines: [line({})], disclosure }, language),
  };
  const plain: Readonly<Record<string, Sample["card"]>> = {
    "quiet-usual": quietState(usualPeace, language),
    "quiet-all": quietState(all, language),
    "quiet-elsewhere": quietState(elsewhere, language),
    "quiet-set": quietSet(all, { who: person, undo: 7 }, language),
    "quiet-unnamed": quietSet({ ...all, escalateTo: null }, { who: person, undo: 7 }, language),
    "alert-doubled": doubledCard({ incident, tracker, why, announced: { ...incident.peak, count: 100, at } }, language),
    "alert-follow-up": followUpCard({ incident: { ...incident, phase: "cooling" }, tracker, why }, language),
    escalation: escalationCard({ incident, tracker, why, to: person, waitedMs: 15 * minuteMs }, language),
    "escalation-role": escalationCard({ incident, tracker, why, to: "on-call", waitedMs: 60 * minuteMs }, language),
    "escalation-nobody": escalationCard({ incident, tracker, why, to: null, waitedMs: minuteMs }, language),
    "tracking-ended": endedTracking(tracker, at, language),
  };
  const named = (samples: typeof plain, hasNumbers: boolean) =>
    Object.entries(samples).map(([name, card]) => ({ name, card, hasNumbers }));
  return [...named(numbers, true), ...named(plain, false)];
}

/** With views, or without any. */
export const sampleOutcome = (isSeen: boolean): Outcome => ({
  seen: isSeen
    ? [
        { label: "YouTube", views: 1_234_567 },
        { label: "TikTok", views: 12_300 },
      ]
    : [],
  engagement: 4_321,
  top: [1, 2, 3].map((key) => ({
    key,
    network: "bluesky",
    id: `${key}`,
    url: "https://bsky.app/profile/ana.bsky.social/post/1",
    text: "東京",
    postedAt: at,
    author: "ana.bsky.social",
    engagement: 100 * key,
    views: null,
    sensitive: key === 2,
    location: null,
    language: "ja",
    topics: [],
    sentiment: null,
  })),
  labels: new Map([["bluesky", "Bluesky"]]),
});

export const peaceForms = (language: Language): readonly Form[] => [
  quietForm(usualPeace, channel, language),
  quietForm(
    { quiet: { ...quiet, instead: "C7" }, perHour: null, escalateMs: minuteMs, escalateTo: null },
    channel,
    language,
  ),
];
