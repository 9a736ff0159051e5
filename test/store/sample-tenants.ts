import type { NewAlarm } from "../../src/model/alarm.ts";
import type { NewIncident } from "../../src/model/incident.ts";
import type { Channel } from "../../src/model/place.ts";
import type { Subject } from "../../src/model/subject.ts";
import type { NewTracker } from "../../src/model/tracker.ts";

export const noon = new Date("2026-11-20T12:00:00Z");
export const later = (ms: number) => new Date(noon.getTime() + ms);

export const ann = { id: "U1", name: "Ann" };
export const ben = { id: "U2", name: "Ben" };

export const channelOf = (workspace: string, id = "C1"): Channel => ({ surface: "slack", workspace, id });

export const hashtag = (display: string): Subject => ({ kind: "hashtag", key: display.toLowerCase(), display });

export const sampleWish = (workspace: string, display: string, more: Partial<NewTracker> = {}): NewTracker => ({
  channel: channelOf(workspace),
  subject: hashtag(display),
  networks: ["bluesky"],
  paceMs: 60_000,
  sensitivity: "balanced",
  createdBy: ann,
  ...more,
});

const first = { at: noon, windowMinutes: 60, count: 212, expected: 18.5, score: 0.8, returnDays: 12 } as const;

export const sampleIncident = (tracker: number, more: Partial<NewIncident> = {}): NewIncident => ({
  tracker,
  phase: "rising",
  sensitivity: "balanced",
  openedAt: noon,
  movedAt: noon,
  networks: ["bluesky"],
  first,
  peak: first,
  lastHour: 212,
  authors: 41,
  silent: false,
  ...more,
});

export const sampleAlarm = (tracker: number, more: Partial<NewAlarm> = {}): NewAlarm => ({
  tracker,
  key: "2026-11-20T12:00:00.000Z",
  at: noon,
  facts: { kind: "threshold", overPerHour: 500, lastHour: 612, highest: 612 },
  silent: false,
  lasts: true,
  ...more,
});
