import { type Chance, type CountStream, everyWeek, type StreamShape } from "./count-streams.ts";

/** What goes wrong with a count that nothing happened to; none of it is an alert. */
export interface Trouble {
  readonly name: string;
  readonly shape?: Partial<StreamShape>;
  spoil(stream: CountStream, chance: Chance): CountStream;
}

const hours = [1, 6, 24] as const;
/** An alert that much later has nothing to do with it. */
const afterMinutes = 120;

/** Spoils a stretch of minutes each week, of 1, 6 and 24 hours in turn; they are the stream's events. */
function spoiled(
  stream: CountStream,
  chance: Chance,
  spoil: (counts: (number | null)[], from: number, to: number) => void,
) {
  const counts = [...stream.counts];
  const events = everyWeek(stream, chance).map((from, i) => ({ from, to: from + (hours[i % 3] ?? 1) * 60 }));
  for (const { from, to } of events) spoil(counts, from, to);
  return { ...stream, counts, events: events.map(({ from, to }) => ({ from, to: to + afterMinutes })) };
}

/** Blanks a stretch, and gives what happened in it. */
function blank(counts: (number | null)[], from: number, to: number, as: number | null): number {
  let missed = 0;
  for (let minute = from; minute < to; minute++) {
    missed += counts[minute] ?? 0;
    counts[minute] = as;
  }
  return missed;
}

function late(counts: (number | null)[], from: number, posts: number, minutes: number): void {
  for (let i = 0; i < minutes; i++) {
    const share = Math.floor((posts * (i + 1)) / minutes) - Math.floor((posts * i) / minutes);
    counts[from + i] = (counts[from + i] ?? 0) + share;
  }
}

export const troubles: readonly Trouble[] = [
  {
    name: "nobody looked for 1, 6 or 24 hours",
    spoil: (stream, chance) => spoiled(stream, chance, (counts, from, to) => blank(counts, from, to, null)),
  },
  {
    name: "the network said 0 for 1, 6 or 24 hours",
    spoil: (stream, chance) => spoiled(stream, chance, (counts, from, to) => blank(counts, from, to, 0)),
  },
  {
    name: "nobody looked, and all came in one minute",
    spoil: (stream, chance) =>
      spoiled(stream, chance, (counts, from, to) => late(counts, to, blank(counts, from, to, null), 1)),
  },
  {
    name: "nobody looked, and all came over ten minutes",
    spoil: (stream, chance) =>
      spoiled(stream, chance, (counts, from, to) => late(counts, to, blank(counts, from, to, null), 10)),
  },
  {
    name: "the network said 0, and all came in one minute",
    spoil: (stream, chance) =>
      spoiled(stream, chance, (counts, from, to) => late(counts, to, blank(counts, from, to, 0), 1)),
  },
  {
    name: "each twentieth minute is missing",
    spoil: (stream, chance) => ({ ...stream, counts: stream.counts.map((count) => (chance() < 0.05 ? null : count)) }),
  },
  {
    name: "no minute has more than 100 posts",
    spoil: (stream) => ({ ...stream, counts: stream.counts.map((count) => count && Math.min(count, 100)) }),
  },
  {
    name: "clocks change",
    shape: { clocksChangeOn: 30 },
    spoil: (stream) => stream,
  },
  {
    name: "posts come 20 minutes late, together",
    spoil: (stream, chance) =>
      spoiled(stream, chance, (counts, from, to) => {
        for (let at = from; at < to; at += 20) late(counts, at + 19, blank(counts, at, at + 19, 0), 1);
      }),
  },
];
