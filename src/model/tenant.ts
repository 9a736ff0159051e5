import type { Alarms } from "./alarm.ts";
import type { Boards } from "./board.ts";
import type { Changes } from "./change.ts";
import type { Corrections } from "./correction.ts";
import type { Deliveries } from "./delivery.ts";
import type { Digests } from "./digest.ts";
import type { Feedbacks } from "./feedback.ts";
import type { Incidents } from "./incident.ts";
import type { Echoes, Links } from "./link.ts";
import type { Peaces } from "./peace.ts";
import type { Reader } from "./reader.ts";
import type { Relays } from "./relay.ts";
import type { Roundups } from "./roundup.ts";
import type { SettingsStore } from "./settings.ts";
import type { Trackers } from "./tracker.ts";
import type { WordLists } from "./word-list.ts";

/** Everything one workspace made. Nothing in it can reach another workspace's rows: Postgres sees to that too. */
export interface Tenant {
  readonly workspace: string;
  readonly trackers: Trackers;
  readonly incidents: Incidents;
  /** What its rules other than that of bursts told. */
  readonly alarms: Alarms;
  /** What its people say of alerts. */
  readonly feedback: Feedbacks;
  readonly boards: Boards;
  readonly digests: Digests;
  /** Posts that are brought into the thread of a message. */
  readonly relays: Relays;
  /** How channels hear of alerts, and what tells several of them together. */
  readonly peaces: Peaces;
  readonly roundups: Roundups;
  readonly changes: Changes;
  readonly reader: Reader;
  /** How its people read posts where they know better than the models. */
  readonly corrections: Corrections;
  readonly wordLists: WordLists;
  readonly deliveries: Deliveries;
  readonly settings: SettingsStore;
  /** The workspaces it shares the state of incidents with, and what they say of theirs. */
  readonly links: Links;
  readonly echoes: Echoes;
}
