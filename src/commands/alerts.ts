import { whyLine } from "../analysis/incident.ts";
import { alarmTold } from "../cards/alarm-told.ts";
import { alertsSet, changed } from "../cards/changed.ts";
import { testAlertCard } from "../cards/test-alert-card.ts";
import { type AlarmLine, alertsCard, type IncidentLine } from "../cards/trackers-card.ts";
import { dayMs } from "../model/clock.ts";
import { refuse } from "../model/errors.ts";
import { subjectName } from "../model/subject.ts";
import type { Tracker, TrackerChange } from "../model/tracker.ts";
import type { Reply, Services } from "../services.ts";
import { lookAt } from "./alert-look.ts";
import { lookOptions } from "./alert-look-options.ts";
import { alertOptions, type Level, whichTag } from "./alert-options.ts";
import { ruleWished, setRule } from "./alert-rule.ts";
import { type Call, defineCommand } from "./command.ts";
import { tracked } from "./tracked.ts";

const options = { ...alertOptions, ...lookOptions };

/** How many recent alerts a list shows. */
const recentMax = 10;
const recentMs = 30 * dayMs;
const trackersMax = 25;

export default defineCommand({
  name: "alerts",
  names: { en: "alerts", de: "alarme", fr: "alertes", es: "alertas", pt: "alertas", ja: "アラート" },
  help: {
    en: "Show recent alerts, or say which come and how easily",
    de: "Zeigt die letzten Alarme oder legt fest, welche kommen und wie leicht",
    fr: "Affiche les alertes récentes ou règle lesquelles arrivent, et leur sensibilité",
    es: "Muestra las alertas recientes o ajusta cuáles llegan y con qué facilidad",
    pt: "Mostra os alertas recentes ou ajusta quais chegam e com que facilidade",
    ja: "最近のアラートを表示、またはその種類と感度を設定します",
  },
  examples: [
    "/alerts",
    "/alerts #worldcup",
    "/alerts #worldcup strict",
    "/alerts #worldcup off",
    "/alerts #worldcup >500/h",
    "/alerts #worldcup viral off",
    "/alerts #worldcup silence on",
    "/alerts #worldcup ping:me",
    "/alerts #worldcup test",
    "/alerts preview #worldcup",
    "/alerts why 12",
    "/alerts why-not #worldcup yesterday 14:00",
  ],
  options,
  writes: (options) => options.look === null && sets(options),
  async run(call, services) {
    const { tag, level } = call.options;
    const looked = await lookAt(call, services);
    if (looked) return looked;
    const isSetting = sets(call.options);
    if (isSetting && !tag) return refuse(whichTag);
    const tracker = tag ? await tracked(tag, call.where, services) : null;
    if (!tracker || !isSetting) return show(tracker, call, services);
    const rule = ruleWished(call, tracker);
    if (rule) return setRule(tracker, rule, call, services);
    return level === "test" || level === null ? test(tracker, call, services) : set(tracker, level, call, services);
  },
});

const sets = ({ level, kind, over, ping }: Call<typeof options>["options"]): boolean =>
  level !== null || kind !== null || over !== null || ping !== null;

async function show(tracker: Tracker | null, { where }: Call<typeof options>, services: Services): Promise<Reply> {
  const tenant = services.tenant(where.channel.workspace);
  const trackers = tracker ? [tracker] : await tenant.trackers.list(where.channel);
  const incidents = await tenant.incidents.list(
    trackers.map((t) => t.id),
    recentMax,
  );
  const lines = incidents.flatMap((incident) => {
    const subject = trackers.find((t) => t.id === incident.tracker)?.subject;
    return subject
      ? [
          {
            id: incident.id,
            subject: subjectName(subject),
            openedAt: incident.openedAt,
            phase: incident.phase,
            peak: incident.peak,
          },
        ]
      : [];
  });
  const disclosure = services.sources.disclosure(trackers.flatMap((t) => [...t.networks]));
  const now = services.clock.now();
  const alarms = await alarmsOf(trackers, services);
  return {
    visible: "only-you",
    card(language) {
      const told = lines.map(({ peak, ...line }) => ({ ...line, why: whyLine(peak, line.phase, language) }));
      const others = alarms.map(({ alarm, subject }) => ({
        at: alarm.at,
        said: alarmTold({ alarm, post: null }, subjectName(subject), language).summary,
      }));
      const timeOf = (line: IncidentLine | AlarmLine) => ("said" in line ? line.at : line.openedAt).getTime();
      const recent = [...told, ...others].sort((a, b) => timeOf(b) - timeOf(a)).slice(0, recentMax);
      return alertsCard(trackers, recent, now, disclosure, language);
    },
  };
}

/** What other rules told of late, of as many trackers as a list has room for. */
async function alarmsOf(trackers: readonly Tracker[], { clock, tenant }: Services) {
  const since = new Date(clock.now().getTime() - recentMs);
  const found = [];
  for (const { id, channel, subject } of trackers.slice(0, trackersMax))
    for (const alarm of await tenant(channel.workspace).alarms.since(id, since)) found.push({ alarm, subject });
  return found;
}

/** By the same way as real ones. */
function test(tracker: Tracker, { who }: Call<typeof options>, { clock }: Services): Reply {
  const now = clock.now();
  return {
    visible: "channel",
    where: { channel: tracker.channel },
    card: (language) => testAlertCard({ tracker, who, now }, language),
  };
}

async function set(
  tracker: Tracker,
  level: Level,
  { where, who }: Call<typeof options>,
  services: Services,
): Promise<Reply> {
  const { trackers, changes, incidents } = services.tenant(where.channel.workspace);
  const before = { alerts: tracker.alerts, sensitivity: tracker.sensitivity, mutedUntil: tracker.mutedUntil };
  const change: TrackerChange =
    level === "off"
      ? { alerts: false }
      : { alerts: true, mutedUntil: null, ...(level === "on" ? {} : { sensitivity: level }) };
  const after = await trackers.change(tracker.id, change);
  const recorded = await changes.record({ kind: "tracker", who, about: tracker.id, before });
  for (const incident of await incidents.list([tracker.id], recentMax)) {
    const input = { workspace: where.channel.workspace, incident: incident.id };
    if (incident.endedAt) continue;
    if (incident.message) await services.jobs.add({ name: "incident", input });
    await services.jobs.add({ name: "share", input });
  }
  return {
    visible: "channel",
    card: (language) =>
      changed(after, who, alertsSet(after.alerts ? after.sensitivity : "off", language), recorded.id, language),
  };
}
