import { whyLine } from "../../src/analysis/incident.ts";
import { alertCard } from "../../src/cards/alert-card.ts";
import { analysisCard } from "../../src/cards/analysis-card.ts";
import { type BoardFacts, boardCard } from "../../src/cards/board-card.ts";
import { type Card, commandAction, type Form, type Picture } from "../../src/cards/card.ts";
import { changed, moved, note, takenBack } from "../../src/cards/changed.ts";
import { chartCard } from "../../src/cards/chart-card.ts";
import { broken, refusal, slowDown } from "../../src/cards/failure.ts";
import { greeting, serverGreeting } from "../../src/cards/greeting.ts";
import { helpCard } from "../../src/cards/help-card.ts";
import { homeCard } from "../../src/cards/home-card.ts";
import { pausedCard } from "../../src/cards/paused-card.ts";
import { settingsForm } from "../../src/cards/settings-form.ts";
import { testAlertCard } from "../../src/cards/test-alert-card.ts";
import { alertsCard, trackersCard } from "../../src/cards/trackers-card.ts";
import { alreadyTracked, trackingCard, undoneTracking, untracked } from "../../src/cards/tracking.ts";
import { wordListForm } from "../../src/cards/word-list-form.ts";
import { workspaceForm } from "../../src/cards/workspace-form.ts";
import { charts } from "../../src/charts/index.ts";
import type { Command } from "../../src/commands/command.ts";
import { formOf } from "../../src/commands/form.ts";
import { commands } from "../../src/commands/index.ts";
import { usualRules } from "../../src/model/alert-rules.ts";
import type { Board } from "../../src/model/board.ts";
import { dayMs, hourMs, minuteMs } from "../../src/model/clock.ts";
import type { SharedDisclosure } from "../../src/model/disclosure.ts";
import { type Incident, phases } from "../../src/model/incident.ts";
import { type Language, told } from "../../src/model/language.ts";
import type { Person } from "../../src/model/place.ts";
import { type Subject, subjectName } from "../../src/model/subject.ts";
import { forever, type Tracker } from "../../src/model/tracker.ts";

import { alarmSamples } from "./alarm-samples.ts";
import { digestSamples, sampleDigestState } from "./digest-samples.ts";
import { insightSamples } from "./insight-samples.ts";
import { linkSamples, sampleEchoes } from "./link-samples.ts";
import { peaceForms, peaceSamples, sampleOutcome } from "./peace-samples.ts";
import { relaySamples, sampleRelays } from "./relay-samples.ts";
import { sampleLists, topSamples } from "./top-samples.ts";

export const now = new Date("2026-11-20T14:02:00Z");
const before = (ms: number) => new Date(now.getTime() - ms);
const channel = { surface: "playground", workspace: "playground", id: "general" } as const;
const everyNetwork = ["Bluesky", "Mastodon", "X", "YouTube", "Reddit", "TikTok"];

/** Who and what the cards are about, and the word that must stand beside figures. */
export interface Cast {
  readonly subject: Subject;
  readonly person: Person;
  readonly disclosure: SharedDisclosure | null;
}

/** One way a card of src/cards can look. */
export interface Sample {
  readonly name: string;
  readonly card: Card;
  /** It tells what was counted. */
  readonly hasNumbers: boolean;
}

export const usualCast: Cast = {
  subject: { kind: "hashtag", key: "worldcup", display: "WorldCup" },
  person: { id: "U1", name: "Ann" },
  disclosure: "simulated",
};

const picture: Picture = {
  light: "a".repeat(64),
  dark: "b".repeat(64),
  alt: "Posts per hour with #WorldCup over the last 24 hours: from 4 to 212, latest 180.",
  width: 800,
  height: 450,
};

export const sampleTracker = ({ subject, person }: Cast, more: Partial<Tracker> = {}): Tracker => ({
  id: 999_999_999_999_999,
  channel,
  subject,
  networks: ["bluesky", "mastodon"],
  paceMs: minuteMs,
  sensitivity: "balanced",
  alerts: true,
  rules: usualRules,
  mutedUntil: null,
  endsAt: null,
  endToldAt: null,
  pausedAt: null,
  createdBy: person,
  createdAt: before(3 * dayMs),
  message: null,
  ...more,
});

/** What a card is given, not its own words: the same in every language. */
const given = (text: string) => told(() => text);

/** Every card in every state a reader can meet. */
export const samplesOf = (cast: Cast, language: Language = "en"): readonly Sample[] => [
  ...trackingSamples(cast, language),
  ...alertSamples(cast, language),
  ...alarmSamples(cast, sampleTracker(cast), language),
  ...boardSamples(cast, language),
  ...chartSamples(cast, language),
  ...listSamples(cast, language),
  ...topSamples(cast, { tracker: sampleTracker(cast), incident: incidentOf(cast) }, language),
  ...relaySamples(cast, sampleTracker(cast), language),
  ...insightSamples(cast, { tracker: sampleTracker(cast), incident: incidentOf(cast), picture }, language),
  ...digestSamples(cast, { tracker: sampleTracker(cast), picture }, language),
  ...peaceSamples(cast, { tracker: sampleTracker(cast), incident: incidentOf(cast) }, language),
  ...changeSamples(cast, language),
  ...ownPageSamples(cast, language),
  ...linkSamples(cast, language),
  ...plainSamples(language),
];

export const sampleForms = (cast: Cast, language: Language = "en"): readonly Form[] => [
  ...[sampleTracker(cast), sampleTracker(cast, { alerts: false, paceMs: 5_000, networks: [] })].map((tracker) =>
    settingsForm(
      tracker,
      [
        { name: "bluesky", label: "Bluesky" },
        { name: "mastodon", label: "Mastodon" },
      ],
      language,
    ),
  ),
  ...sampleLists(cast).map((list) => wordListForm(list, language)),
  ...peaceForms(language),
];

/** Only what lacks a word that it needs opens a form. */
const opensForm = ({ options }: Command) => Object.values(options).some(({ required }) => required);

/** Forms that are about no tracker. */
export const plainForms = (language: Language = "en"): readonly Form[] => [
  workspaceForm({ manage: "members", language }, "slack", language),
  ...commands
    .filter(opensForm)
    .flatMap((command) => [
      formOf(command, { asksChannel: false }, language),
      formOf(command, { asksChannel: true }, language),
    ]),
  wordListForm(null, language),
];

function trackingSamples(cast: Cast, language: Language): Sample[] {
  const facts = { tracker: sampleTracker(cast), networks: everyNetwork, disclosure: cast.disclosure, undo: 7 };
  const networks = everyNetwork.map((label, i) => ({ label, posts: i === 0 ? 1 : 1_234 * i, sparkline: "▁▂▃·▅▆▇█" }));
  const first = { posts: 18_511, before: 14_200, coverage: 1, networks };
  return [
    { name: "tracking", card: trackingCard({ ...facts, first: null }, language), hasNumbers: false },
    {
      name: "tracking-until",
      card: trackingCard({ ...facts, tracker: sampleTracker(cast, { endsAt: now }), first: null }, language),
      hasNumbers: false,
    },
    { name: "tracking-first-numbers", card: trackingCard({ ...facts, first }, language), hasNumbers: true },
    {
      name: "tracking-gaps-alerts-off",
      card: trackingCard(
        {
          ...facts,
          tracker: sampleTracker(cast, { alerts: false }),
          undo: null,
          first: { ...first, before: 0, coverage: 0.42 },
        },
        language,
      ),
      hasNumbers: true,
    },
    { name: "tracking-already", card: alreadyTracked(facts.tracker, everyNetwork, language), hasNumbers: false },
    { name: "tracking-undone", card: undoneTracking(facts.tracker, cast.person, language), hasNumbers: false },
    { name: "untracked", card: untracked(facts.tracker, cast.person, 8, language), hasNumbers: false },
  ];
}

function incidentOf(cast: Cast, more: Partial<Incident> = {}): Incident {
  const first = { at: before(hourMs), windowMinutes: 5, count: 48, expected: 1.5, score: 0.8, returnDays: 12 } as const;
  return {
    id: 5,
    tracker: sampleTracker(cast).id,
    phase: "rising",
    sensitivity: "balanced",
    openedAt: before(hourMs),
    movedAt: before(hourMs),
    endedAt: null,
    networks: ["bluesky"],
    first,
    peak: { ...first, windowMinutes: 60, count: 212, expected: 18 },
    lastHour: 180,
    authors: 41,
    message: null,
    silent: false,
    announced: null,
    escalateAt: null,
    acknowledged: null,
    ...more,
  };
}

function alertSamples(cast: Cast, language: Language): Sample[] {
  const mutes = [
    ["", null],
    ["-muted", { until: new Date(now.getTime() + hourMs), who: cast.person, undo: 9 }],
    ["-muted-for-good", { until: forever, who: cast.person, undo: 9 }],
  ] as const;
  const sentiment = {
    now: { negative: 124, neutral: 40, positive: 36, observed: 212 },
    usual: { negative: 140, neutral: 500, positive: 360, observed: 1_100 },
  };
  const facts = { tracker: sampleTracker(cast), disclosure: cast.disclosure, echoes: [], outcome: null, sentiment };
  const sparkline = "▁▁▁▁▂▇█";
  const lives = phases.flatMap((phase) =>
    mutes.map(([suffix, muted]) => {
      const incident = incidentOf(cast, { phase, endedAt: phase === "over" ? now : null });
      const why = whyLine(incident.peak, incident.phase, language);
      const card = alertCard(
        {
          ...{ ...facts, incident, networks: ["Bluesky", "Mastodon"], why, picture, sparkline, muted },
          outcome: phase === "over" ? sampleOutcome(suffix !== "") : null,
        },
        language,
      );
      return { name: `alert-${phase}${suffix}`, card, hasNumbers: true };
    }),
  );
  const tested = [sampleTracker(cast), sampleTracker(cast, { mutedUntil: new Date(now.getTime() + hourMs) })];
  const tests = tested.map((tracker, i) => ({
    name: `alert-test${i === 0 ? "" : "-muted"}`,
    card: testAlertCard({ tracker, who: cast.person, now }, language),
    hasNumbers: false,
  }));
  const nameless = incidentOf(cast, { authors: null });
  const learning = whyLine({ ...nameless.peak, expected: 0.2, returnDays: null }, "rising", language);
  const alone = { ...facts, tracker: sampleTracker(cast, { networks: ["bluesky"] }), incident: nameless };
  const card = alertCard(
    { ...alone, networks: ["Bluesky"], why: learning, picture: null, sparkline, muted: null },
    language,
  );
  const taken = incidentOf(cast, { acknowledged: { who: cast.person, at: before(20 * minuteMs) } });
  const seen = { ...facts, incident: taken, networks: ["Bluesky"], why: learning, picture, sparkline };
  const told = { networks: ["bluesky", "mastodon"], labels: ["Bluesky", "Mastodon"], posts: 41 };
  const stories = [
    { ...told, link: "https://example.com/news/referee-admits", text: null },
    { ...told, link: null, text: `${cast.person.name}: what a match, and the referee saw nothing of it` },
  ].map((story, i) => ({
    name: `alert-story${i === 0 ? "" : "-text"}`,
    card: alertCard({ ...seen, muted: null, story }, language),
    hasNumbers: true,
  }));
  const linked = alertCard({ ...seen, muted: mutes[1][1], echoes: sampleEchoes(cast) }, language);
  return [
    ...lives,
    ...tests,
    { name: "alert-one-network-no-picture", card, hasNumbers: true },
    { name: "alert-acknowledged-linked", card: linked, hasNumbers: true },
    ...stories,
  ];
}

function boardSamples(cast: Cast, language: Language): Sample[] {
  const board: Board = {
    id: 3,
    tracker: sampleTracker(cast).id,
    channel,
    periodMs: dayMs,
    message: null,
    shown: null,
    createdBy: cast.person,
    endsAt: new Date(now.getTime() + dayMs),
    endedAt: null,
  };
  const totals = (posts: number, coverage: number) => ({
    posts,
    engagement: posts * 12,
    authors: Math.round(posts / 3),
    coverage,
    sentiment: { negative: posts * 0.08, neutral: posts * 0.3, positive: posts * 0.26, observed: posts },
    networks: [],
  });
  const networks = everyNetwork.map((label, i) => ({
    network: label.toLowerCase(),
    label,
    posts: 100 * i,
    engagement: 1_200 * i,
    coverage: i === 2 ? 0.5 : 1,
    lastSeenAt: now,
  }));
  const numbers = {
    now: totals(1_500, 0.9),
    before: totals(1_000, 1),
    lastHour: 80,
    networks,
    picture,
    sparkline: "▁▂▃·▅▆▇█",
    at: now,
  };
  const nothing = {
    ...numbers,
    now: { ...totals(0, 0), authors: null },
    before: totals(0, 0),
    lastHour: 0,
    networks: [],
    picture: null,
    sparkline: "▁▁▁▁",
  };
  const show = (more: Partial<Board>, shown: BoardFacts["numbers"]) =>
    boardCard(
      {
        board: { ...board, ...more },
        tracker: sampleTracker(cast),
        numbers: shown,
        disclosure: cast.disclosure,
      },
      language,
    );
  return [
    { name: "board-counting", card: show({}, null), hasNumbers: false },
    { name: "board-live", card: show({}, numbers), hasNumbers: true },
    { name: "board-nothing-read-yet", card: show({}, nothing), hasNumbers: true },
    { name: "board-ended", card: show({ endedAt: now }, numbers), hasNumbers: true },
    { name: "board-tracker-gone", card: show({ endedAt: now }, null), hasNumbers: false },
  ];
}

function chartSamples(cast: Cast, language: Language): Sample[] {
  const { names } = charts[0];
  const chart = { name: "volume", names };
  const facts = { tracker: sampleTracker(cast), chart, askedBy: cast.person, disclosure: cast.disclosure };
  return [
    {
      name: "chart-drawing",
      card: chartCard({ ...facts, periodMs: 365 * dayMs, picture: null }, language),
      hasNumbers: false,
    },
    {
      name: "chart",
      card: chartCard({ ...facts, periodMs: 7 * dayMs, picture }, language),
      hasNumbers: true,
    },
  ];
}

function listSamples(cast: Cast, language: Language): Sample[] {
  const states: readonly Partial<Tracker>[] = [
    {},
    { alerts: false },
    { mutedUntil: new Date(now.getTime() + hourMs) },
    { mutedUntil: forever },
  ];
  const trackers = states.map((state) => sampleTracker(cast, state));
  const lines = trackers.map((tracker, i) => ({
    tracker,
    posts: i * 500,
    before: i * 400,
    coverage: 1,
    sparkline: "▁▂·█",
  }));
  const many = Array.from({ length: 30 }, () => lines[1]).flatMap((line) => line ?? []);
  const incidents = phases.map((phase, i) => ({
    id: 12 + i,
    subject: subjectName(cast.subject),
    openedAt: before(hourMs),
    phase,
    why: whyLine(incidentOf(cast).peak, "rising", language),
  }));
  const ruled = sampleTracker(cast, {
    rules: {
      ...usualRules,
      overPerHour: 12_500,
      ping: { kind: "role", id: "444444444444444444" },
      mutedKinds: [{ kind: "viral", until: new Date(now.getTime() + hourMs) }],
    },
  });
  return [
    { name: "trackers-none", card: trackersCard([], now, null, language), hasNumbers: false },
    { name: "trackers", card: trackersCard(lines, now, cast.disclosure, language), hasNumbers: true },
    { name: "trackers-many", card: trackersCard(many, now, cast.disclosure, language), hasNumbers: true },
    { name: "alerts-none", card: alertsCard(trackers, [], now, cast.disclosure, language), hasNumbers: false },
    { name: "alerts-of-one", card: alertsCard([ruled], [], now, cast.disclosure, language), hasNumbers: false },
    { name: "alerts", card: alertsCard(trackers, incidents, now, cast.disclosure, language), hasNumbers: true },
  ];
}

function changeSamples(cast: Cast, language: Language): Sample[] {
  const what = `alerts strict; on ${everyNetwork.join(", ")}; read every 60 s`;
  return [
    { name: "changed", card: changed(sampleTracker(cast), cast.person, what, 10, language), hasNumbers: false },
    {
      name: "taken-back",
      card: takenBack(`Tracking ${subjectName(cast.subject)} again`, cast.person, language),
      hasNumbers: false,
    },
    { name: "moved", card: moved(sampleTracker(cast), cast.person, 11, language), hasNumbers: false },
    { name: "settings-saved", card: note("Settings saved", "Members may change it."), hasNumbers: false },
    { name: "paused", card: pausedCard("C1", given("I am not in that channel."), language), hasNumbers: false },
  ];
}

function ownPageSamples(cast: Cast, language: Language): Sample[] {
  const lines = [{}, { mutedUntil: forever }].map((state, i) => ({
    tracker: sampleTracker(cast, state),
    posts: i * 500,
    before: null,
    coverage: i,
    sparkline: "▁▂·█",
  }));
  const facts = {
    digests: [],
    relays: [],
    others: 3,
    settings: { manage: "members" },
    governs: true,
    networks: everyNetwork.map((label, i) => ({
      label,
      paceMs: null,
      costUsd: label === "X" ? 0.005 : 0,
      limit: i < 3 ? { requests: 1_500, windowMs: 15 * minuteMs } : null,
      today: 1_204,
      monthUsd: label === "X" ? 12.5 : 0,
    })),
    links: [],
    now,
    disclosure: cast.disclosure,
  } as const;
  const linked = [{ surface: "slack", name: "Harbor" }] as const;
  const many = Array.from({ length: 30 }, () => lines[1]).flatMap((line) => line ?? []);
  const hashtag = `#${cast.subject.display}`;
  const offer = { kind: "button", action: commandAction, value: "/track #cats", label: "Track #cats" } as const;
  return [
    { name: "home", card: homeCard({ ...facts, own: lines }, language), hasNumbers: true },
    {
      name: "home-digests",
      card: homeCard(
        {
          ...facts,
          own: lines,
          digests: [sampleDigestState(cast), sampleDigestState(cast, { isPersonal: true, id: 8 })],
        },
        language,
      ),
      hasNumbers: true,
    },
    {
      name: "home-relays",
      card: homeCard({ ...facts, own: lines, relays: sampleRelays(cast, sampleTracker(cast)) }, language),
      hasNumbers: true,
    },
    { name: "home-many", card: homeCard({ ...facts, own: many, links: linked }, language), hasNumbers: true },
    {
      name: "home-empty",
      card: homeCard({ ...facts, own: [], others: 0, governs: false, disclosure: null }, language),
      hasNumbers: false,
    },
    { name: "greeting", card: greeting(language), hasNumbers: false },
    { name: "greeting-server", card: serverGreeting(language), hasNumbers: false },
    {
      name: "analysis",
      card: analysisCard(
        {
          hashtags: [hashtag, "#cats"],
          mentions: 2,
          links: 1,
          language: "de",
          sentiment: "negative",
          topics: ["sports", "film-and-television"],
        },
        [offer],
        language,
      ),
      hasNumbers: false,
    },
    {
      name: "analysis-nothing",
      card: analysisCard(
        { hashtags: [], mentions: 0, links: 0, language: null, sentiment: null, topics: [] },
        [],
        language,
      ),
      hasNumbers: false,
    },
  ];
}

const plainSamples = (language: Language): Sample[] => [
  { name: "refusal", card: refusal("There is no command /tarck. Did you mean /track?", language), hasNumbers: false },
  { name: "broken", card: broken("1a2b3c4d", language), hasNumbers: false },
  { name: "slow-down", card: slowDown(8_400, language), hasNumbers: false },
  {
    name: "help",
    card: helpCard(
      [
        {
          name: "track",
          help: given("Follow a hashtag in this channel"),
          examples: ["/track #worldcup", "/track #cats"],
        },
        { name: "tags", help: given("Show what is tracked in this channel"), examples: ["/tags"] },
      ],
      language,
    ),
    hasNumbers: false,
  },
];
