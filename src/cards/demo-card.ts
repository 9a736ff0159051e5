import { inEvery, type Language } from "../model/language.ts";
import type { Card, Inline, Picture } from "./card.ts";

/** A chart of invented numbers, for who has none of their own yet; null while it is being drawn. */
export const demoCard = (picture: Picture | null, language: Language): Card => {
  const words = demoWords[language];
  return {
    title: words.title,
    tone: "neutral",
    summary: words.summary,
    parts: [
      { kind: "text", text: picture ? words.invented({ code: "/track" }) : [words.drawing] },
      ...(picture ? [{ kind: "picture" as const, picture }] : []),
    ],
  };
};

const demoWords = inEvery({
  en: {
    title: "What a chart looks like",
    summary: "What a chart looks like. These numbers are invented; yours come with /track.",
    drawing: "Drawing …",
    invented: (command: Inline): readonly Inline[] => ["These numbers are invented; yours come with ", command, "."],
  },
  de: {
    title: "So sieht ein Diagramm aus",
    summary: "So sieht ein Diagramm aus. Diese Zahlen sind erfunden; echte kommen mit /track.",
    drawing: "Wird gezeichnet …",
    invented: (command) => ["Diese Zahlen sind erfunden; echte kommen mit ", command, "."],
  },
  fr: {
    title: "À quoi ressemble un graphique",
    summary: "À quoi ressemble un graphique. Ces chiffres sont inventés ; les vôtres arrivent avec /track.",
    drawing: "Dessin en cours …",
    invented: (command) => ["Ces chiffres sont inventés ; les vôtres arrivent avec ", command, "."],
  },
  es: {
    title: "Así se ve un gráfico",
    summary: "Así se ve un gráfico. Estos números son inventados; los tuyos llegan con /track.",
    drawing: "Dibujando …",
    invented: (command) => ["Estos números son inventados; los tuyos llegan con ", command, "."],
  },
  pt: {
    title: "Como é um gráfico",
    summary: "Como é um gráfico. Estes números são inventados; os seus chegam com /track.",
    drawing: "Desenhando …",
    invented: (command) => ["Estes números são inventados; os seus chegam com ", command, "."],
  },
  ja: {
    title: "グラフの例",
    summary: "グラフの例です。この数字は架空のもので、実際の数字は /track で表示されます。",
    drawing: "作成中です…",
    invented: (command) => ["この数字は架空のもので、実際の数字は ", command, " で表示されます。"],
  },
});
