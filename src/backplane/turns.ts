import { setTimeout as sleep } from "node:timers/promises";
import type { Log } from "./backplane.ts";
import type { Turn } from "./bull.ts";
import { isOutage } from "./outage.ts";
import type { Claim, Schedules } from "./schedules.ts";

/** How many turns are claimed and asked for at a time. */
const turnsMax = 500;

/** The pause between two looks: what comes due meanwhile is asked for together. */
const lookMinMs = 20;

/** A schedule that another process makes may go unnoticed for so long. */
const lookMaxMs = 250;

/** Far longer than it takes to ask for what was claimed; a process that dies in between delays those turns by as much. */
const leaseMaxMs = 10_000;

/** The pause before a store that is away is asked again. */
const awayMs = 1_000;

export interface TurnsOptions {
  readonly schedules: Schedules;
  readonly log: Log;
  readonly leaseMs: number;
  /** Asks for the work of all of them. May be called again with the same ones when it rejects. */
  ask(turns: readonly Turn[]): Promise<void>;
}

export interface Turns {
  /** Looks again soon: a schedule has been made. */
  wake(): void;
  /** Claims no more, and resolves when what it had claimed is asked for. */
  stop(): Promise<void>;
}

/** Asks for the work of whatever schedule's turn has come, in as many processes as start it, each turn in one of them. */
export function startTurns(options: TurnsOptions): Turns {
  const { log } = options;
  const bed = bedOf();
  const take = takerOf({ ...options, leaseMs: Math.min(options.leaseMs, leaseMaxMs) });
  let stopping = false;
  async function run(): Promise<void> {
    while (!stopping) {
      const waitMs = await take().catch((error: unknown) => {
        if (!isOutage(error)) log.warn({ error: String(error) }, "The turns of schedules could not be asked for");
        return awayMs;
      });
      if (waitMs === 0 || stopping) continue;
      await sleep(lookMinMs);
      await bed.sleep(waitMs - lookMinMs);
    }
  }
  const running = run();
  return {
    wake: bed.wake,
    stop() {
      stopping = true;
      bed.wake();
      return running;
    },
  };
}

/** Does one round and says for how long there is nothing to do. What an outage keeps from being asked for goes first in the next. */
function takerOf({ schedules, ask, leaseMs }: TurnsOptions): () => Promise<number> {
  let held: { readonly claim: Claim; readonly sinceMs: number } | undefined;
  return async () => {
    if (held && performance.now() - held.sinceMs > leaseMs) held = undefined;
    const sinceMs = performance.now();
    held ??= { claim: await schedules.claim(turnsMax, leaseMs), sinceMs };
    const { claim } = held;
    if (claim.turns.length > 0) {
      await ask(claim.turns);
      await schedules.settle(claim);
    }
    held = undefined;
    if (claim.turns.length === turnsMax) return 0;
    return claim.turns.length > 0 ? lookMinMs : Math.min(Math.max(claim.waitMs, lookMinMs), lookMaxMs);
  };
}

/** A sleep that may be ended early, also before it has begun. */
function bedOf(): { sleep(ms: number): Promise<void>; wake(): void } {
  let woken = false;
  let rouse = () => {};
  return {
    async sleep(ms) {
      if (ms > 0 && !woken)
        await new Promise<void>((resolve) => {
          const timer = setTimeout(resolve, ms);
          rouse = () => {
            clearTimeout(timer);
            resolve();
          };
        });
      woken = false;
    },
    wake() {
      woken = true;
      rouse();
    },
  };
}
