import { dayMs, hourMs, minuteMs } from "../model/clock.ts";
import { disclosed } from "../model/disclosure.ts";
import { inEvery, type Language } from "../model/language.ts";
import type { Reader } from "../model/reader.ts";
import { type ChartScope, defineChart } from "./chart.ts";
import { alt } from "./volume-alt.ts";
import type { VolumeData } from "./volume-data.ts";
import { takeaway } from "./volume-sentences.ts";
import { volumeSpec } from "./volume-spec.ts";
import { volumeWords } from "./volume-words.ts";

const stepsMs = [minuteMs, 5 * minuteMs, 15 * minuteMs, hourMs, 6 * hourMs, dayMs];
/** A bucket is then about four pixels wide. */
const pointsMax = 170;

const stepFor = ({ from, to }: ChartScope): number =>
  stepsMs.find((stepMs) => (to.getTime() - from.getTime()) / stepMs <= pointsMax) ?? dayMs;

/** Minutes are kept for two days only: an older period that has none any more is asked for by the hour. */
async function seriesFor(reader: Reader, scope: ChartScope) {
  const stepMs = stepFor(scope);
  const series = await reader.series(scope, stepMs);
  const isFolded = stepMs < hourMs && series.points.every(({ posts }) => posts === null);
  return isFolded ? reader.series(scope, hourMs) : series;
}

/** Two days of a quiet subject that bursts on the second afternoon, the night before unobserved. */
function sample(language: Language): VolumeData {
  const startMs = Date.UTC(2025, 10, 13);
  const burst = [64, 188, 412, 371, 265, 174, 121];
  const posts = Array.from({ length: 48 }, (_, hour) => {
    if (hour >= 20 && hour < 31) return null;
    return burst[hour - 36] ?? Math.round(26 + 18 * Math.sin(((hour - 9) / 12) * Math.PI) + ((hour * 7) % 5));
  });
  return {
    subject: "#worldcup",
    from: new Date(startMs),
    to: new Date(startMs + 48 * hourMs),
    stepMs: hourMs,
    points: posts.map((posts, hour) => ({ at: new Date(startMs + hour * hourMs), posts })),
    coverage: 37 / 48,
    marks: [{ at: new Date(startMs + 37 * hourMs), label: volumeWords[language].sampleMark }],
    notes: [disclosed("simulated", language)],
  };
}

export default defineChart({
  name: "volume",
  title: "Posts over time",
  names: inEvery({
    en: "posts over time",
    de: "Beiträge im Zeitverlauf",
    fr: "publications au fil du temps",
    es: "publicaciones a lo largo del tiempo",
    pt: "publicações ao longo do tempo",
    ja: "投稿数の推移",
  }),
  async load(reader, scope): Promise<VolumeData> {
    const { stepMs, points, coverage } = await seriesFor(reader, scope);
    return {
      subject: scope.subject,
      from: scope.from,
      to: scope.to,
      stepMs,
      points: points.map(({ at, posts }) => ({ at, posts })),
      coverage,
      marks: [...(scope.mark ? [scope.mark] : []), ...(scope.moments ?? []).map((at) => ({ at, label: "" }))],
      notes: scope.disclosure === null ? [] : [scope.disclosure],
    };
  },
  spec: volumeSpec,
  takeaway,
  alt,
  sample,
});
