import type { Backtest } from "../../src/analysis/backtest.ts";
import { type GateName, gateNames, type WhyNot } from "../../src/analysis/why-not.ts";
import type { Picture } from "../../src/cards/card.ts";
import { excludeCard, excludedCard, feedbackNote, type TunedFacts, tunedCard } from "../../src/cards/feedback-card.ts";
import { previewCard, previewing } from "../../src/cards/preview-card.ts";
import { whyNotCard } from "../../src/cards/why-not-card.ts";
import { dayMs, hourMs, minuteMs } from "../../src/model/clock.ts";
import type { Incident } from "../../src/model/incident.ts";
import type { Language } from "../../src/model/language.ts";
import type { Tracker } from "../../src/model/tracker.ts";
import type { Cast, Sample } from "./samples.ts";
import { networksOf } from "./top-samples.ts";

const now = new Date("2026-11-20T14:02:00Z");
const before = (ms: number) => new Date(now.getTime() - ms);

interface About {
  readonly tracker: Tracker;
  readonly incident: Incident;
  readonly picture: Picture;
}

const backtestOf = (days: number, counts: readonly [number, number, number], stepMs = minuteMs): Backtest => {
  const alerts = (count: number) =>
    Array.from({ length: count }, (_, i) => ({
      at: before((count - i) * 7 * hourMs),
      network: i % 2 ? "bluesky" : "mastodon",
      sighting: { windowMinutes: 60, count: 212 + i, expected: 18, returnDays: i % 3 ? i : null },
    }));
  const [sensitive, balanced, strict] = counts.map(alerts);
  return {
    stepMs,
    since: days > 0 ? before(days * dayMs) : null,
    to: now,
    coverage: days > 0 ? 0.93 : 0,
    alerts: { sensitive: sensitive ?? [], balanced: balanced ?? [], strict: strict ?? [] },
  };
};

const standing: WhyNot = {
  span: { from: before(17 * minuteMs), to: now },
  stepMs: minuteMs,
  gates: gateNames.map((name) => ({ name, passed: true })),
  coverage: 0.98,
  quietUntil: null,
  posts: 61,
  authors: 23,
  since: before(12 * dayMs),
  best: {
    network: "bluesky",
    at: before(5 * minuteMs),
    sighting: { windowMinutes: 15, count: 61, expected: 18.4, returnDays: 0.4 },
    share: 0.64,
  },
  incident: null,
};

const gatesBut = (...stopped: readonly GateName[]): WhyNot["gates"] =>
  gateNames.map((name) => ({
    name,
    passed: name === "authors" || name === "delivered" ? null : !stopped.includes(name),
  }));

/** How a rule would have done, and why it did not. */
export function insightSamples(cast: Cast, { tracker, incident, picture }: About, language: Language): Sample[] {
  const labels = new Map([["bluesky", "Bluesky"]]);
  const about = {
    tracker,
    labels,
    disclosure: cast.disclosure,
    askedBy: cast.person,
    sensitivity: "balanced",
  } as const;
  const preview = (name: string, backtest: Backtest, drawn: Picture | null = picture): Sample => ({
    name: `preview${name}`,
    card: previewCard({ ...about, backtest, picture: drawn }, language),
    hasNumbers: true,
  });
  const whyNot = (name: string, more: Partial<WhyNot>): Sample => ({
    name: `why-not${name}`,
    card: whyNotCard({ tracker, ...standing, ...more }, networksOf(cast.disclosure), language),
    hasNumbers: true,
  });
  const open = { ...incident, openedAt: before(3 * hourMs) };
  const came = { ...incident, openedAt: before(5 * minuteMs) };
  const tuned = (name: string, meant: TunedFacts["meant"]): Sample => ({
    name: `tuned${name}`,
    card: tunedCard({ tracker, who: cast.person, undo: 7, meant }, language),
    hasNumbers: false,
  });
  const out = [
    { kind: "author", name: cast.person.name, of: "bluesky" },
    { kind: "tag", name: "goal", of: null },
    { kind: "network", name: "mastodon", of: null },
  ] as const;
  const networks = networksOf(cast.disclosure);
  const done = { tracker, who: cast.person, undo: 7 };
  const heard = ["thanks", "noted", "moved", "strictest"] as const;
  return [
    ...heard.map((said) => ({
      name: `feedback-${said}`,
      card: feedbackNote(said, language),
      hasNumbers: false,
    })),
    tuned("", { before: 7, after: 2 }),
    tuned("-reading", "reading"),
    tuned("-unknown", null),
    { name: "exclude", card: excludeCard(incident, out, networks, language), hasNumbers: false },
    { name: "exclude-nothing", card: excludeCard(incident, [], networks, language), hasNumbers: false },
    ...out.map((one) => ({
      name: `excluded-${one.kind}`,
      card: excludedCard(done, { id: 1, tracker: tracker.id, ...one }, networks, language),
      hasNumbers: false,
    })),
    { name: "preview-reading", card: previewing(tracker, language), hasNumbers: false },
    preview("", backtestOf(30, [38, 13, 4])),
    preview("-hours-none", backtestOf(12, [1, 0, 0], hourMs)),
    preview("-learning", backtestOf(0.5, [0, 0, 0])),
    preview("-nothing", backtestOf(0, [0, 0, 0]), null),
    whyNot("-too-little", { gates: gatesBut("strength", "novelty") }),
    whyNot("-quiet", {
      gates: gatesBut("authors", "quiet"),
      quietUntil: new Date(now.getTime() + 8 * hourMs),
      best: { ...standing.best, share: 1.7 } as WhyNot["best"],
    }),
    whyNot("-open", { gates: gatesBut("cooldown"), incident: open, authors: null }),
    whyNot("-came", { incident: came, best: { ...standing.best, share: 1.7 } as WhyNot["best"] }),
    whyNot("-blind", {
      gates: gatesBut("tracked", "collected", "matched", "learned", "muted"),
      coverage: 0.2,
      posts: 0,
      since: null,
      best: null,
      stepMs: hourMs,
    }),
  ];
}
