import { setTimeout as sleep } from "node:timers/promises";
import { Queue } from "bullmq";
import type { JobHandler, JobKind, Jobs, Workers } from "./backplane.ts";
import { type Bull, queueOf, type Turn } from "./bull.ts";
import { isOutage } from "./outage.ts";
import { checkLane, requestsOf } from "./requests.ts";
import { offsetOf, type Schedules, scheduleOf } from "./schedules.ts";
import { startTurns, type Turns } from "./turns.ts";
import { type Line, startWorkers } from "./workers.ts";

/** BullMQ keeps events for readers we do not have; a few are enough. */
const eventsKept = 100;

export interface ClosableJobs<Inputs> extends Jobs<Inputs> {
  close(): Promise<void>;
}

/** One queue for each kind of job, or for each of its lanes. A schedule's turn only asks for its work, as `add` does. */
export function jobsOn<Inputs>(bull: Bull, schedules: Schedules, kinds: readonly JobKind[]): ClosableJobs<Inputs> {
  const { kindOf, find, jobOf, bulkOf } = requestsOf(kinds, bull.log);
  const queues = queuesOn(
    bull,
    kinds.filter(({ lane }) => !lane).map(({ name }) => name),
  );
  let turns: Turns | undefined;
  let workers: Workers | undefined;

  async function askAll(due: readonly Turn[]): Promise<void> {
    await Promise.all([...bulkOf(due)].map(async ([queue, jobs]) => (await queues.get(queue)).addBulk(jobs)));
  }

  return {
    async add(request, { delayMs = 0 } = {}) {
      // What is wanted now pulls forward what waits for later or for its next attempt.
      const { queue, job } = jobOf(request as Turn, { keepLastIfActive: true, reschedule: delayMs === 0 });
      await (await queues.get(queue)).add(job.name, job.data, { ...job.opts, delay: delayMs });
    },
    async repeat(request, everyMs) {
      const { name, input } = request as Turn;
      const id = scheduleOf(request, find({ name, input }).key);
      await schedules.put({ id, name, input, everyMs, offsetMs: offsetOf(id, everyMs) });
      turns?.wake();
    },
    async stop(request) {
      await schedules.remove(scheduleOf(request, find(request as Turn).key));
    },
    async start(handlers, { concurrency, lanes = [] }) {
      if (workers) throw new Error("This process has workers already");
      const lines = handlers.flatMap((handler) => linesOf(handler, kindOf(handler.name), lanes));
      const working = await startWorkers(bull, lines, concurrency);
      const { log, timing } = bull;
      turns = startTurns({ schedules, log, leaseMs: timing.leaseMs, ask: askAll });
      workers = together(working, turns, timing.patienceMs);
      return workers;
    },
    async close() {
      await workers?.stop();
      await queues.close();
    },
  };
}

const together = (workers: Workers, turns: Turns, patienceMs: number): Workers => ({
  async stop() {
    const tired = sleep(patienceMs, undefined, { ref: false });
    await Promise.all([workers.stop(), Promise.race([turns.stop(), tired])]);
  },
});

function linesOf(handler: JobHandler, kind: JobKind | undefined, lanes: readonly string[]): Line[] {
  if (!kind?.lane) return [{ queue: queueOf(handler.name), handler }];
  return [...new Set(lanes)].map((lane) => ({ queue: queueOf(handler.name, checkLane(lane)), handler, lane }));
}

interface Queues {
  get(name: string): Promise<Queue>;
  close(): Promise<void>;
}

/** Queues to add to: those of `names` from the start, any other when it is first needed. */
function queuesOn(bull: Bull, names: readonly string[]): Queues {
  const opened = new Map<string, { queue: Queue; ready: Promise<Queue> }>();
  function open(name: string): Promise<Queue> {
    const queue = openQueue(bull, name);
    const ready = queue.waitUntilReady().then(() => queue);
    opened.set(name, { queue, ready });
    // One that the store hung up on is of no use any more; the next who needs it opens another.
    ready.catch(() => {
      opened.delete(name);
      return queue.close().catch(() => {});
    });
    return ready;
  }
  for (const name of names) void open(name);
  return {
    get: (name) => opened.get(name)?.ready ?? open(name),
    async close() {
      await Promise.all([...opened.values()].map(({ queue }) => queue.close()));
    },
  };
}

function openQueue({ backend, log }: Bull, name: string): Queue {
  const queue = new Queue(name, { connection: {}, streams: { events: { maxLen: eventsKept } } }, backend) as Queue;
  queue.on("error", (error) => {
    if (!isOutage(error)) log.warn({ queue: name, error: error.message }, "A queue had a problem");
  });
  return queue;
}
