import { alarmCard } from "../../src/cards/alarm-card.ts";
import type { PostItem } from "../../src/cards/card.ts";
import type { Alarm, AlarmFacts } from "../../src/model/alarm.ts";
import { hourMs, minuteMs } from "../../src/model/clock.ts";
import type { Language } from "../../src/model/language.ts";
import type { Tracker } from "../../src/model/tracker.ts";
import type { Cast, Sample } from "./samples.ts";

const at = new Date("2026-11-20T13:40:00Z");
const later = (ms: number) => new Date(at.getTime() + ms);

/** Each kind, and what lasts as it is over. */
export function alarmSamples(cast: Cast, tracker: Tracker, language: Language): readonly Sample[] {
  const { person, subject, disclosure } = cast;
  const post: PostItem = {
    network: "Bluesky",
    author: person.name,
    text: `${subject.display}: the lights went out and the whole stadium sang on in the dark.`,
    url: "https://bsky.example/post/1",
    at: later(-hourMs),
    figures: "1,240 interactions",
    sensitive: false,
  };
  const of = (name: string, facts: AlarmFacts, more: Partial<Alarm> = {}): Sample => {
    const alarm: Alarm = {
      id: 999_999_999_999_999,
      tracker: tracker.id,
      kind: facts.kind,
      key: "key",
      at,
      endedAt: null,
      facts,
      message: null,
      silent: false,
      ...more,
    };
    const isOfPost = facts.kind === "viral" || facts.kind === "influencer";
    const about = {
      alarm,
      tracker,
      post: isOfPost && !name.endsWith("gone") ? post : null,
      disclosure,
      muted: mutedOf(name, cast),
    };
    return { name: `alarm-${name}`, card: alarmCard(about, language), hasNumbers: true };
  };
  const over = { kind: "threshold", overPerHour: 500, lastHour: 612, highest: 612 } as const;
  const silence = { kind: "silence", sinceMs: later(-30 * minuteMs).getTime(), usualPerHour: 40, days: 14 } as const;
  const felt = { kind: "sentiment", now: 0.48, usual: 0.21, read: 240, hours: 3 } as const;
  return [
    of("threshold", over),
    of("threshold-over", { ...over, lastHour: 388, highest: 1_204 }, { endedAt: later(2 * hourMs) }),
    of("silence", { ...silence, othersHeard: true }),
    of("silence-alone-muted", { ...silence, othersHeard: false }),
    of("silence-over", { ...silence, othersHeard: true }, { endedAt: later(hourMs) }),
    of("threshold-switched-off", over),
    of("sentiment", felt),
    of("sentiment-over", felt, { endedAt: later(3 * hourMs) }),
    of("hashtag", { kind: "hashtag", tag: "blackout", posts: 34, of: 120, authors: 21, usual: 0.02 }),
    of("viral", { kind: "viral", network: "bluesky", post: 1, engagement: 1_240, usual: 12, of: "author" }),
    of("viral-of-subject", { kind: "viral", network: "bluesky", post: 1, engagement: 1_240, usual: 40, of: "subject" }),
    of("influencer", { kind: "influencer", network: "bluesky", post: 1, followers: 48_000, days: 30 }),
    of("influencer-post-gone", { kind: "influencer", network: "bluesky", post: 1, followers: 48_000, days: 7 }),
  ];
}

const mutedOf = (name: string, { person }: Cast) => {
  if (name.endsWith("-muted")) return { until: later(8 * hourMs), who: person, undo: 7 };
  return name.endsWith("-off") ? { until: null, who: person, undo: 7 } : null;
};
