import { minuteMs } from "../model/clock.ts";
import type { Drawn } from "./draw.ts";
import type { DrawJob } from "./draw-job.ts";
import { type DrawingProcess, startDrawingProcess } from "./drawing-process.ts";
import { prepareFonts } from "./fonts.ts";
import { openLine } from "./line.ts";

export interface Drawing {
  /** Resolves when the first process can draw; rejects with a ConfigError where the fonts do not work here. */
  ready(): Promise<void>;
  /** Waits for a free process, first come first served. A picture that fails, or hangs, harms no other. */
  draw(job: DrawJob): Promise<Drawn>;
  /** Finishes what was asked for, then ends the processes. */
  stop(): Promise<void>;
}

export interface DrawingOptions {
  /** How many draw at once at most, at least 1; one is there from the start. Each costs a core while it draws, and 100 MB while it lives. */
  readonly processes: number;
  /** Writable; keeps the font cache from one start to the next. */
  readonly cacheDir: string;
  /** Per picture; default 10 s. */
  readonly timeoutMs?: number;
  /** A process that had nothing to draw for so long ends; default 2 minutes, for a live board is drawn every minute. */
  readonly idleMs?: number;
  /** What the processes run; default charts/drawing-entry. */
  readonly entry?: URL;
}

interface Waiting {
  readonly job: DrawJob;
  resolve(drawn: Drawn): void;
  reject(error: unknown): void;
}

/** This file's own extension, so that it works from TypeScript as from the build. */
const ownEntry = new URL(
  import.meta.url.endsWith(".ts") ? "./drawing-entry.ts" : "./drawing-entry.js",
  import.meta.url,
);

/**
 * Draws charts in processes of their own: the caller's event loop never does, what a picture took goes back to the system, and
 * a crash in a native library is one lost picture. The first process starts at once and tests the fonts; the others when
 * there is work for them.
 */
export function startDrawing(options: DrawingOptions): Drawing {
  const { processes, cacheDir, timeoutMs = 10_000, idleMs = 2 * minuteMs, entry = ownEntry } = options;
  const fontconfig = prepareFonts(cacheDir);
  const line = openLine<Waiting>(idleMs);
  let areFontsProven = false;
  const startProcess = () => startDrawingProcess({ entry, drawTimeoutMs: timeoutMs, fontconfig, areFontsProven });

  /** The work of one process after the other for as long as the pool lives: one that died or rested is replaced when there is work. */
  async function lane(first: DrawingProcess | null): Promise<void> {
    let drawing = first;
    await drawing?.ready.catch(() => {});
    for (;;) {
      const waiting = await line.next(drawing !== null);
      if (typeof waiting === "object") {
        if (!drawing?.isAlive()) drawing = startProcess();
        await drawing.draw(waiting.job).then(waiting.resolve, waiting.reject);
        continue;
      }
      await drawing?.end();
      drawing = null;
      if (waiting === "closed") return;
    }
  }

  const first = startProcess();
  const ready = first.ready.then(() => {
    areFontsProven = true;
  });
  ready.catch(() => {});
  const lanes = Array.from({ length: Math.max(1, processes) }, (_, index) => lane(index === 0 ? first : null));
  return {
    ready: () => ready,
    draw(job) {
      if (line.isClosed()) return Promise.reject(new Error("Drawing has stopped."));
      return new Promise((resolve, reject) => line.add({ job, resolve, reject }));
    },
    async stop() {
      line.close();
      await Promise.all(lanes);
    },
  };
}
