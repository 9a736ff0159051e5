import { performance } from "node:perf_hooks";
import { setTimeout as sleep } from "node:timers/promises";
import { type DrivenClock, drivenClock, secondMs } from "../model/clock.ts";
import { counted, figure } from "../model/figure.ts";
import type { Services } from "../services.ts";
import { createReplay } from "../sources/replay.ts";
import type { Source } from "../sources/source.ts";
import { createMatcher } from "../text/match.ts";
import { unjudged } from "./detect.ts";
import { playStream } from "./stream.ts";

/** A file of posts, played through the very same way as a network. */
export interface Replay {
  /** Runs with the posts: whoever asks what time it is gets theirs. */
  readonly clock: DrivenClock;
  readonly source: Source;
  /** Resolves when the last post is stored and judged, or on abort. */
  play(services: Services, signal: AbortSignal): Promise<void>;
}

/** Bad lines named one by one; of more, the number. */
const problemsNamed = 20;
const progressEvery = 10_000;
/** How long judging may go on after the last post. */
const settleMs = 120 * secondMs;

export async function openReplay(
  { file, speed }: { file: string; speed: number | "max" },
  say: (line: string) => void,
): Promise<Replay> {
  const clock = drivenClock(new Date(0));
  let problems = 0;
  const source = await createReplay({
    file,
    speed,
    clock,
    sleep: (ms, signal) => sleep(ms, undefined, { signal }),
    onProblem: (line, problem) => {
      problems++;
      if (problems <= problemsNamed) say(`Line ${line} is left out: ${problem}`);
    },
  });
  const { info } = source;
  if (problems > problemsNamed) say(`… and ${figure(problems - problemsNamed, "en")} more lines left out`);
  say(
    `Replaying ${counted(info.posts, "post", "en")} from ${info.from.toISOString()} to ${info.to.toISOString()}, ${counted(info.hashtags.length, "hashtag", "en")}`,
  );
  return { clock, source, play: (services, signal) => play(source, services, signal, say) };
}

async function play(
  source: Awaited<ReturnType<typeof createReplay>>,
  services: Services,
  signal: AbortSignal,
  say: (line: string) => void,
): Promise<void> {
  const { info } = source;
  const startedMs = performance.now();
  // The file is a whole network's archive: every hashtag in it is collected, so that one tracked later has its history.
  const followed = await services.feeds.ensureMany(
    info.hashtags.flatMap(({ key, display }) =>
      source.networks.map(({ name: network }) => ({
        source: source.name,
        network,
        subject: { kind: "hashtag" as const, key, display },
        workspace: null,
      })),
    ),
  );
  const matcher = createMatcher();
  for (const { network, subject, id } of followed) matcher.add(network, subject, id);
  const ids = followed.map((feed) => feed.id);
  let played = 0;
  await playStream(
    {
      source,
      audience: { match: (post) => matcher.match(post), feeds: () => ids },
      from: info.from,
      cursor: null,
      elapsedMs: () => performance.now(),
      onWritten: async (posts) => {
        const before = Math.floor(played / progressEvery);
        played += posts;
        if (Math.floor(played / progressEvery) > before)
          say(`${figure(played, "en")} posts played, it is ${services.clock.now().toISOString()}`);
        // The clock must not run away from the judging, or what it asks about is days old when it asks.
        await settled(source, services, signal);
      },
    },
    services,
    signal,
  );
  if (signal.aborted) return;
  await settled(source, services, signal);
  say(
    `Replay finished: ${counted(info.posts, "post", "en")} in ${figure((performance.now() - startedMs) / 1000, "en")} s, ${counted(info.badLines, "line", "en")} left out`,
  );
}

/** Waits until the detector of every tracked feed stands where the feed does. */
async function settled(source: Source, services: Services, signal: AbortSignal): Promise<void> {
  const deadlineMs = performance.now() + settleMs;
  while (performance.now() < deadlineMs && !signal.aborted) {
    const active = (await services.feeds.active()).filter((feed) => feed.source === source.name);
    const waiting = [];
    for (const feed of active) if ((await unjudged(feed.id, services)).counts.length > 0) waiting.push(feed);
    if (waiting.length === 0) return;
    for (const feed of waiting) await services.jobs.add({ name: "detect", input: { feed: feed.id } });
    await sleep(50, undefined, { signal }).catch(() => {});
  }
}
