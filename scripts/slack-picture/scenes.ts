import { whyLine } from "../../src/analysis/incident.ts";
import { alertCard } from "../../src/cards/alert-card.ts";
import { boardCard } from "../../src/cards/board-card.ts";
import type { Card, Picture } from "../../src/cards/card.ts";
import { homeCard } from "../../src/cards/home-card.ts";
import { trackingCard } from "../../src/cards/tracking.ts";
import type { Theme } from "../../src/charts/chart.ts";
import { sparkline } from "../../src/charts/sparkline.ts";
import volume from "../../src/charts/volume.ts";
import type { VolumeData } from "../../src/charts/volume-data.ts";
import { modalOf } from "../../src/chat/slack/form.ts";
import { homeOf } from "../../src/chat/slack/home.ts";
import { messageOf } from "../../src/chat/slack/render.ts";
import { formOf } from "../../src/commands/form.ts";
import track from "../../src/commands/track.ts";
import { usualRules } from "../../src/model/alert-rules.ts";
import { dayMs, hourMs, minuteMs } from "../../src/model/clock.ts";
import type { Incident } from "../../src/model/incident.ts";
import type { Tracker } from "../../src/model/tracker.ts";
import { pictureUrl } from "../picture/photograph.ts";
import { digestOf, digestScene, hourly } from "./digest.ts";
import { followCards } from "./follow-cards.ts";
import type { Sent } from "./page.tsx";
import type { Reader } from "./reader.ts";
import { topCards } from "./top-cards.ts";

/** A picture of docs/images: what we send, and the chart in it. */
export interface Scene {
  /** docs/images/slack-<name>-<theme>.png */
  readonly name: string;
  readonly now: Date;
  readonly sent: Sent;
  /** What the message says, for other surfaces. */
  readonly card?: Card;
  readonly chart?: VolumeData;
}

export const people: Reader["people"] = { U1: "ana", U2: "jo" };
export const channels: Reader["channels"] = { C1: "launch-room", C2: "press" };

/** A message shows the same picture to everybody, whatever their theme (src/chat/slack/surface.ts). */
export const pictureTheme: Theme = "light";

const ana = { id: "U1", name: "ana" };
const disclosure = "simulated";
const networks = ["Bluesky", "Mastodon", "YouTube"];
const quarterMs = 15 * minuteMs;
/** A Friday. */
const midnight = Date.UTC(2026, 10, 20);

const trackerOf = (more: Partial<Tracker> = {}): Tracker => ({
  id: 12,
  channel: { surface: "slack", workspace: "slack:T1", id: "C1" },
  subject: { kind: "hashtag", key: "worldcup", display: "WorldCup" },
  networks: ["bluesky", "mastodon", "youtube"],
  paceMs: minuteMs,
  sensitivity: "balanced",
  alerts: true,
  rules: usualRules,
  mutedUntil: null,
  endsAt: null,
  endToldAt: null,
  pausedAt: null,
  createdBy: ana,
  createdAt: new Date(midnight - 12 * dayMs),
  message: null,
  ...more,
});

/** Posts of the quarter of an hour that begins then: a day's rhythm, some chance, and a burst on that Friday from 13:15 on. */
function postsAt(ms: number): number {
  const hour = (ms / hourMs) % 24;
  const usual = 9 + 6.5 * Math.sin(((hour - 9) / 12) * Math.PI) + 3 * (chance(ms / quarterMs) - 0.5);
  const sinceMs = ms - (midnight + 13.25 * hourMs);
  const rise = Math.min(1, (sinceMs / quarterMs + 0.5) / 4);
  const fall = Math.exp(-Math.max(0, sinceMs - hourMs) / (1.2 * hourMs));
  return Math.round(usual + (sinceMs < 0 ? 0 : 240 * rise * fall * (0.92 + 0.16 * chance(ms / hourMs))));
}

/** 0..1, always the same for the same number. */
const chance = (n: number): number => Math.abs((Math.sin(n * 12.9898) * 43_758.5453) % 1);

function chartOf(from: Date, to: Date, marks: VolumeData["marks"]): VolumeData {
  const points = [];
  for (let ms = from.getTime(); ms < to.getTime(); ms += quarterMs)
    points.push({ at: new Date(ms), posts: postsAt(ms) });
  return { subject: "#WorldCup", from, to, stepMs: quarterMs, points, coverage: 1, marks, notes: [disclosure] };
}

const sum = (fromMs: number, toMs: number): number =>
  chartOf(new Date(fromMs), new Date(toMs), []).points.reduce((total, { posts }) => total + (posts ?? 0), 0);

/** Of so many posts those on one of the networks; all together they are as many. */
function shareOf(posts: number, network: number): number {
  const [first, second] = [Math.round(posts * 0.58), Math.round(posts * 0.29)];
  return [first, second, posts - first - second][network] ?? 0;
}

/** Posts of each of the last 24 hours. */
const hoursBefore = (now: Date): readonly number[] =>
  Array.from({ length: 24 }, (_, i) => sum(now.getTime() + (i - 24) * hourMs, now.getTime() + (i - 23) * hourMs));

/** Its keys are no hashes: nothing is stored. */
const pictureOf = (data: VolumeData): Picture => ({
  light: "0".repeat(64),
  dark: "1".repeat(64),
  alt: volume.alt(data, "en"),
  width: 800,
  height: 450,
});

const message = (name: string, card: Card): Sent => ({
  kind: "message",
  message: messageOf(card, () => ({ kind: "url", url: pictureUrl(name) })),
});

function alertScene(): Scene {
  const now = new Date(midnight + 14.25 * hourMs);
  const openedAt = new Date(midnight + 13.5 * hourMs);
  const count = sum(now.getTime() - hourMs, now.getTime());
  const peak = { at: now, windowMinutes: 60, count, expected: 46, score: 0.96, returnDays: 23 } as const;
  const incident: Incident = {
    id: 5,
    tracker: 12,
    phase: "rising",
    sensitivity: "balanced",
    openedAt,
    movedAt: now,
    endedAt: null,
    networks: ["bluesky", "mastodon"],
    first: peak,
    peak,
    lastHour: count,
    authors: 61,
    message: null,
    silent: false,
    announced: null,
    escalateAt: null,
    acknowledged: null,
  };
  const mark = { at: openedAt, label: "noticed at 13:30 UTC" };
  const chart = chartOf(new Date(openedAt.getTime() - 6 * hourMs), now, [mark]);
  const card = alertCard(
    {
      incident,
      tracker: trackerOf(),
      networks: networks.slice(0, 2),
      why: whyLine(peak, incident.phase, "en"),
      picture: pictureOf(chart),
      sparkline: sparkline(hoursBefore(now)),
      disclosure,
      muted: null,
      sentiment: {
        now: {
          negative: Math.round(count * 0.11),
          neutral: Math.round(count * 0.28),
          positive: Math.round(count * 0.54),
          observed: count,
        },
        usual: { negative: 900, neutral: 3_100, positive: 2_300, observed: 6_800 },
      },
      outcome: null,
      echoes: [],
    },
    "en",
  );
  return { name: "alert", now, card, sent: message("alert", card), chart };
}

/** With a public address the chart is in the message; without one its words are, and the chart comes to its thread. */
function boardScenes(): Scene[] {
  const now = new Date(midnight + 17.75 * hourMs);
  const from = new Date(now.getTime() - dayMs);
  const chart = chartOf(from, now, []);
  const posts = sum(from.getTime(), now.getTime());
  const before = sum(from.getTime() - dayMs, from.getTime());
  const totals = (posts: number, times: number) => ({
    posts,
    engagement: posts * times,
    authors: Math.round(posts * 0.63),
    coverage: 1,
    sentiment: {
      negative: Math.round(posts * 0.13),
      neutral: Math.round(posts * 0.45),
      positive: Math.round(posts * 0.34),
      observed: posts,
    },
    networks: [],
  });
  const card = boardCard(
    {
      board: {
        id: 3,
        tracker: 12,
        channel: trackerOf().channel,
        periodMs: dayMs,
        message: null,
        shown: null,
        createdBy: ana,
        endsAt: new Date(midnight + 36 * hourMs),
        endedAt: null,
      },
      tracker: trackerOf(),
      numbers: {
        now: totals(posts, 9),
        before: totals(before, 7),
        lastHour: sum(now.getTime() - hourMs, now.getTime()),
        networks: networks.map((label, i) => ({
          network: label.toLowerCase(),
          label,
          posts: shareOf(posts, i),
          engagement: 0,
          coverage: 1,
          lastSeenAt: now,
        })),
        picture: pictureOf(chart),
        sparkline: sparkline(hoursBefore(now)),
        at: now,
      },
      disclosure,
    },
    "en",
  );
  const words: Sent = { kind: "message", message: messageOf(card, () => null) };
  return [
    { name: "board", now, card, sent: message("board", card), chart },
    { name: "board-words", now, sent: words },
  ];
}

function digestOfDay(): Scene {
  const to = new Date(midnight + 17 * hourMs);
  const before = (days: number) => to.getTime() - days * dayMs;
  const chart = hourly(chartOf(new Date(before(7)), to, []));
  const card = digestScene({
    tracker: trackerOf(),
    posts: sum(before(1), to.getTime()),
    usual: sum(before(2), before(1)),
    alertPosts: sum(midnight + 13.75 * hourMs, midnight + 14.75 * hourMs),
    picture: pictureOf(chart),
    to,
  });
  return { name: "digest", now: new Date(to.getTime() + minuteMs), card, sent: message("digest", card), chart };
}

function trackingScene(): Scene {
  const now = new Date(midnight + 10 * hourMs);
  const hours = hoursBefore(now);
  const [posts, before] = [hours.reduce((a, b) => a + b, 0), 742];
  const card = trackingCard(
    {
      tracker: trackerOf(),
      networks,
      disclosure,
      undo: 7,
      first: {
        posts,
        before,
        coverage: 1,
        networks: networks.map((label, i) => ({
          label,
          posts: shareOf(posts, i),
          sparkline: sparkline(hours.map((count, hour) => count * (0.7 + 0.6 * chance(hour * (i + 1))))),
        })),
      },
    },
    "en",
  );
  return { name: "tracking", now, card, sent: message("tracking", card) };
}

function homeScene(): Scene {
  const now = new Date(midnight + 17.75 * hourMs);
  const hours = hoursBefore(now);
  const quiet = hours.map((count, i) => Math.round((Math.min(count, 60) / 4) * (0.6 + 0.8 * chance(i + 0.5))));
  const line = (tracker: Tracker, counts: readonly number[]) => ({
    tracker,
    posts: counts.reduce((a, b) => a + b, 0),
    before: null,
    coverage: 1,
    sparkline: sparkline(counts),
  });
  const press = trackerOf({
    id: 13,
    channel: { surface: "slack", workspace: "slack:T1", id: "C2" },
    subject: { kind: "hashtag", key: "opensource", display: "OpenSource" },
    sensitivity: "strict",
  });
  const card = homeCard(
    {
      own: [line(trackerOf(), hours), line(press, quiet)],
      relays: [],
      digests: [{ digest: digestOf(trackerOf()), subjects: null, next: new Date(midnight + 41 * hourMs) }],
      others: 3,
      settings: { manage: "members" },
      governs: true,
      networks: networks.map((label, i) => ({
        label,
        paceMs: 10_000,
        costUsd: 0,
        limit: i === 0 ? { requests: 1_500, windowMs: 5 * minuteMs } : null,
        today: 412,
        monthUsd: 0,
      })),
      links: [],
      now,
      disclosure,
    },
    "en",
  );
  return { name: "home", now, sent: { kind: "home", view: homeOf(card) } };
}

function topScenes(): Scene[] {
  const now = new Date(midnight + 14.75 * hourMs);
  const cards = { ...topCards(trackerOf(), now), ...followCards(trackerOf(), now) };
  return Object.entries(cards).map(([name, card]) => ({
    name,
    now,
    card,
    sent: message(name, card),
  }));
}

const trackScene = (): Scene => ({
  name: "track",
  now: new Date(midnight + 10 * hourMs),
  sent: { kind: "modal", view: modalOf(formOf(track, { asksChannel: false }, "en"), "") },
});

export const scenes: readonly Scene[] = [
  alertScene(),
  ...boardScenes(),
  ...topScenes(),
  digestOfDay(),
  trackingScene(),
  homeScene(),
  trackScene(),
];
