import { openBackplane } from "../../src/backplane/backend.ts";
import { type Inputs, kinds } from "./kinds.ts";

/** A worker that takes a job and never ends it; the test kills it. Arguments: where, as JSON of openBackplane's options, and the lease in ms. */
const [at = "", leaseMs = ""] = process.argv.slice(2);
const log = { info() {}, warn() {}, error() {} };
const { jobs } = await openBackplane<Inputs>({ ...JSON.parse(at), log, kinds, timing: { leaseMs: Number(leaseMs) } });
const run = () => {
  process.stdout.write("taken\n");
  return new Promise<void>(() => {});
};
await jobs.start([{ name: "collect", run }], { concurrency: 1 });
