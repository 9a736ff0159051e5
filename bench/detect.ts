import { newDetector, readDetector } from "../src/analysis/detector.ts";
import { advance } from "../src/analysis/spikes.ts";
import { dayMs, minuteMs } from "../src/model/clock.ts";
import { type Bench, type Figure, median } from "./bench.ts";
import { chanceOf, quietStream, withBursts } from "./count-streams.ts";
import { cpuMs } from "./turns.ts";

const subjects = 100_000;
const limitMb = 500;
const days = 14;
/** Minutes that all subjects are judged, one after the other. */
const rounds = 5;
const perHour = 60;

/** What it costs to judge: one point, and a minute of 100,000 subjects. */
const bench: Bench = {
  name: "detect",
  async run() {
    const chance = chanceOf(Date.now() % 1_000_000);
    const shape = { perHour, days, size: 8, offsetHours: 0 };
    const { fromMs, counts } = withBursts(quietStream(shape, chance), perHour, 2, chance);
    const rows = counts.map((count, minute) => ({ at: new Date(fromMs + minute * minuteMs), count }));
    const learned = newDetector();
    const pointUs = (1_000 * cpuMs(() => void advance(learned, rows))) / rows.length;
    const saved = JSON.stringify(learned);
    return [
      figure("a point, one detector after the other", pointUs, "µs", "a core's 600 for 100,000 a minute", 600),
      figure("a detector as it is saved", saved.length / 1_000, "kB", "8 kB", 8),
      ...many(saved, fromMs + days * dayMs),
    ];
  },
};

export default bench;

/** As the job does it, less the store: a detector is read, judges, and is saved; in between it is kept as it is saved. */
function many(saved: string, fromMs: number): Figure[] {
  globalThis.gc?.();
  const before = process.memoryUsage().rss;
  const kept = Array.from({ length: subjects }, () => Buffer.from(saved));
  const minutes = Array.from({ length: rounds }, (_, minute) => {
    const at = new Date(fromMs + minute * minuteMs);
    return cpuMs(() => {
      for (const [i, state] of kept.entries()) {
        const read = readDetector(JSON.parse(state.toString()));
        advance(read, [{ at, count: i % 3 }]);
        kept[i] = Buffer.from(JSON.stringify(read));
      }
    });
  });
  const mb = (process.memoryUsage().rss - before) / 1e6;
  const keptMb = kept.reduce((sum, state) => sum + state.length, 0) / 1e6;
  const name = `${subjects.toLocaleString("en")} subjects`;
  return [
    figure(`${name}, a count a minute each`, median(minutes) / minuteMs, "cores", "1 core", 1),
    figure(`${name}, as they are saved`, keptMb, "MB", "500 MB", limitMb),
    figure(`${name}, the process's growth`, mb, "MB", "500 MB", limitMb),
  ];
}

const figure = (metric: string, value: number, unit: string, against: string, limit: number): Figure => ({
  bench: "detect",
  metric,
  value,
  unit,
  against,
  ratio: value / limit,
});
