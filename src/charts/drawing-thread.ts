import { Worker } from "node:worker_threads";
import { ConfigError } from "../model/errors.ts";
import type { Drawn } from "./draw.ts";
import type { DrawAnswer, DrawJob } from "./serve-drawing.ts";

/** One worker thread that draws one picture at a time. Once dead it stays dead: start another. */
export interface DrawingThread {
  /** Resolves when it can draw; rejects with a ConfigError where its fonts are missing. */
  readonly ready: Promise<void>;
  isAlive(): boolean;
  /** Rejects when the picture fails, or takes longer than the time allowed; then the thread is dead. */
  draw(job: DrawJob): Promise<Drawn>;
  end(): Promise<void>;
}

/** Loads all libraries and draws every chart once, possibly on a busy machine. */
const bootTimeoutMs = 60_000;
/** A picture needs about 60 MB; what asks for much more is broken. */
const resourceLimits = { maxOldGenerationSizeMb: 256, maxYoungGenerationSizeMb: 16 } as const;

/** A worker thread does not inherit tsx: it registers it, then imports the TypeScript entry. */
const bootTypeScript = `
const { workerData } = require("node:worker_threads");
import(workerData.tsx).then(({ register }) => {
  register();
  return import(workerData.entry);
});
`;

function startWorker(entry: URL): Worker {
  const options = { resourceLimits: { ...resourceLimits }, execArgv: [] };
  if (!entry.pathname.endsWith(".ts")) return new Worker(entry, options);
  const tsx = import.meta.resolve("tsx/esm/api");
  return new Worker(bootTypeScript, { ...options, eval: true, workerData: { tsx, entry: entry.href } });
}

export function startDrawingThread(entry: URL, drawTimeoutMs: number): DrawingThread {
  const worker = startWorker(entry);
  let isAlive = true;
  const exited = new Promise<void>((resolve) => worker.once("exit", () => resolve()));
  void exited.then(() => {
    isAlive = false;
  });
  worker.on("error", () => {});

  const end = async () => {
    isAlive = false;
    await worker.terminate();
  };

  /** The next message of the thread; no message in time, or none any more, is the end of it. */
  const answer = (timeoutMs: number): Promise<DrawAnswer> =>
    new Promise((resolve, reject) => {
      const settle = () => {
        clearTimeout(timer);
        worker.off("message", got).off("error", fail).off("exit", exit);
      };
      const got = (message: DrawAnswer) => {
        settle();
        resolve(message);
      };
      const fail = (error: Error) => {
        settle();
        void end();
        reject(error);
      };
      const exit = () => fail(new Error("The drawing thread ended."));
      const timer = setTimeout(() => fail(new Error(`Drawing took longer than ${timeoutMs} ms.`)), timeoutMs);
      worker.on("message", got).on("error", fail).on("exit", exit);
    });

  const ready = answer(bootTimeoutMs).then(async (message) => {
    if (message.kind === "ready") return;
    await end();
    throw message.kind === "unfit"
      ? new ConfigError([message.problem])
      : new Error("The drawing thread spoke out of turn.");
  });
  ready.catch(() => {});

  return {
    ready,
    isAlive: () => isAlive,
    async draw(job) {
      await ready;
      worker.postMessage(job);
      const message = await answer(drawTimeoutMs);
      if (message.kind === "drawn") return message.drawn;
      throw message.kind === "failed" ? message.error : new Error("The drawing thread spoke out of turn.");
    },
    end,
  };
}
