import type { TopLevelSpec } from "vega-lite";
import type { Language, Said, Told } from "../model/language.ts";
import type { Reader, Scope } from "../model/reader.ts";

/** Logical size; pictures are drawn at twice it, a chat shows pictures about 400 wide. */
export const chartWidth = 800;
export const chartHeight = 450;

export type Theme = "light" | "dark";

/** Colours of one theme (charts/look.ts holds both), and the words of one language, so that every chart looks like one hand drew it. */
export interface Look {
  readonly theme: Theme;
  /** In which all is said that the picture says. */
  readonly language: Language;
  readonly background: string;
  readonly ink: string;
  readonly muted: string;
  readonly grid: string;
  /** In order of use; at most 4 lines in one chart. */
  readonly series: readonly [string, string, string, string];
  /** Width of a text as it will be drawn, in logical pixels. */
  widthOf(text: string, fontSize: number, weight?: 400 | 700): number;
}

/** Whose data, over what time, and how the subject is named in the title ("#worldcup"). */
export interface ChartScope extends Scope {
  readonly subject: string;
  /** E.g. "simulated", in the reader's language: printed in the footer. */
  readonly disclosure: string | null;
  /** A moment to mark, e.g. the spike, with at most 40 characters beside it, in the reader's language. */
  readonly mark?: { readonly at: Date; readonly label: string };
  /** Others like it, each a dot without words. */
  readonly moments?: readonly Date[];
}

/** One chart, declared in one file under src/charts/. Pure but for `load`. */
export interface Chart<Data = unknown> {
  readonly name: string;
  /** What it is called, in English. */
  readonly title: string;
  /** The same as it stands within a sentence, e.g. "posts over time". */
  readonly names: Told;
  load(reader: Reader, scope: ChartScope): Promise<Data>;
  spec(data: Data, look: Look): TopLevelSpec;
  /** The title of the picture: what it says, with its number. At most 60 characters. */
  takeaway(data: Data, language: Language): string;
  /** The same for those who cannot see it, with range, latest, peak and coverage. At most 1,000 characters. */
  alt(data: Data, language: Language): string;
  /** Small fixed data: drives the golden image, the gallery and the contract test. JSON-safe but for Dates. */
  readonly sample: Said<Data>;
}

/** Keeps the type of the data and the name. */
export const defineChart = <Data, const N extends string>(
  chart: Chart<Data> & { readonly name: N },
): Chart<Data> & { readonly name: N } => chart;
