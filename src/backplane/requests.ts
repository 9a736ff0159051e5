import { randomUUID } from "node:crypto";
import type { BulkJobOptions, JobsOptions } from "bullmq";
import type { JobKind, Log } from "./backplane.ts";
import { queueOf, type Turn } from "./bull.ts";

const daySeconds = 86_400;

const keyLengthMax = 100;

const keeping: JobsOptions = {
  backoff: { type: "ours" },
  removeOnComplete: true,
  removeOnFail: { count: 1_000, age: 7 * daySeconds },
};

/** What BullMQ is given. */
interface BulkJob {
  readonly name: string;
  readonly data: unknown;
  readonly opts: BulkJobOptions;
}

/** What becomes of a request while equal work waits or runs; of neither, it is enough. */
interface Equal {
  readonly keepLastIfActive?: boolean;
  readonly reschedule?: boolean;
}

export interface Requests {
  kindOf(name: string): JobKind | undefined;
  /** Throws where the kind is not known, or makes a key or a lane that cannot be. */
  find(request: Turn): { readonly queue: string; readonly kind: JobKind; readonly key: string };
  jobOf(request: Turn, equal: Equal): { readonly queue: string; readonly job: BulkJob };
  /** Those of each queue together. What cannot be asked for is said and left out. */
  bulkOf(turns: readonly Turn[]): ReadonlyMap<string, BulkJob[]>;
}

/** What the kinds of jobs make of what is asked for. */
export function requestsOf(kinds: readonly JobKind[], log: Log): Requests {
  const byName = new Map(kinds.map((kind) => [kind.name, kind]));

  function find({ name, input }: Turn): { queue: string; kind: JobKind; key: string } {
    const kind = byName.get(name);
    if (!kind) throw new Error(`There is no job called ${name}`);
    const key = kind.key(input as never);
    if (key.length > keyLengthMax || key.includes(":"))
      throw new Error(`${name} made a key BullMQ does not take: ${key}`);
    return { kind, key, queue: queueOf(name, kind.lane && checkLane(kind.lane(input as never))) };
  }

  function jobOf(request: Turn, equal: Equal): { queue: string; job: BulkJob } {
    const { queue, kind, key } = find(request);
    // With an id of ours BullMQ makes no sequence, which the product's role may not.
    const ids = { jobId: randomUUID(), deduplication: { id: key, ...equal } };
    const opts = { ...keeping, attempts: kind.attempts, ...ids };
    return { queue, job: { name: request.name, data: request.input, opts } };
  }

  function bulkOf(turns: readonly Turn[]): Map<string, BulkJob[]> {
    const bulk = new Map<string, BulkJob[]>();
    for (const turn of turns)
      try {
        const { queue, job } = jobOf(turn, {});
        const others = bulk.get(queue);
        if (others) others.push(job);
        else bulk.set(queue, [job]);
      } catch (error) {
        log.warn({ job: turn.name, error: String(error) }, "A schedule's work cannot be asked for");
      }
    return bulk;
  }

  return { kindOf: (name) => byName.get(name), find, jobOf, bulkOf };
}

export function checkLane(lane: string): string {
  if (!/^[a-z0-9-]{1,40}$/.test(lane)) throw new Error(`A lane is 1 to 40 of a-z, 0-9 and "-": ${lane}`);
  return lane;
}
