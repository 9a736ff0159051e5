import { fromFirst, readCounts, replayed } from "../analysis/backtest.ts";
import { dayMs, hourMs, minuteMs, systemClock } from "../model/clock.ts";
import type { Incident } from "../model/incident.ts";
import type { FeedCounts } from "../model/reader.ts";
import type { Database } from "../store/database.ts";
import { openStore } from "../store/store.ts";
import { standingWorkspaces } from "../store/workspaces.ts";
import { defineVerb, type Io } from "./verb.ts";
import { withDatabase } from "./with-database.ts";

/** As far back as minutes can be counted. */
const beforeMs = 30 * dayMs;
/** What is saved of one that is not over. */
const afterMs = 3 * hourMs;

export default defineVerb({
  name: "save-alert",
  usage: "ID > counts.jsonl",
  help: "Save what the detector saw around an alert, by its number in /alerts, as a series that `detect` reads: minutes where they are known, else hours. Says on standard error whether `detect` alerts at the same moment",
  async run(args, io) {
    const [id, ...more] = args;
    if (id !== undefined && more.length === 0 && /^\d{1,15}$/u.test(id))
      return withDatabase(io.env, (database) => save(Number(id), database, io));
    io.err("save-alert takes one number, as /alerts lists them.");
    return 1;
  },
});

async function save(id: number, database: Database, io: Io): Promise<number> {
  const found = await find(id, database);
  if (!found) {
    io.err(`There is no alert ${id}.`);
    return 1;
  }
  const { incident, reader } = found;
  const { openedAt, endedAt, networks } = incident;
  const to = endedAt ?? new Date(openedAt.getTime() + afterMs);
  const span = { from: new Date(openedAt.getTime() - beforeMs), to };
  const { feeds, stepMs } = await readCounts(reader, incident.tracker, span);
  const feed = feeds.find(({ network }) => network === networks[0]);
  const counts = fromFirst(feed?.counts ?? []);
  if (!feed || counts.length === 0) {
    io.err(`Nothing is stored any more of the time of alert ${id}.`);
    return 1;
  }
  for (const { at, count } of counts) io.out(JSON.stringify({ t: at.toISOString(), count }));
  await io.drained?.();
  io.err(await compared(incident, { ...feed, counts }, stepMs));
  return 0;
}

/** Numbers are nobody else's, whatever the workspace. */
async function find(id: number, database: Database) {
  const store = openStore(database, systemClock);
  for (const surface of ["playground", "slack", "discord"] as const)
    for (const workspace of await standingWorkspaces(database, surface)) {
      const { incidents, reader } = store.tenant(workspace);
      const incident = await incidents.get(id);
      if (incident) return { incident, reader };
    }
  return null;
}

async function compared({ openedAt, sensitivity }: Incident, feed: FeedCounts, stepMs: number): Promise<string> {
  const alerts = await replayed([feed], stepMs, (judgement) => judgement.alerts.includes(sensitivity));
  const times = alerts.map(({ judgement }) => judgement.at);
  const option = sensitivity === "balanced" ? "" : ` --sensitivity ${sensitivity}`;
  const said = `${feed.counts.length} ${stepMs === minuteMs ? "minutes" : "hours"} of ${feed.network}; groundswell detect${option}`;
  const came = `it came at ${openedAt.toISOString()}`;
  if (times.some((at) => at.getTime() === openedAt.getTime())) return `${said} alerts at the same moment: ${came}.`;
  const near = times.findLast((at) => Math.abs(at.getTime() - openedAt.getTime()) < dayMs);
  return near
    ? `${said} alerts at ${near.toISOString()}; ${came}, when more was known.`
    : `${said} does not alert there; ${came}, when more was known.`;
}
