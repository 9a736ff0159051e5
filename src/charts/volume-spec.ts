import type { TopLevelSpec } from "vega-lite";
import { countTicks, type Tick, timeTicks } from "./axis.ts";
import { blindFill } from "./blind.ts";
import { chartWidth, type Look } from "./chart.ts";
import { framed, innerWidth, type Layer, labelled, type Plot, plotBottom, plotTop, xLabelsAt } from "./frame.ts";
import { printable, shorten, shortenToFit } from "./graphemes.ts";
import { margin, sizes } from "./look.ts";
import { full, percent } from "./number.ts";
import { lasting, per, period } from "./utc.ts";
import type { Bucket, Stretch, VolumeData } from "./volume-data.ts";
import { alsoMarked, bucketsOf, gapsOf, peakOf, stretchesOf } from "./volume-data.ts";
import { headline } from "./volume-sentences.ts";
import { volumeWords } from "./volume-words.ts";

const markLabelMax = 40;
/** Height of the line above the plot that a mark's sentence stands on, clear of the data. */
const markBand = 30;
/** Round the words of a gap: on their plate, and outside it. */
const platePadding = 8;
const plateMargin = 6;
const yLabelGap = 12;
const xLabelGap = 22;
const endLabelGap = 12;

/** What the layers share: where the plot is, how far its axes reach, and what is in it. */
interface Scene {
  readonly look: Look;
  readonly plot: Plot;
  readonly fromMs: number;
  readonly toMs: number;
  readonly highest: number;
  readonly yTicks: readonly Tick[];
  readonly stretches: readonly Stretch[];
  /** The last bucket, where the period ends in sight. */
  readonly end: Bucket | undefined;
  readonly mark: Mark | undefined;
  /** Where on the line the other marks stand. */
  readonly others: readonly Bucket[];
}

interface Mark {
  readonly label: string;
  /** Where on the line it stands; undefined inside a gap. */
  readonly bucket: Bucket | undefined;
  readonly atMs: number;
}

export function volumeSpec(data: VolumeData, look: Look): TopLevelSpec {
  const { language } = look;
  const scene = sceneOf(data, look);
  const measure = volumeWords[language].measure(per(data.stepMs, language));
  const words = {
    title: headline(data, language, (title) => look.widthOf(title, sizes.title, 700) <= innerWidth),
    subtitle: `${measure} · ${lasting(data.to.getTime() - data.from.getTime(), language)}`,
    footer: footer(data, scene),
  };
  const layers = [gaps, grid, line, xLabels, gapLabels, endLabel, markOrPeak].flatMap((layer) => layer(scene));
  return framed(look, words, scene.plot, layers);
}

function sceneOf(data: VolumeData, look: Look): Scene {
  const stretches = stretchesOf(data);
  const fromMs = stretches[0]?.fromMs ?? data.from.getTime();
  const toMs = Math.max(fromMs + 1, stretches.at(-1)?.toMs ?? data.to.getTime());
  const peak = peakOf(bucketsOf(data));
  const yTicks = peak ? countTicks(peak.posts, look.language) : [];
  const end = stretches.at(-1)?.buckets.at(-1);
  const mark = markOf(data, stretches, fromMs, toMs);
  const left =
    margin.x + Math.max(0, ...yTicks.map(({ label }) => Math.ceil(look.widthOf(label, sizes.text)) + yLabelGap));
  const right = margin.x + (end ? endLabelGap + Math.ceil(endLabelWidth(end, look)) : 0);
  const top = plotTop + (mark ? markBand : 0);
  const plot = { left, top, width: chartWidth - left - right, height: plotBottom - top };
  const others = alsoMarked(data);
  return { look, plot, fromMs, toMs, highest: yTicks.at(-1)?.value ?? 1, yTicks, stretches, end, mark, others };
}

/** The first mark within the period; one at its very end stands on the last bucket. */
function markOf(data: VolumeData, stretches: readonly Stretch[], fromMs: number, toMs: number): Mark | undefined {
  const mark = data.marks.find(({ at }) => at.getTime() >= fromMs && at.getTime() <= Math.max(toMs, data.to.getTime()));
  if (!mark) return undefined;
  const atMs = Math.min(mark.at.getTime(), toMs - 1);
  const bucket = stretches
    .flatMap(({ buckets }) => buckets)
    .find((bucket) => bucket.fromMs <= atMs && atMs < bucket.toMs);
  return { label: shorten(printable(mark.label), markLabelMax), bucket, atMs: bucket ? middle(bucket) : atMs };
}

const middle = ({ fromMs, toMs }: { fromMs: number; toMs: number }): number => (fromMs + toMs) / 2;

const xOf = ({ plot, fromMs, toMs }: Scene, atMs: number): number => ((atMs - fromMs) / (toMs - fromMs)) * plot.width;
const yOf = ({ plot, highest }: Scene, posts: number): number => plot.height * (1 - posts / highest);

const x = ({ fromMs, toMs }: Scene) => ({
  field: "at",
  type: "quantitative" as const,
  scale: { domain: [fromMs, toMs], zero: false, nice: false },
  axis: null,
});

const y = ({ highest }: Scene) => ({
  field: "posts",
  type: "quantitative" as const,
  scale: { domain: [0, highest] },
  axis: null,
});

const gapStretches = ({ stretches }: Scene): Stretch[] => stretches.filter(({ buckets }) => buckets.length === 0);

const gaps = (scene: Scene): Layer[] => [
  {
    data: { values: gapStretches(scene).map(({ fromMs, toMs }) => ({ at: fromMs, until: toMs })) },
    mark: { type: "rect", fill: blindFill },
    encoding: { x: x(scene), x2: { field: "until" }, y: { value: 0 }, y2: { value: scene.plot.height } },
  },
];

const grid = (scene: Scene): Layer[] => [
  {
    data: {
      values: scene.yTicks.map(({ value }) => ({
        posts: value,
        color: value === 0 ? scene.look.muted : scene.look.grid,
      })),
    },
    mark: { type: "rule", strokeWidth: sizes.gridLine },
    encoding: { y: y(scene), color: { field: "color", type: "nominal", scale: null } },
  },
  labelled(
    scene.yTicks.map(({ value, label: text }) => ({ text, x: -yLabelGap, y: yOf(scene, value) + 7 })),
    { align: "right", color: scene.look.muted },
  ),
];

interface Row {
  readonly at: number;
  readonly posts: number;
  readonly part: number;
}

/** Points in the middle of their buckets, drawn out flat to the edges of what was observed. */
function path(buckets: readonly Bucket[], part: number): Row[] {
  const rows = buckets.map((bucket) => ({ at: middle(bucket), posts: bucket.posts, part }));
  const [first, last] = [buckets[0], buckets.at(-1)];
  if (!first || !last) return [];
  return [{ at: first.fromMs, posts: first.posts, part }, ...rows, { at: last.toMs, posts: last.posts, part }];
}

/** Area and line of each observed stretch; the way to a bucket that is not over yet is dashed. */
function line(scene: Scene): Layer[] {
  const color = scene.look.series[0];
  const isOpen = scene.end?.isPartial === true;
  const over = scene.stretches.flatMap(({ buckets }, part) => {
    const rows = path(buckets, part);
    const isLast = part === scene.stretches.length - 1;
    return isOpen && isLast ? rows.slice(0, buckets.length === 1 ? 0 : -2) : rows;
  });
  const open = isOpen ? path(scene.stretches.at(-1)?.buckets ?? [], 0).slice(-3) : [];
  const drawn = (values: readonly Row[], style: object): Layer[] => [
    {
      data: { values: [...values] },
      mark: { type: "area", color, opacity: 0.14, interpolate: "monotone" },
      encoding: { x: x(scene), y: { ...y(scene), stack: null }, detail: { field: "part", type: "nominal" } },
    },
    {
      data: { values: [...values] },
      mark: { type: "line", color, interpolate: "monotone", ...style },
      encoding: { x: x(scene), y: y(scene), detail: { field: "part", type: "nominal" } },
    },
  ];
  return [...drawn(over, {}), ...(isOpen ? drawn(open, { strokeDash: [2, 6] }) : [])];
}

function xLabels(scene: Scene): Layer[] {
  const { look, plot, fromMs, toMs } = scene;
  const width = (text: string) => look.widthOf(text, sizes.text);
  const ticks = timeTicks(fromMs, toMs, look.language, (ticks) => {
    const spacing = Math.min(
      ...ticks.slice(1).map((tick, i) => xOf(scene, tick.value) - xOf(scene, ticks[i]?.value ?? 0)),
    );
    return Math.max(0, ...ticks.map((tick) => width(tick.label))) + xLabelGap <= spacing;
  });
  const isInside = (x: number, half: number) => x - half >= margin.x / 2 && x + half <= chartWidth - margin.x / 2;
  const labels = ticks
    .map(({ value, label: text }) => ({ text, x: xOf(scene, value), y: xLabelsAt - plot.top }))
    .filter(({ text, x }) => isInside(plot.left + x, width(text) / 2));
  return [labelled(labels, { align: "center", color: look.muted })];
}

/** Gaps wide enough for it say what they are; one that the mark's rule crosses stays clear. */
function namedGaps(scene: Scene): Stretch[] {
  const { look } = scene;
  const room = look.widthOf(volumeWords[look.language].blind, sizes.small) + 2 * (platePadding + plateMargin);
  const isCrossed = ({ fromMs, toMs }: Stretch) =>
    scene.mark !== undefined && fromMs <= scene.mark.atMs && scene.mark.atMs < toMs;
  return gapStretches(scene).filter((gap) => xOf(scene, gap.toMs) - xOf(scene, gap.fromMs) >= room && !isCrossed(gap));
}

/** On a plate of the background's colour, for text over hatching is hard to read. */
function gapLabels(scene: Scene): Layer[] {
  const { look, plot } = scene;
  const text = volumeWords[look.language].blind;
  const half = look.widthOf(text, sizes.small) / 2 + platePadding;
  const y = plot.height / 2;
  const centers = namedGaps(scene).map((gap) => xOf(scene, middle(gap)));
  const plates: Layer[] = centers.map((x) => ({
    data: { values: [{}] },
    mark: { type: "rect", fill: look.background, cornerRadius: 4 },
    encoding: { x: { value: x - half }, x2: { value: x + half }, y: { value: y - 20 }, y2: { value: y + 8 } },
  }));
  const labels = centers.map((x) => ({ text, x, y }));
  return [...plates, labelled(labels, { align: "center", fontSize: sizes.small, color: look.muted })];
}

const endLabelWidth = (end: Bucket, look: Look): number =>
  Math.max(
    look.widthOf(full(end.posts, look.language), sizes.text, 700),
    end.isPartial ? look.widthOf(volumeWords[look.language].soFar, sizes.small) : 0,
  );

/** The last value, right of the line; "so far" under it where its bucket is not over. */
function endLabel(scene: Scene): Layer[] {
  const { look, plot, end } = scene;
  if (!end) return [];
  const lowest = plot.height - (end.isPartial ? 16 : 0);
  const baseline = Math.min(Math.max(yOf(scene, end.posts) + 7, 14), lowest);
  const x = plot.width + endLabelGap;
  const hint = end.isPartial ? [{ text: volumeWords[look.language].soFar, x, y: baseline + 18 }] : [];
  return [
    ...dot(scene, end.toMs, end.posts, look.series[0], 70),
    labelled([{ text: full(end.posts, look.language), x, y: baseline }], { fontWeight: 700, color: look.series[0] }),
    labelled(hint, { fontSize: sizes.small, color: look.muted }),
  ];
}

const dot = (scene: Scene, at: number, posts: number, color: string, size: number): Layer[] => [
  {
    data: { values: [{ at, posts }] },
    mark: { type: "point", filled: true, fill: color, opacity: 1, size, stroke: scene.look.background, strokeWidth: 2 },
    encoding: { x: x(scene), y: y(scene) },
  },
];

/** The marked moment: dashed rule, dot, and one sentence beside the rule's head. Without a mark, a dot on the peak. */
function markOrPeak(scene: Scene): Layer[] {
  const { look, plot, mark, stretches } = scene;
  const peak = peakOf(stretches.flatMap(({ buckets }) => buckets));
  if (!mark) return peak && peak.posts > 0 ? dot(scene, middle(peak), peak.posts, look.series[0], 110) : [];
  const color = look.series[1];
  const at = xOf(scene, mark.atMs);
  const text = shortenToFit(mark.label, (text) => look.widthOf(text, sizes.text, 700) <= innerWidth);
  const place = besideRule(plot.left + at, look.widthOf(text, sizes.text, 700));
  return [
    {
      data: { values: [{}] },
      mark: { type: "rule", color, strokeWidth: 2, strokeDash: [6, 5] },
      encoding: {
        x: { value: at },
        y: { value: place.isOnTop ? 2 - markBand / 4 : 2 - markBand },
        y2: { value: plot.height },
      },
    },
    ...scene.others.flatMap((bucket) => dot(scene, middle(bucket), bucket.posts, color, 110)),
    ...(mark.bucket ? dot(scene, mark.atMs, mark.bucket.posts, color, 160) : []),
    labelled([{ text, x: place.left - plot.left, y: 18 - markBand }], { fontWeight: 700, color }),
  ];
}

/** Left edge of a sentence next to a rule at `x`, both in picture pixels: right of it, left of it, or on top of it. */
function besideRule(x: number, width: number): { readonly left: number; readonly isOnTop: boolean } {
  const gap = 10;
  if (x + gap + width <= chartWidth - margin.x) return { left: x + gap, isOnTop: false };
  if (x - gap - width >= margin.x) return { left: x - gap - width, isOnTop: false };
  return { left: Math.min(Math.max(x - width / 2, margin.x), chartWidth - margin.x - width), isOnTop: true };
}

/**
 * "simulated · 13 Nov 2025 00:00 – 15 Nov 00:00 UTC · 77 % observed"; hatching is explained where no gap says it itself, and
 * where what must be known of the numbers leaves room for it.
 */
function footer(data: VolumeData, scene: Scene): string {
  const { look } = scene;
  const words = volumeWords[look.language];
  const notes = data.notes
    .map(printable)
    .filter((note) => note !== "")
    .join(" · ");
  const line = (notes: string, hint: string): string => {
    const observed = data.coverage < 1 ? words.observed(percent(data.coverage, look.language)) + hint : "";
    return [notes, period(data.from, data.to, look.language), observed].filter((fact) => fact !== "").join(" · ");
  };
  const fits = (text: string) => look.widthOf(text, sizes.small) <= innerWidth;
  const isUnexplained = gapsOf(data).length > 0 && namedGaps(scene).length === 0;
  const explained = line(notes, isUnexplained ? words.restHatched : "");
  if (notes === "" || fits(explained)) return explained;
  return line(
    shortenToFit(notes, (notes) => fits(line(notes, ""))),
    "",
  );
}
