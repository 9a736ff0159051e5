import type { Language } from "../model/language.ts";
import type { Theme } from "./chart.ts";
import type { Drawn } from "./draw.ts";

/** Said to a drawing process whose fonts another one has tested. */
export const fontsProven = "--fonts-proven";

/** To a drawing process: `data` passes structured clone, so Dates stay Dates. */
export interface DrawJob {
  readonly chart: string;
  readonly data: unknown;
  readonly theme: Theme;
  readonly language: Language;
}

/** From a drawing process: one after its boot, then one per job, in order. */
export type DrawAnswer =
  | { readonly kind: "ready" }
  | { readonly kind: "unfit"; readonly problem: string }
  | { readonly kind: "drawn"; readonly drawn: Drawn }
  | { readonly kind: "failed"; readonly error: Error };
