import { openBackplane } from "../../src/backplane/backend.ts";
import { type Inputs, kinds } from "./kinds.ts";

/** A worker that takes a job and never ends it; the test kills it. Argument: the database's URL and the lease in ms. */
const [databaseUrl = "", leaseMs = ""] = process.argv.slice(2);
const log = { info() {}, warn() {}, error() {} };
const { jobs } = await openBackplane<Inputs>({ databaseUrl, log, kinds, timing: { leaseMs: Number(leaseMs) } });
const run = () => {
  process.stdout.write("taken\n");
  return new Promise<void>(() => {});
};
await jobs.start([{ name: "collect", run }], { concurrency: 1 });
