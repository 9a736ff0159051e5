import { listed, percentage } from "../model/figure.ts";
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
  }: { disclosure: string | null; coverage?: number; networks?: readonly (NetworkTotals & { label: string })[] },
  ...more: readonly Inline[]
): Part {
  const blind = networks?.filter((n) => n.coverage < coverageWorthSaying).map((n) => n.label) ?? [];
  const lines: Inline[] = [];
  const say = (...inlines: readonly Inline[]) => lines.push(...(lines.length > 0 ? [" · "] : []), ...inlines);
  if (disclosure) say({ bold: disclosure === "simulated" ? "simulated data" : `${disclosure} data` });
  if (coverage !== undefined && coverage < coverageWorthSaying) {
    say(`${percentage(coverage)} of this time was observed${blind.length > 0 ? ` (gaps on ${listed(blind)})` : ""}`);
  }
  if (more.length > 0) say(...more);
  return { kind: "note", text: lines };
}
