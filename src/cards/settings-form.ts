import { minuteMs } from "../model/clock.ts";
import { periodName } from "../model/period.ts";
import { subjectName } from "../model/subject.ts";
import { sensitivities, type Tracker } from "../model/tracker.ts";
import type { Form } from "./card.ts";

const pacesMs = [10_000, minuteMs, 5 * minuteMs, 15 * minuteMs, 60 * minuteMs];

export const settingsForm = (tracker: Tracker, networks: readonly { name: string; label: string }[]): Form => ({
  title: `Settings for ${subjectName(tracker.subject)}`,
  action: "settings-save",
  value: `${tracker.id}`,
  submit: "Save",
  fields: [
    {
      kind: "choice",
      name: "alerts",
      label: "Spike alerts",
      value: tracker.alerts ? tracker.sensitivity : "off",
      choices: [...sensitivities.map((s) => ({ label: labels[s], value: s })), { label: "Off", value: "off" }],
    },
    {
      kind: "choices",
      name: "networks",
      label: "Networks",
      values: tracker.networks,
      choices: networks.map((n) => ({ label: n.label, value: n.name })),
    },
    {
      kind: "choice",
      name: "pace",
      label: "Read every",
      value: `${tracker.paceMs}`,
      choices: [...new Set([tracker.paceMs, ...pacesMs])]
        .sort((a, b) => a - b)
        .map((ms) => ({ label: ms < minuteMs ? `${ms / 1000} seconds` : periodName(ms), value: `${ms}` })),
    },
    { kind: "channel", name: "channel", label: "Channel", value: tracker.channel.id },
  ],
});

const labels = {
  sensitive: "Sensitive: tell me early, even if some are nothing",
  balanced: "Balanced",
  strict: "Strict: only the big ones",
} as const;
