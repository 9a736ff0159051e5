import { minuteMs } from "../model/clock.ts";
import { inEvery, type Language } from "../model/language.ts";
import { periodName } from "../model/period.ts";
import { subjectName } from "../model/subject.ts";
import { sensitivities, type Tracker } from "../model/tracker.ts";
import type { Form } from "./card.ts";
import { controlWords } from "./words/controls.ts";

const pacesMs = [10_000, minuteMs, 5 * minuteMs, 15 * minuteMs, 60 * minuteMs];

export const settingsForm = (
  tracker: Tracker,
  networks: readonly { name: string; label: string }[],
  language: Language,
): Form => {
  const words = settingsWords[language];
  return {
    title: words.title(subjectName(tracker.subject)),
    action: "settings-save",
    value: `${tracker.id}`,
    submit: controlWords[language].save,
    fields: [
      {
        kind: "choice",
        name: "alerts",
        label: words.alerts,
        value: tracker.alerts ? tracker.sensitivity : "off",
        choices: [...sensitivities, "off" as const].map((level) => ({ label: words.levels[level], value: level })),
      },
      {
        kind: "choices",
        name: "networks",
        label: words.networks,
        values: tracker.networks,
        choices: networks.map((n) => ({ label: n.label, value: n.name })),
      },
      {
        kind: "choice",
        name: "pace",
        label: words.pace,
        value: `${tracker.paceMs}`,
        choices: [...new Set([tracker.paceMs, ...pacesMs])]
          .sort((a, b) => a - b)
          .map((ms) => ({ label: periodName(ms, language), value: `${ms}` })),
      },
      {
        kind: "choice",
        name: "collecting",
        label: words.collecting,
        value: tracker.pausedAt ? "paused" : "on",
        choices: (["on", "paused"] as const).map((value) => ({ label: words.states[value], value })),
      },
      { kind: "channel", name: "channel", label: words.channel, value: tracker.channel.id },
    ],
  };
};

const settingsWords = inEvery({
  en: {
    title: (name: string) => `Settings for ${name}`,
    alerts: "Spike alerts",
    levels: {
      sensitive: "Sensitive: tell me early, even if some are nothing",
      balanced: "Balanced",
      strict: "Strict: only the big ones",
      off: "Off",
    },
    networks: "Networks",
    pace: "Read every",
    collecting: "Collecting",
    states: { on: "Goes on", paused: "Paused: nothing is collected" },
    channel: "Channel",
  },
  de: {
    title: (name) => `Einstellungen: ${name}`,
    alerts: "Alarme bei Ausschlägen",
    levels: {
      sensitive: "Empfindlich: früh melden, auch wenn manches nichts ist",
      balanced: "Ausgewogen",
      strict: "Streng: nur die großen",
      off: "Aus",
    },
    networks: "Netzwerke",
    pace: "Abstand der Abfragen",
    collecting: "Sammeln",
    states: { on: "Läuft", paused: "Angehalten: nichts wird gesammelt" },
    channel: "Kanal",
  },
  fr: {
    title: (name) => `Réglages de ${name}`,
    alerts: "Alertes de pic",
    levels: {
      sensitive: "Sensible : prévenir tôt, quitte à se tromper",
      balanced: "Équilibré",
      strict: "Strict : seulement les grands pics",
      off: "Désactivé",
    },
    networks: "Réseaux",
    pace: "Lire toutes les",
    collecting: "Collecte",
    states: { on: "En cours", paused: "En pause : rien n’est collecté" },
    channel: "Canal",
  },
  es: {
    title: (name) => `Ajustes de ${name}`,
    alerts: "Alertas de picos",
    levels: {
      sensitive: "Sensible: avisar pronto, aunque algunos no sean nada",
      balanced: "Equilibrado",
      strict: "Estricto: solo los grandes",
      off: "Desactivado",
    },
    networks: "Redes",
    pace: "Leer cada",
    collecting: "Recogida",
    states: { on: "En marcha", paused: "En pausa: no se recoge nada" },
    channel: "Canal",
  },
  pt: {
    title: (name) => `Configurar ${name}`,
    alerts: "Alertas de pico",
    levels: {
      sensitive: "Sensível: avisar cedo, mesmo que alguns não sejam nada",
      balanced: "Equilibrado",
      strict: "Rigoroso: só os grandes",
      off: "Desativado",
    },
    networks: "Redes",
    pace: "Ler a cada",
    collecting: "Coleta",
    states: { on: "Ativa", paused: "Pausada: nada é coletado" },
    channel: "Canal",
  },
  ja: {
    title: (name) => `${name} の設定`,
    alerts: "急上昇アラート",
    levels: {
      sensitive: "高感度: 空振りがあっても早めに通知",
      balanced: "標準",
      strict: "厳格: 大きなものだけ",
      off: "オフ",
    },
    networks: "ネットワーク",
    pace: "読み取り間隔",
    collecting: "収集",
    states: { on: "続ける", paused: "一時停止（収集しない）" },
    channel: "チャンネル",
  },
});
