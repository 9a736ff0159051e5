import { createHash, randomUUID } from "node:crypto";
import { type JobsOptions, Queue } from "bullmq";
import type { JobKind, Jobs, Workers } from "./backplane.ts";
import { type Bull, type Turn, turnsQueue } from "./bull.ts";
import { isOutage } from "./outage.ts";
import { startWorkers } from "./workers.ts";

const daySeconds = 86_400;

/** BullMQ keeps events for readers we do not have; a few are enough. */
const eventsKept = 100;

const keyLengthMax = 100;

export interface ClosableJobs<Inputs> extends Jobs<Inputs> {
  close(): Promise<void>;
}

/** One queue for each kind of job, and one for the schedules. */
export function jobsOn<Inputs>(bull: Bull, kinds: readonly JobKind[]): ClosableJobs<Inputs> {
  const queueOf = new Map<string, { kind: JobKind; queue: Queue }>();
  for (const kind of kinds) queueOf.set(kind.name, { kind, queue: openQueue(bull, kind.name) });
  const turns = openQueue(bull, turnsQueue);
  let workers: Workers | undefined;

  function find({ name, input }: Turn): { queue: Queue; kind: JobKind; key: string } {
    const found = queueOf.get(name);
    if (!found) throw new Error(`There is no job called ${name}`);
    const key = found.kind.key(input as never);
    if (key.length > keyLengthMax || key.includes(":"))
      throw new Error(`${name} made a key BullMQ does not take: ${key}`);
    return { ...found, key };
  }

  async function ask(request: Turn, options: JobsOptions, equal: { keepLastIfActive?: boolean; reschedule?: boolean }) {
    const { queue, kind, key } = find(request);
    await queue.add(request.name, request.input, {
      ...options,
      ...keeping,
      attempts: kind.attempts,
      // With an id of ours BullMQ makes no sequence, which the product's role may not.
      jobId: randomUUID(),
      deduplication: { id: key, ...equal },
    });
  }

  return {
    add: (request, { delayMs = 0 } = {}) =>
      // What is wanted now pulls forward what waits for later or for its next attempt.
      ask(request as Turn, { delay: delayMs }, { keepLastIfActive: true, reschedule: delayMs === 0 }),
    async repeat(request, everyMs) {
      const id = scheduleOf(request, find(request as Turn).key);
      const offset = 1 + (hash(id) % everyMs);
      const template = { name: request.name, data: request, opts: { removeOnComplete: true, removeOnFail: 100 } };
      await turns.upsertJobScheduler(id, { every: everyMs, offset }, template);
    },
    async stop(request) {
      await turns.removeJobScheduler(scheduleOf(request, find(request as Turn).key));
    },
    async start(handlers, options) {
      if (workers) throw new Error("This process has workers already");
      workers = await startWorkers(bull, handlers, options, (turn) => ask(turn, {}, {}));
      return workers;
    },
    async close() {
      await workers?.stop();
      await Promise.all([turns, ...[...queueOf.values()].map(({ queue }) => queue)].map((queue) => queue.close()));
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

const scheduleOf = (request: { readonly name: string }, key: string): string => `${request.name}/${key}`;

const hash = (text: string): number => createHash("sha256").update(text).digest().readUInt32BE(0);
