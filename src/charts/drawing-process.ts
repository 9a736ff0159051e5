import { type ChildProcess, fork } from "node:child_process";
import { constants, setPriority, tmpdir } from "node:os";
import { ConfigError } from "../model/errors.ts";
import type { Drawn } from "./draw.ts";
import { type DrawAnswer, type DrawJob, fontsProven } from "./draw-job.ts";

/** One process that draws one picture at a time. Once dead it stays dead: start another. */
export interface DrawingProcess {
  /** Resolves when it can draw; rejects with a ConfigError where the fonts do not work. */
  readonly ready: Promise<void>;
  isAlive(): boolean;
  /** Rejects when the picture fails, or takes longer than the time allowed; then the process is dead. */
  draw(job: DrawJob): Promise<Drawn>;
  end(): Promise<void>;
}

export interface DrawingProcessOptions {
  readonly entry: URL;
  readonly drawTimeoutMs: number;
  /** The rasteriser's configuration, as prepareFonts() tells. */
  readonly fontconfig: string;
  /** True where another process has tested the fonts. */
  readonly areFontsProven: boolean;
}

/** Loads all libraries and tests the fonts, possibly on a busy machine. */
const bootTimeoutMs = 60_000;
/** A picture needs about 60 MB; what asks for much more is broken. A larger young generation draws no faster. */
const heapLimits = ["--max-old-space-size=256", "--max-semi-space-size=2"];
/** glibc keeps what was freed for each thread apart, 60 MB after some pictures; with this it goes back to the system. */
const malloc = { MALLOC_ARENA_MAX: "2", MALLOC_TRIM_THRESHOLD_: "131072" };
/** How much of what it says while dying is kept: V8 says why first, and then where at length. */
const lastWordsLength = 10_000;
const reason = /^(?:FATAL ERROR|\w*Error)\b.*$/mu;

/** It gets none of our environment: what parses text of strangers knows no secrets. */
function startProcess({ entry, fontconfig, areFontsProven }: DrawingProcessOptions): ChildProcess {
  const tsx = entry.pathname.endsWith(".ts") ? ["--import", import.meta.resolve("tsx")] : [];
  return fork(entry, areFontsProven ? [fontsProven] : [], {
    execArgv: [...tsx, ...heapLimits],
    serialization: "advanced",
    stdio: ["ignore", "ignore", "pipe", "ipc"],
    // Windows programs do not start without theirs.
    ...(process.platform !== "win32" && { env: { FONTCONFIG_FILE: fontconfig, TMPDIR: tmpdir(), ...malloc } }),
  });
}

/** Many alerts at once want many pictures: those who read and answer go first. Not every system lets us say so. */
function yieldToOthers({ pid }: ChildProcess): void {
  try {
    if (pid !== undefined) setPriority(pid, constants.priority.PRIORITY_BELOW_NORMAL);
  } catch {}
}

export function startDrawingProcess(options: DrawingProcessOptions): DrawingProcess {
  const child = startProcess(options);
  yieldToOthers(child);
  let isAlive = true;
  let words = "";
  child.stderr?.on("data", (chunk: Buffer) => {
    words = (words + chunk.toString()).slice(0, lastWordsLength);
  });
  const ended = new Promise<void>((resolve) => {
    child.once("close", () => resolve());
    child.on("error", () => child.pid === undefined && resolve());
  });
  void ended.then(() => {
    isAlive = false;
  });

  const end = async () => {
    isAlive = false;
    child.kill("SIGKILL");
    await ended;
  };

  /** The next message of the process; no message in time, or none any more, is the end of it. */
  const answer = (timeoutMs: number): Promise<DrawAnswer> =>
    new Promise((resolve, reject) => {
      const settle = () => {
        clearTimeout(timer);
        child.off("message", got).off("error", fail).off("close", close);
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
      const close = () =>
        fail(new Error(`The drawing process ended: ${reason.exec(words)?.[0] ?? child.signalCode ?? child.exitCode}`));
      const timer = setTimeout(() => fail(new Error(`Drawing took longer than ${timeoutMs} ms.`)), timeoutMs);
      child.on("message", got).on("error", fail).on("close", close);
    });

  const ready = answer(bootTimeoutMs).then(async (message) => {
    if (message.kind === "ready") return;
    await end();
    throw message.kind === "unfit" ? new ConfigError([message.problem]) : outOfTurn();
  });
  ready.catch(() => {});

  return {
    ready,
    isAlive: () => isAlive,
    async draw(job) {
      await ready;
      child.send(job);
      const message = await answer(options.drawTimeoutMs);
      if (message.kind === "drawn") return message.drawn;
      throw message.kind === "failed" ? message.error : outOfTurn();
    },
    end,
  };
}

const outOfTurn = (): Error => new Error("The drawing process spoke out of turn.");
