import type { SubjectDigest } from "../../src/analysis/digest.ts";
import type { Card, Picture } from "../../src/cards/card.ts";
import { digestCard } from "../../src/cards/digest-card.ts";
import type { VolumeData } from "../../src/charts/volume-data.ts";
import { dayMs, hourMs } from "../../src/model/clock.ts";
import type { Digest } from "../../src/model/digest.ts";
import type { Incident } from "../../src/model/incident.ts";
import type { Tracker } from "../../src/model/tracker.ts";

interface Week {
  readonly tracker: Tracker;
  readonly posts: number;
  readonly usual: number;
  /** In the hour of its alert. */
  readonly alertPosts: number;
  readonly picture: Picture;
  readonly to: Date;
}

const feelings = (posts: number, negative: number, positive: number) => ({
  negative: Math.round(posts * negative),
  neutral: Math.round(posts * (1 - negative - positive)),
  positive: Math.round(posts * positive),
  observed: posts,
});

function alertOf(tracker: Tracker, count: number, to: Date): Incident {
  const peak = { at: to, windowMinutes: 60, count, expected: 46, score: 0.96, returnDays: 23 } as const;
  return {
    id: 5,
    tracker: tracker.id,
    phase: "over",
    sensitivity: tracker.sensitivity,
    openedAt: to,
    movedAt: to,
    endedAt: to,
    networks: tracker.networks,
    first: peak,
    peak,
    lastHour: 50,
    authors: 61,
    message: null,
    silent: false,
    announced: null,
    escalateAt: null,
    acknowledged: { who: { id: "U2", name: "jo" }, at: to },
  };
}

export const digestOf = ({ channel, createdBy }: Tracker): Digest => ({
  id: 7,
  channel,
  isPersonal: false,
  schedule: { every: "day", weekday: 1, hour: 18, minute: 0, zone: "Europe/Berlin" },
  trackers: null,
  quiet: "line",
  createdBy,
  since: new Date(0),
  lastOn: null,
  nextAt: null,
  stoppedAt: null,
});

/** Four points of a quarter of an hour each as one. */
export function hourly(data: VolumeData): VolumeData {
  const points = data.points.flatMap(({ at }, i) => {
    const four = data.points.slice(i, i + 4);
    return i % 4 === 0 ? [{ at, posts: four.reduce((total, { posts }) => total + (posts ?? 0), 0) }] : [];
  });
  return { ...data, stepMs: hourMs, points };
}

/** A Friday evening's digest of a channel that tracks four hashtags, one of which had its day. */
export function digestScene({ tracker, posts, usual, alertPosts, picture, to }: Week): Card {
  const named = (display: string): Tracker => ({
    ...tracker,
    subject: { kind: "hashtag", key: display.toLowerCase(), display },
  });
  const subject = (of: Tracker, count: number, usually: number, positive: number, negative: number): SubjectDigest => ({
    tracker: of,
    trackers: [of.id],
    totals: {
      posts: count,
      engagement: count * 7,
      authors: null,
      coverage: 1,
      sentiment: feelings(count, negative, positive),
      networks: [],
    },
    comparison: { usual: usually, periods: 8, strength: 0 },
    usualOf: "weekday",
    highestMs: null,
    usualSentiment: feelings(9_000, 0.2, 0.4),
    shift: null,
    alerts: [],
  });
  const burst: SubjectDigest = {
    ...subject(tracker, posts, usual, 0.54, 0.11),
    comparison: { usual, periods: 8, strength: 1.8 },
    highestMs: 23 * dayMs,
    alerts: [alertOf(tracker, alertPosts, to)],
  };
  return digestCard(
    {
      every: "day",
      zone: "Europe/Berlin",
      channel: tracker.channel.id,
      period: { from: new Date(to.getTime() - dayMs), to },
      subjects: [
        burst,
        subject(named("OpenSource"), 412, 388, 0.46, 0.09),
        subject(named("CityMarathon"), 96, 104, 0.61, 0.05),
        subject(named("NightTrain"), 57, 49, 0.33, 0.28),
      ],
      feedback: [],
      networks: [],
      picture,
      posts: [
        {
          network: "Mastodon",
          author: "Lena M.",
          text: "Third goal in ten minutes. Nobody in this bar is sitting any more. #WorldCup",
          url: "https://example.com/1",
          at: new Date(to.getTime() - 4 * hourMs),
          figures: "1,204 interactions",
          sensitive: false,
        },
        {
          network: "Bluesky",
          author: "press.box",
          text: "Full time. A comeback people will tell their children about. #WorldCup",
          url: "https://example.com/2",
          at: new Date(to.getTime() - 3.2 * hourMs),
          figures: "873 interactions",
          sensitive: false,
        },
      ],
      disclosure: "simulated",
      sent: { kind: "scheduled", digest: 7, next: new Date(to.getTime() + dayMs), late: null, missed: 0 },
    },
    "en",
  );
}
