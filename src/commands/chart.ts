import { chartCard } from "../cards/chart-card.ts";
import { charts } from "../charts/index.ts";
import { dayMs } from "../model/clock.ts";
import type { Language } from "../model/language.ts";
import { defineCommand } from "./command.ts";
import type { ChoiceNames } from "./option.ts";
import { howFarBack, period, tagNames, trackedSubject, word } from "./options.ts";
import { tracked } from "./tracked.ts";

type ChartName = (typeof charts)[number]["name"];

const namesIn = (language: Language) =>
  Object.fromEntries(charts.map(({ name, names }) => [name, names[language]])) as Record<ChartName, string>;

const chartNames: ChoiceNames<ChartName> = {
  en: namesIn("en"),
  de: namesIn("de"),
  fr: namesIn("fr"),
  es: namesIn("es"),
  pt: namesIn("pt"),
  ja: namesIn("ja"),
};

export default defineCommand({
  name: "chart",
  names: { en: "chart", de: "diagramm", fr: "graphique", es: "gráfico", pt: "gráfico", ja: "グラフ" },
  help: {
    en: "Draw a chart of a tracked hashtag",
    de: "Zeichnet ein Diagramm eines verfolgten Hashtags",
    fr: "Dessine un graphique d’un hashtag suivi",
    es: "Dibuja un gráfico de un hashtag seguido",
    pt: "Desenha um gráfico de uma hashtag acompanhada",
    ja: "追跡中のハッシュタグのグラフを作成します",
  },
  examples: ["/chart #worldcup", "/chart #worldcup 24h"],
  options: {
    tag: trackedSubject({
      names: tagNames,
      help: {
        en: "The hashtag to draw",
        de: "Der Hashtag, der gezeichnet wird",
        fr: "Le hashtag à dessiner",
        es: "El hashtag que se dibuja",
        pt: "A hashtag a desenhar",
        ja: "グラフにするハッシュタグ",
      },
    }),
    chart: word(
      {
        names: { en: "chart", de: "diagramm", fr: "graphique", es: "gráfico", pt: "gráfico", ja: "グラフ" },
        help: {
          en: "Which chart",
          de: "Welches Diagramm",
          fr: "Quel graphique",
          es: "Qué gráfico",
          pt: "Qual gráfico",
          ja: "グラフの種類",
        },
      },
      charts.map((chart) => chart.name),
      chartNames,
    ),
    period: period(howFarBack, { ms: 7 * dayMs, text: "7d" }, { ms: 400 * dayMs, text: "400d" }),
  },
  writes: () => false,
  async run({ options, where, who }, services) {
    const tracker = await tracked(options.tag, where, services);
    const chart = charts.find((c) => c.name === options.chart) ?? charts[0];
    const disclosure = services.sources.disclosure(tracker.networks);
    const facts = { tracker, chart, periodMs: options.period.ms, askedBy: who, disclosure, picture: null };
    return {
      visible: "channel",
      card: (language) => chartCard(facts, language),
      follow: (message) => ({
        name: "chart",
        input: {
          workspace: where.channel.workspace,
          tracker: tracker.id,
          chart: chart.name,
          periodMs: options.period.ms,
          message,
          askedBy: who,
        },
      }),
    };
  },
});
