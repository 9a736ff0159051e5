import { openBackplane } from "../../src/backplane/backend.ts";
import { surfacesOf } from "../../src/chat/surfaces.ts";
import { startStreams } from "../../src/jobs/streams.ts";
import { systemClock } from "../../src/model/clock.ts";
import { openSources } from "../../src/sources/open.ts";
import { openDatabase } from "../../src/store/database.ts";
import { openStore } from "../../src/store/store.ts";
import { muchTold } from "./much-told.ts";

/**
 * A process that plays the stream of much-told.ts until the test kills it. Arguments: the database, when the network began, and
 * "in turn" to wait for the one that plays, or "regardless" to play as one does that lost its lock and does not know yet.
 */
const [databaseUrl = "", begin = "", manner = ""] = process.argv.slice(2);
const log = { info() {}, warn() {}, error: (facts: unknown) => console.error(facts) };
const store = openStore(openDatabase(databaseUrl), systemClock);
const { locks } = await openBackplane({ databaseUrl, log, kinds: [] });
const services = {
  clock: systemClock,
  log,
  tenant: store.tenant,
  feeds: store.feeds,
  jobs: { add: async () => {}, repeat: async () => {}, stop: async () => {} },
  sources: openSources([muchTold(new Date(begin)).source], {
    clock: systemClock,
    gate: { enter: async () => "ok" },
    sleep: async () => {},
  }),
  pictures: {
    draw: async () => {
      throw new Error("nothing is drawn here");
    },
    sample: async () => {
      throw new Error("nothing is drawn here");
    },
  },
  usage: { since: async () => [] },
  chat: surfacesOf([], async () => "en"),
};
const regardless = {
  withLock: <T>(_: string, run: (lost: AbortSignal) => Promise<T>) => run(new AbortController().signal),
};
startStreams(services, manner === "in turn" ? locks : regardless, { noteEveryMs: 100, turnEveryMs: 50, pauseMs: 200 });
process.stdout.write("started\n");
