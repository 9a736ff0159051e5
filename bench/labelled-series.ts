import { existsSync } from "node:fs";
import { join } from "node:path";
import { answerer } from "../src/cli/detect.ts";
import type { Figure } from "./bench.ts";
import { chanceOf } from "./count-streams.ts";
import { bootstrap, shown } from "./intervals.ts";

/** Five labelled series of tweets about companies, their scorer, and other detectors. They are not in the repository. */
const kit = join(import.meta.dirname, "../../shared/data/spikes");
const names = ["AAPL", "CRM", "FB", "IBM", "PFE"] as const;
const profiles = ["standard", "reward_low_FP"] as const;
const rivals = ["C3", "C4", "C16"] as const;

interface Series {
  readonly name: string;
  readonly values: readonly number[];
  readonly times: readonly number[];
  readonly layout: { readonly windows: number };
}
interface Scored extends Series {
  readonly scores: ArrayLike<number>;
}
interface Profile {
  readonly tp: number;
  readonly fn: number;
}
interface Scorer {
  loadSeries(path: string): Series;
  optimise(files: readonly Scored[], profile: Profile): { threshold: number; normalised: number };
  scoreAt(files: readonly Scored[], threshold: number, profile: Profile): { score: number; normalised: number };
  readonly PROFILES: Readonly<Record<string, Profile>>;
}
interface Candidates {
  readonly CANDIDATES: Readonly<Record<string, () => unknown>>;
  run(detector: unknown, series: Series): ArrayLike<number>;
}

/** Our scores and the other detectors' by the series' own scorer; nothing, and that is said, where it is not there. */
export async function labelledSeries(seed: number): Promise<Figure[]> {
  if (!existsSync(kit)) {
    console.error("Skipped: the labelled series are not there (shared/data/spikes).");
    return [];
  }
  const scorer: Scorer = await import(join(kit, "nab-score.mjs"));
  const { CANDIDATES, run }: Candidates = await import(join(kit, "candidates.mjs"));
  const series = names.map((name) => scorer.loadSeries(join(kit, "dev", `${name}.json`)));
  const ours = series.map((one) => ({ ...one, scores: scoresOf(one) }));
  const others = rivals.map((name) => ({
    name,
    files: series.map((one) => ({ ...one, scores: run(CANDIDATES[name]?.(), one) })),
  }));
  return profiles.flatMap((name) => {
    const profile = scorer.PROFILES[name] as Profile;
    const c4 = others.find((other) => other.name === "C4")?.files ?? [];
    const limit = leftOut(scorer, c4, profile);
    const best = scorer.optimise(c4, profile).normalised;
    const own = ours.map((file) => [file, scorer.scoreAt([file], 0.5, profile).score] as const);
    const interval = shown(
      bootstrap(own, (sample) => normalised(sample, profile), chanceOf(seed)),
      0,
    );
    const figure = (who: string, value: number, against: string, beside: number): Figure => ({
      bench: "alerts",
      metric: `five series, ${name}: ${who}`,
      value,
      unit: "of 100",
      against,
      ratio: value / beside,
    });
    return [
      figure("ours at its own threshold", normalised(own, profile), `C4, left out; 90 %: ${interval}`, limit),
      figure("ours, each series at the others' threshold", leftOut(scorer, ours, profile), "C4, left out", limit),
      figure("ours at the best threshold", scorer.optimise(ours, profile).normalised, "C4 at its best", best),
      ...others.flatMap((other) => [
        figure(
          `${other.name}, each series at the others' threshold`,
          leftOut(scorer, other.files, profile),
          "C4, left out",
          limit,
        ),
        figure(
          `${other.name} at the best threshold`,
          scorer.optimise(other.files, profile).normalised,
          "C4 at its best",
          best,
        ),
      ]),
    ];
  });
}

/** What the shell verb says of each row. */
function scoresOf({ values, times }: Series): number[] {
  const answer = answerer("balanced");
  return values.map((count, i) => {
    const answered = answer({ t: (times[i] ?? 0) / 1_000, count });
    return typeof answered === "string" ? 0 : Number((answered as { score: number }).score);
  });
}

/** Every series at the threshold that is best for the others. */
function leftOut(scorer: Scorer, files: readonly Scored[], profile: Profile): number {
  const scores = files.map((file) => {
    const rest = files.filter((other) => other !== file);
    const { threshold } = scorer.optimise(rest, profile);
    return [file, scorer.scoreAt([file], threshold, profile).score] as const;
  });
  return normalised(scores, profile);
}

function normalised(scores: readonly (readonly [Series, number])[], { tp, fn }: Profile): number {
  const windows = scores.reduce((sum, [{ layout }]) => sum + layout.windows, 0);
  const score = scores.reduce((sum, [, each]) => sum + each, 0);
  return (100 * (score + fn * windows)) / ((tp + fn) * windows);
}
