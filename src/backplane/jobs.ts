import { randomUUID } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { type BulkJobOptions, type JobsOptions, Queue } from "bullmq";
import type { JobHandler, JobKind, Jobs, Workers } from "./backplane.ts";
import { type Bull, queueOf, type Turn } from "./bull.ts";
import { isOutage } from "./outage.ts";
import { offsetOf, type Schedules, scheduleOf } from "./schedules.ts";
import { startTurns, type Turns } from "./turns.ts";
import { type Line, startWorkers } from "./workers.ts";

const daySeconds = 86_400;

/** BullMQ keeps events for readers we do not have; a few are enough. */
const eventsKept = 100;

const keyLengthMax = 100;

export interface ClosableJobs<Inputs> extends Jobs<Inputs> {
  close(): Promise<void>;
}

/** One queue for each kind of job, or for each of its lanes. A schedule's turn only asks for its work, as `add` does. */
export function jobsOn<Inputs>(bull: Bull, schedules: Schedules, kinds: readonly JobKind[]): ClosableJobs<Inputs> {
  const kindOf = new Map(kinds.map((kind) => [kind.name, kind]));
  const queues = queuesOn(
    bull,
    kinds.filter(({ lane }) => !lane).map(({ name }) => name),
  );
  let turns: Turns | undefined;
  let workers: Workers | undefined;

  function find({ name, input }: Turn): { queue: string; kind: JobKind; key: string } {
    const kind = kindOf.get(name);
    if (!kind) throw new Error(`There is no job called ${name}`);
    const key = kind.key(input as never);
    if (key.length > keyLengthMax || key.includes(":"))
      throw new Error(`${name} made a key BullMQ does not take: ${key}`);
    return { kind, key, queue: queueOf(name, kind.lane && checkLane(kind.lane(input as never))) };
  }

  /** What BullMQ is given for it, and the queue that takes it. */
  function jobOf({ name, input }: Turn, equal: Equal): { queue: string; job: BulkJob } {
    const { queue, kind, key } = find({ name, input });
    // With an id of ours BullMQ makes no sequence, which the product's role may not.
    const ids = { jobId: randomUUID(), deduplication: { id: key, ...equal } };
    return { queue, job: { name, data: input, opts: { ...keeping, attempts: kind.attempts, ...ids } } };
  }

  /** Equal work that waits or runs is enough. What this process does not know is left to those that do. */
  async function askAll(asked: readonly Turn[]): Promise<void> {
    const jobs = new Map<string, BulkJob[]>();
    for (const turn of asked)
      try {
        const { queue, job } = jobOf(turn, {});
        const others = jobs.get(queue);
        if (others) others.push(job);
        else jobs.set(queue, [job]);
      } catch (error) {
        bull.log.warn({ job: turn.name, error: String(error) }, "A schedule's work cannot be asked for");
      }
    await Promise.all([...jobs].map(async ([queue, some]) => (await queues.get(queue)).addBulk(some)));
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
      const lines = handlers.flatMap((handler) => linesOf(handler, kindOf.get(handler.name), lanes));
      const started = await startWorkers(bull, lines, concurrency);
      const { leaseMs, patienceMs } = bull.timing;
      const turning = startTurns({ schedules, log: bull.log, leaseMs, ask: askAll });
      turns = turning;
      workers = {
        async stop() {
          await Promise.all([
            Promise.race([turning.stop(), sleep(patienceMs, undefined, { ref: false })]),
            started.stop(),
          ]);
        },
      };
      return workers;
    },
    async close() {
      await workers?.stop();
      await queues.close();
    },
  };
}

/** One of those that addBulk takes. */
interface BulkJob {
  readonly name: string;
  readonly data: unknown;
  readonly opts: BulkJobOptions;
}

/** What becomes of it while equal work waits or runs. */
interface Equal {
  readonly keepLastIfActive?: boolean;
  readonly reschedule?: boolean;
}

function linesOf(handler: JobHandler, kind: JobKind | undefined, lanes: readonly string[]): Line[] {
  if (!kind?.lane) return [{ queue: queueOf(handler.name), handler }];
  return [...new Set(lanes)].map((lane) => ({ queue: queueOf(handler.name, checkLane(lane)), handler, lane }));
}

function checkLane(lane: string): string {
  if (!/^[a-z0-9-]{1,40}$/.test(lane)) throw new Error(`A lane is 1 to 40 of a-z, 0-9 and "-": ${lane}`);
  return lane;
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

const keeping: JobsOptions = {
  backoff: { type: "ours" },
  removeOnComplete: true,
  removeOnFail: { count: 1_000, age: 7 * daySeconds },
};

function openQueue({ backend, log }: Bull, name: string): Queue {
  const queue = new Queue(name, { connection: {}, streams: { events: { maxLen: eventsKept } } }, backend) as Queue;
  queue.on("error", (error) => {
    if (!isOutage(error)) log.warn({ queue: name, error: error.message }, "A queue had a problem");
  });
  return queue;
}
