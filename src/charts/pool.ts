import type { Drawn } from "./draw.ts";
import { type DrawingThread, startDrawingThread } from "./drawing-thread.ts";
import { prepareFonts } from "./fonts.ts";
import type { DrawJob } from "./serve-drawing.ts";

export interface Drawing {
  /** Resolves when every thread can draw; rejects with a ConfigError where the fonts do not work here. */
  ready(): Promise<void>;
  /** Waits for a free thread, first come first served. A picture that fails, or hangs, harms no other. */
  draw(job: DrawJob): Promise<Drawn>;
  /** Finishes what was asked for, then ends the threads. */
  stop(): Promise<void>;
}

export interface DrawingOptions {
  /** At least 1. Each costs a core while it draws, and up to 250 MB. */
  readonly threads: number;
  /** Writable; keeps the font cache from one start to the next. */
  readonly cacheDir: string;
  /** Per picture; default 10 s. */
  readonly timeoutMs?: number;
  /** What the threads run; default charts/thread. */
  readonly entry?: URL;
}

interface Waiting {
  readonly job: DrawJob;
  resolve(drawn: Drawn): void;
  reject(error: unknown): void;
}

/** This file's own extension, so that it works from TypeScript as from the build. */
const threadEntry = new URL(import.meta.url.endsWith(".ts") ? "./thread.ts" : "./thread.js", import.meta.url);

/**
 * Starts the threads in which charts are drawn, so that the caller's event loop never is. The libraries are loaded in the
 * threads only. Prepares the fonts: call it before anything in the process imports sharp.
 */
export function startDrawing(options: DrawingOptions): Drawing {
  const { threads, cacheDir, timeoutMs = 10_000, entry = threadEntry } = options;
  prepareFonts(cacheDir);
  const queue: Waiting[] = [];
  const idle: (() => void)[] = [];
  let isStopping = false;

  async function next(): Promise<Waiting | undefined> {
    while (queue.length === 0 && !isStopping) await new Promise<void>((resolve) => idle.push(resolve));
    return queue.shift();
  }

  /** One thread's work for as long as the pool lives; a thread that died is replaced when there is work for it. */
  async function lane(first: DrawingThread): Promise<void> {
    let thread = first;
    for (let waiting = await next(); waiting; waiting = await next()) {
      if (!thread.isAlive()) thread = startDrawingThread(entry, timeoutMs);
      await thread.draw(waiting.job).then(waiting.resolve, waiting.reject);
    }
    await thread.end();
  }

  const started = Array.from({ length: Math.max(1, threads) }, () => startDrawingThread(entry, timeoutMs));
  const lanes = started.map(lane);
  return {
    async ready() {
      await Promise.all(started.map(({ ready }) => ready));
    },
    draw(job) {
      if (isStopping) return Promise.reject(new Error("Drawing has stopped."));
      return new Promise((resolve, reject) => {
        queue.push({ job, resolve, reject });
        idle.shift()?.();
      });
    },
    async stop() {
      isStopping = true;
      for (const wake of idle.splice(0)) wake();
      await Promise.all(lanes);
    },
  };
}
