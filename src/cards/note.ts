import { disclosedData, type SharedDisclosure } from "../model/disclosure.ts";
import { listed, percentage } from "../model/figure.ts";
import { inEvery, type Language } from "../model/language.ts";
import type { NetworkTotals } from "../model/reader.ts";
import type { Inline, Part } from "./card.ts";

/** Below this a total says how much of its time was really observed. */
const coverageWorthSaying = 0.995;

/** The honest small print: what is simulated, what was not observed, and anything else worth a line. */
export function smallPrint(
  {
    disclosure,
    coverage,
    networks,
  }: {
    disclosure: SharedDisclosure | null;
    coverage?: number;
    networks?: readonly (NetworkTotals & { label: string })[];
  },
  language: Language,
  ...more: readonly Inline[]
): Part {
  const words = noteWords[language];
  const blind = networks?.filter((n) => n.coverage < coverageWorthSaying).map((n) => n.label) ?? [];
  const lines: Inline[] = [];
  const say = (...inlines: readonly Inline[]) => lines.push(...(lines.length > 0 ? [" · "] : []), ...inlines);
  if (disclosure) say({ bold: disclosedData(disclosure, language) });
  if (coverage !== undefined && coverage < coverageWorthSaying) {
    const observed = words.observed(percentage(coverage, language));
    say(blind.length > 0 ? `${observed}${words.gaps(listed(blind, language))}` : observed);
  }
  if (more.length > 0) say(...more);
  return { kind: "note", text: lines };
}

/** The small print where there is nothing else to say in it; none where the data is no other than it seems. */
export const disclosing = (disclosure: SharedDisclosure | null, language: Language): readonly Part[] =>
  disclosure ? [smallPrint({ disclosure }, language)] : [];

const noteWords = inEvery({
  en: {
    observed: (share: string) => `${share} of this time was observed`,
    gaps: (networks: string) => ` (gaps on ${networks})`,
  },
  de: {
    observed: (share) => `${share} dieser Zeit wurden beobachtet`,
    gaps: (networks) => ` (Lücken bei ${networks})`,
  },
  fr: {
    observed: (share) => `${share} de cette période a été observée`,
    gaps: (networks) => ` (lacunes sur ${networks})`,
  },
  es: {
    observed: (share) => `se observó el ${share} de este tiempo`,
    gaps: (networks) => ` (huecos en ${networks})`,
  },
  pt: {
    observed: (share) => `${share} deste período foi observado`,
    gaps: (networks) => ` (lacunas em ${networks})`,
  },
  ja: {
    observed: (share) => `この期間の ${share} を観測`,
    gaps: (networks) => `（欠測: ${networks}）`,
  },
});
