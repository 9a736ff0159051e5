import { type Clock, minuteMs } from "../model/clock.ts";
import type { Usage, Usages } from "../model/usage.ts";
import type { Gate } from "./guard.ts";

/** Counts what is asked of the networks and what it costs, and notes it every so often. */
export interface Meter {
  /** The same gate, but what it lets through is counted. */
  counting(gate: Gate): Gate;
  /** Notes what was not noted yet. */
  stop(): Promise<void>;
}

/** What is lost at most where a process is killed. */
const notedEveryMs = minuteMs;

export function startMeter(
  usages: Pick<Usages, "add">,
  { clock, onProblem }: { clock: Clock; onProblem: (error: unknown) => void },
): Meter {
  let counted = new Map<string, Usage>();
  let noting = Promise.resolve();
  const note = () => {
    noting = noting.then(async () => {
      const used = [...counted.values()];
      counted = new Map();
      try {
        await usages.add(used, clock.now());
      } catch (error) {
        for (const one of used) count(one);
        onProblem(error);
      }
    });
    return noting;
  };
  const count = ({ source, requests, costUsd }: Usage) => {
    const before = counted.get(source) ?? { requests: 0, costUsd: 0 };
    counted.set(source, { source, requests: before.requests + requests, costUsd: before.costUsd + costUsd });
  };
  const timer = setInterval(() => void note(), notedEveryMs);
  timer.unref();
  return {
    counting: (gate) => ({
      async enter(key, quota) {
        const answer = await gate.enter(key, quota);
        // A request has one price, however many limits it counts against.
        if (answer === "ok")
          count({ source: key, requests: 1, costUsd: Math.max(0, ...quota.map(({ costUsd = 0 }) => costUsd)) });
        return answer;
      },
    }),
    async stop() {
      clearInterval(timer);
      await note();
    },
  };
}
