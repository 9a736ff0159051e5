import { type Job, WaitingError, Worker } from "bullmq";
import type { JobHandler, Workers } from "./backplane.ts";
import type { Bull } from "./bull.ts";
import { pauseAfter, report } from "./failure.ts";
import { isOutage } from "./outage.ts";

type Run = (job: Job, signal: AbortSignal) => Promise<void>;

/** What one worker works on. */
export interface Line {
  readonly queue: string;
  readonly handler: JobHandler;
  readonly lane?: string;
}

/** What this process's workers are at. */
interface Hands {
  readonly jobs: Set<string>;
  stopping: boolean;
}

/** A job that was in the hands of more workers than this when they died is taken for what killed them. */
const deathsMax = 3;

/** The pause before a worker tries again to reach a store that is away. */
const awayMs = 1_000;

/** Starts one worker for each line. */
export async function startWorkers(bull: Bull, lines: readonly Line[], concurrency: number): Promise<Workers> {
  const hands: Hands = { jobs: new Set(), stopping: false };
  const workers = lines.map((line) =>
    openWorker(bull, hands, line, line.handler.concurrency ?? concurrency, (job, signal) =>
      line.handler.run(job.data as never, signal),
    ),
  );
  try {
    await Promise.all(workers.map((worker) => worker.waitUntilReady()));
  } catch (error) {
    await Promise.all(workers.map((worker) => worker.close(true)));
    throw error;
  }
  for (const worker of workers) worker.run().catch((error: unknown) => worker.emit("error", error as Error));
  let stopping: Promise<void> | undefined;
  return {
    stop() {
      stopping ??= stop(bull, workers, hands);
      return stopping;
    },
  };
}

function openWorker(bull: Bull, hands: Hands, line: Line, concurrency: number, run: Run): Worker {
  const { backend, log, timing, lookSeconds } = bull;
  const what = { job: line.handler.name, ...(line.lane === undefined ? {} : { lane: line.lane }) };
  const options = {
    connection: {},
    // One that never reached the store would ask it without a pause.
    autorun: false,
    concurrency,
    lockDuration: timing.leaseMs,
    stalledInterval: timing.leaseMs / 2,
    maxStalledCount: deathsMax,
    drainDelay: lookSeconds,
    runRetryDelay: awayMs,
    settings: {
      backoffStrategy: (attempt: number, _type?: string, error?: unknown) => pauseAfter(error, attempt, timing.retryMs),
    },
  };
  // BullMQ hands a signal only to functions that name three parameters.
  const process = (job: Job, token?: string, signal?: AbortSignal) => work(run, hands, job, token, signal);
  const worker = new Worker(line.queue, process, options, backend) as Worker;
  worker.on("failed", (job, error) => {
    if (!job) return;
    const again = job.finishedOn === undefined;
    const attempts = job.opts.attempts ?? 1;
    report(log, { ...what, key: keyOf(job), attempt: job.attemptsMade, attempts, again, error });
  });
  worker.on("stalled", (id) =>
    log.warn({ ...what, id }, "A worker died or lost touch with a job in hand; it is done again"),
  );
  worker.on("lockRenewalFailed", (ids) => {
    for (const id of ids) worker.cancelJob(id, "the job belongs to another worker now");
  });
  worker.on("error", (error) => {
    if (!isOutage(error)) log.warn({ queue: line.queue, error: error.message }, "A worker had a problem");
  });
  return worker;
}

async function work(
  run: Run,
  hands: Hands,
  job: Job,
  token: string | undefined,
  signal = new AbortController().signal,
): Promise<void> {
  const name = `${job.name} ${keyOf(job)}`;
  hands.jobs.add(name);
  try {
    // Taken while the process began to stop.
    if (hands.stopping) throw new Error("this process is stopping");
    await run(job, signal);
  } catch (thrown) {
    if (signal.aborted || hands.stopping) {
      await job.moveToWait(token);
      throw new WaitingError();
    }
    throw thrown instanceof Error ? thrown : new Error(String(thrown));
  } finally {
    hands.jobs.delete(name);
  }
}

async function stop({ log, timing }: Bull, workers: readonly Worker[], hands: Hands): Promise<void> {
  hands.stopping = true;
  const finished = Promise.all(
    workers.map((worker) => {
      const paused = worker.pause();
      worker.cancelAllJobs("this process is stopping");
      return paused;
    }),
  ).then(() => true);
  const tired = new Promise<boolean>((resolve) => {
    setTimeout(resolve, timing.patienceMs, false).unref();
  });
  const inTime = await Promise.race([finished, tired]);
  if (!inTime)
    log.warn({ jobs: [...hands.jobs] }, "Stopped before these jobs had ended; another worker does them again");
  await Promise.all(workers.map((worker) => worker.close(true)));
}

const keyOf = (job: Job): string => job.deduplicationId ?? "";
