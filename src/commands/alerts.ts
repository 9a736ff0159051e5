import { whyLine } from "../analysis/incident.ts";
import { alertsSet, changed } from "../cards/changed.ts";
import { testAlertCard } from "../cards/test-alert-card.ts";
import { alertsCard } from "../cards/trackers-card.ts";
import { levelNames } from "../cards/words/levels.ts";
import { refuse } from "../model/errors.ts";
import { type Language, type Told, told } from "../model/language.ts";
import { subjectName } from "../model/subject.ts";
import { sensitivities, type Tracker, type TrackerChange } from "../model/tracker.ts";
import type { Reply, Services } from "../services.ts";
import { lookAt } from "./alert-look.ts";
import { lookOptions } from "./alert-look-options.ts";
import { type Call, defineCommand } from "./command.ts";
import { optionalTracked, tagNames, word } from "./options.ts";
import { tracked } from "./tracked.ts";

const levels = [...sensitivities, "on", "off"] as const;
type Level = (typeof levels)[number];

const testNames: Told = { en: "test", de: "test", fr: "test", es: "prueba", pt: "teste", ja: "テスト" };
const wordsIn = (language: Language) => ({ ...levelNames[language], test: testNames[language] });

const options = {
  tag: optionalTracked({
    names: tagNames,
    help: {
      en: "Only this hashtag",
      de: "Nur dieser Hashtag",
      fr: "Seulement ce hashtag",
      es: "Solo este hashtag",
      pt: "Só esta hashtag",
      ja: "このハッシュタグのみ",
    },
  }),
  level: word(
    {
      names: { en: "level", de: "stufe", fr: "niveau", es: "nivel", pt: "nível", ja: "レベル" },
      help: {
        en: "How easily its alerts fire; test sends one to look at",
        de: "Wie leicht seine Alarme ausgelöst werden; test schickt einen zum Ansehen",
        fr: "La facilité avec laquelle ses alertes se déclenchent ; test en envoie une pour voir",
        es: "Con qué facilidad saltan sus alertas; prueba envía una para verla",
        pt: "Com que facilidade seus alertas disparam; teste envia um para ver",
        ja: "アラートの感度。「テスト」で見本を送信します",
      },
    },
    [...levels, "test"],
    {
      en: wordsIn("en"),
      de: wordsIn("de"),
      fr: wordsIn("fr"),
      es: wordsIn("es"),
      pt: wordsIn("pt"),
      ja: wordsIn("ja"),
    },
  ),
  ...lookOptions,
};

/** How many recent alerts a list shows. */
const recentMax = 10;

export default defineCommand({
  name: "alerts",
  names: { en: "alerts", de: "alarme", fr: "alertes", es: "alertas", pt: "alertas", ja: "アラート" },
  help: {
    en: "Show recent spike alerts, or say how easily they fire",
    de: "Zeigt die letzten Alarme oder legt fest, wie leicht sie ausgelöst werden",
    fr: "Affiche les alertes récentes ou règle leur sensibilité",
    es: "Muestra las alertas recientes o ajusta con qué facilidad saltan",
    pt: "Mostra os alertas recentes ou ajusta com que facilidade disparam",
    ja: "最近の急上昇アラートを表示、またはその感度を設定します",
  },
  examples: [
    "/alerts",
    "/alerts #worldcup",
    "/alerts #worldcup strict",
    "/alerts #worldcup off",
    "/alerts #worldcup test",
    "/alerts preview #worldcup",
    "/alerts why 12",
    "/alerts why-not #worldcup yesterday 14:00",
  ],
  options,
  writes: ({ level, look }) => level !== null && look === null,
  async run(call, services) {
    const { tag, level } = call.options;
    const looked = await lookAt(call, services);
    if (looked) return looked;
    if (level && !tag) return refuse(whichTag(level));
    const tracker = tag ? await tracked(tag, call.where, services) : null;
    if (!tracker || !level) return show(tracker, call, services);
    return level === "test" ? test(tracker, call, services) : set(tracker, level, call, services);
  },
});

const whichTag = (level: Level | "test"): Told => {
  const example = told((language) => `/alerts #worldcup ${wordsIn(language)[level]}`);
  return {
    en: `Which hashtag? For example: ${example.en}`,
    de: `Welcher Hashtag? Zum Beispiel: ${example.de}`,
    fr: `Quel hashtag ? Par exemple : ${example.fr}`,
    es: `¿Qué hashtag? Por ejemplo: ${example.es}`,
    pt: `Qual hashtag? Por exemplo: ${example.pt}`,
    ja: `どのハッシュタグですか？例: ${example.ja}`,
  };
};

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
  return {
    visible: "only-you",
    card(language) {
      const told = lines.map(({ peak, ...line }) => ({ ...line, why: whyLine(peak, line.phase, language) }));
      return alertsCard(trackers, told, now, disclosure, language);
    },
  };
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
