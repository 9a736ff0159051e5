import { dayMs, drivenClock } from "../src/model/clock.ts";
import type { Post } from "../src/model/post.ts";
import { simulatorDefaults } from "../src/sources/simulator/settings.ts";
import { createSimulator } from "../src/sources/simulator.ts";
import { hashtag, readAll } from "../test/sources/reading.ts";

export const weekEnd = new Date("2026-03-16T00:00:00Z");

/** Names that say nothing of a topic; the scripts of some see to it that every language has its hours. */
const tags = ["Harbour", "Lanterns", "Saffron", "Meadow", "Kites", "Orbit", "काग़ज़", "提灯", "فانوس", "Layang"];

/** What the simulator writes about ten hashtags in one week on all of its networks, bursts included; labelled. */
export async function* simulatedWeek(postsPerHour: number): AsyncGenerator<readonly Post[]> {
  const source = createSimulator({ ...simulatorDefaults, postsPerHour, firstBurstAfterMs: null });
  const since = new Date(weekEnd.getTime() - 7 * dayMs);
  for (const tag of tags)
    for (const { name: network } of source.networks)
      yield (await readAll(source, drivenClock(weekEnd), { network, subject: hashtag(tag), since })).posts;
}
