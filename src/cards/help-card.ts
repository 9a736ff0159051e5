import type { Card, Inline } from "./card.ts";

/** What help needs to know of a command. */
export interface HelpLine {
  readonly name: string;
  readonly help: string;
  readonly examples: readonly string[];
}

export const helpCard = (lines: readonly HelpLine[]): Card => ({
  title: "What you can say",
  tone: "quiet",
  summary: lines.map((line) => `/${line.name}`).join(" "),
  parts: lines.map((line) => ({
    kind: "text",
    text: [
      { bold: `/${line.name}` },
      ` ${line.help}\n`,
      ...line.examples.flatMap((example, i): Inline[] => [...(i > 0 ? ["  "] : []), { code: example }]),
    ],
  })),
});
