import { type DetectorState, newDetector, readDetector } from "../src/analysis/detector.ts";
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

/** What it costs to judge: one point, and a minute of 100,000 subjects whose detectors all stay in memory. */
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

/** Every detector is a state of its own, as read from the store. */
function many(saved: string, fromMs: number): Figure[] {
  globalThis.gc?.();
  const before = process.memoryUsage().rss;
  const states = Array.from({ length: subjects }, (): DetectorState => readDetector(JSON.parse(saved)));
  const minutes = Array.from({ length: rounds }, (_, minute) => {
    const at = new Date(fromMs + minute * minuteMs);
    return cpuMs(() => {
      for (const [i, state] of states.entries()) advance(state, [{ at, count: i % 3 }]);
    });
  });
  globalThis.gc?.();
  const mb = (process.memoryUsage().rss - before) / 1e6;
  const share = median(minutes) / minuteMs;
  return [
    figure(`${subjects.toLocaleString("en")} subjects, a count a minute each`, share, "cores", "1 core", 1),
    figure(`${subjects.toLocaleString("en")} subjects in memory`, mb, "MB", "500 MB", limitMb),
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
