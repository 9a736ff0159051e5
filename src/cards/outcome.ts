import { hourMs, minuteMs } from "../model/clock.ts";
import { counted, figure, listed } from "../model/figure.ts";
import type { Incident } from "../model/incident.ts";
import { inEvery, type Language } from "../model/language.ts";
import { periodName } from "../model/period.ts";
import type { PostLine } from "../model/reader.ts";
import type { Fact, Part } from "./card.ts";
import { postItem } from "./post-item.ts";

/** What became of an incident, once it is over. */
export interface Outcome {
  /** How often its posts were seen, on each network that tells; none where nobody does. */
  readonly seen: readonly { readonly label: string; readonly views: number }[];
  /** What people did with its posts. */
  readonly engagement: number;
  /** What moved most, at most three. */
  readonly top: readonly PostLine[];
  /** Of the networks, by their names. */
  readonly labels: ReadonlyMap<string, string>;
}

/** How long it was told to the minute. */
const exactMs = 3 * hourMs;

/** Its peak, how long it lasted, who saw it, and what moved most. */
export function outcomeParts(
  { seen, engagement, top, labels }: Outcome,
  { peak, openedAt, endedAt }: Incident,
  language: Language,
): readonly Part[] {
  if (!endedAt) return [];
  const words = outcomeWords[language];
  const lastedMs = endedAt.getTime() - openedAt.getTime();
  const stepMs = lastedMs < exactMs ? minuteMs : hourMs;
  const lasted = Math.max(Math.round(lastedMs / stepMs) * stepMs, minuteMs);
  // Not added up: what networks call a view differs.
  const views = listed(
    seen.map(({ label, views }) => words.on(figure(views, language), label)),
    language,
  );
  const facts: readonly Fact[] = [
    {
      label: words.peak(periodName(peak.windowMinutes * minuteMs, language)),
      value: counted(peak.count, "post", language),
    },
    { label: words.lasted, value: periodName(lasted, language) },
    seen.length > 0
      ? { label: words.views, value: views }
      : { label: words.engagement, value: counted(engagement, "interaction", language) },
  ];
  const posts = top.map((post) => postItem(post, labels, language));
  return [{ kind: "facts", facts }, ...(posts.length > 0 ? [{ kind: "posts" as const, posts }] : [])];
}

const outcomeWords = inEvery({
  en: {
    peak: (window: string) => `Peak in ${window}`,
    lasted: "Lasted",
    views: "Views",
    on: (views: string, network: string) => `${views} on ${network}`,
    engagement: "Reactions (views are not told)",
  },
  de: {
    peak: (window) => `Höhepunkt in ${window}`,
    lasted: "Dauer",
    views: "Aufrufe",
    on: (views, network) => `${views} auf ${network}`,
    engagement: "Reaktionen (Aufrufe sind nicht bekannt)",
  },
  fr: {
    peak: (window) => `Maximum en ${window}`,
    lasted: "Durée",
    views: "Vues",
    on: (views, network) => `${views} sur ${network}`,
    engagement: "Réactions (vues non communiquées)",
  },
  es: {
    peak: (window) => `Máximo en ${window}`,
    lasted: "Duración",
    views: "Visualizaciones",
    on: (views, network) => `${views} en ${network}`,
    engagement: "Reacciones (sin datos de visualizaciones)",
  },
  pt: {
    peak: (window) => `Pico em ${window}`,
    lasted: "Duração",
    views: "Visualizações",
    on: (views, network) => `${views} em ${network}`,
    engagement: "Reações (visualizações não informadas)",
  },
  ja: {
    peak: (window) => `ピーク（${window}）`,
    lasted: "期間",
    views: "再生・表示",
    on: (views, network) => `${network} で ${views}回`,
    engagement: "反応（表示回数は不明）",
  },
});
