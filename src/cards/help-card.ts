import { inEvery, type Language, type Told } from "../model/language.ts";
import type { Card, Inline } from "./card.ts";

/** What help needs to know of a command. */
export interface HelpLine {
  readonly name: string;
  readonly help: Told;
  readonly examples: readonly string[];
}

export const helpCard = (lines: readonly HelpLine[], language: Language): Card => ({
  title: titles[language],
  tone: "quiet",
  summary: lines.map((line) => `/${line.name}`).join(" "),
  parts: lines.map((line) => ({
    kind: "text",
    text: [
      { bold: `/${line.name}` },
      ` ${line.help[language]}\n`,
      ...line.examples.flatMap((example, i): Inline[] => [...(i > 0 ? ["  "] : []), { code: example }]),
    ],
  })),
});

const titles = inEvery({
  en: "What you can say",
  de: "Was man eingeben kann",
  fr: "Ce que vous pouvez taper",
  es: "Lo que puedes escribir",
  pt: "O que você pode digitar",
  ja: "使えるコマンド",
});
