import { openBackplane } from "../../src/backplane/backend.ts";
import type { Inputs } from "./kinds.ts";

/** A process that takes a schedule's turn and is killed before it has asked for the work. Arguments as doomed-worker.ts. */
const [at = "", leaseMs = ""] = process.argv.slice(2);
const log = { info() {}, warn() {}, error() {} };
// Which key the work has is the first thing to know when it is asked for.
const key = (): string => {
  process.kill(process.pid, "SIGKILL");
  return "never";
};
const kinds = [{ name: "collect", attempts: 1, key }];
const { jobs } = await openBackplane<Inputs>({ ...JSON.parse(at), log, kinds, timing: { leaseMs: Number(leaseMs) } });
await jobs.start([], { concurrency: 1 });
