import { readFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import postgres from "postgres";
import { visit } from "../test/journeys/visitor.ts";
import { send } from "../test/web/playground-server.ts";

/**
 * What start-matrix.sh asks of a Groundswell that runs. It stands in the tree of that Groundswell, whose own visitor it uses.
 *   start-visit.ts track URL              tracks #start on the page
 *   start-visit.ts chart URL              asks the page for a chart of #start, and waits for the PNG
 *   start-visit.ts numbers DATA_DIR       waits until all feeds are read; prints what is stored until an hour ago
 *   start-visit.ts compare DATA_DIR FILE  whether all that `numbers` printed into FILE is there still
 */
const pollMs = 100;
const patience = AbortSignal.timeout(60_000);

const tag = "#start";

async function track(url: string): Promise<void> {
  const visitor = visit(url);
  if (!(await visitor.page()).includes("Groundswell")) throw new Error("The page is not ours.");
  await visitor.say(`/track ${tag}`);
}

async function chart(url: string): Promise<void> {
  const visitor = visit(url);
  const known = new Set((await visitor.articles()).map(({ id }) => id));
  await visitor.say(`/chart ${tag}`);
  for (;;) {
    const fresh = (await visitor.articles()).filter(({ id }) => !known.has(id));
    const src = fresh.findLast(({ title }) => title.startsWith(`${tag}: `))?.pictures.at(-1)?.src;
    const answer = src ? await send(`${url}${src}`) : null;
    if (answer?.status === 200 && answer.headers["content-type"] === "image/png") return;
    if (patience.aborted) throw new Error(`No chart came:\n${fresh.map(({ text }) => text).join("\n")}`);
    await sleep(pollMs);
  }
}

interface Numbers {
  readonly until: string;
  readonly trackers: string;
  readonly posts: number;
  readonly counted: number;
}

async function numbers(dataDir: string, until: string | null): Promise<Numbers> {
  const sql = connect(dataDir);
  try {
    for (let isRead = false; !isRead; await sleep(pollMs)) {
      const [row] = await sql<{ missing: number }[]>`
        select (select count(*) from feeds)::int
          - (select count(*) from coverage where upper(seen) > now() - interval '1 minute')::int as missing`;
      isRead = row?.missing === 0;
      if (patience.aborted) throw new Error(`${row?.missing} feeds were not read.`);
    }
    const [row] = await sql<Numbers[]>`
      with hour as (select coalesce(${until}::timestamptz, date_trunc('hour', now()) - interval '1 hour') as until)
      select until::text,
        (select string_agg(s.display, ' ' order by s.display) from trackers t join subjects s on s.id = t.subject_id) as trackers,
        (select count(*)::int from posts where posted_at < until and posted_at > until - interval '7 days') as posts,
        (select sum(coalesce(counted, observed))::int from rollup_hours where at < until and at > until - interval '7 days') as counted
      from hour`;
    if (!row) throw new Error("There are no numbers.");
    return row;
  } finally {
    await sql.end();
  }
}

function connect(dataDir: string): postgres.Sql {
  const cluster = join(dataDir, "postgres");
  const { groundswell_owner: password } = JSON.parse(readFileSync(join(cluster, "secret.json"), "utf8")) as {
    groundswell_owner: string;
  };
  const port = readFileSync(join(cluster, "data/postmaster.pid"), "utf8").split("\n")[3];
  return postgres(`postgres://groundswell_owner:${password}@127.0.0.1:${port}/groundswell`, { max: 1 });
}

async function compare(dataDir: string, file: string): Promise<void> {
  const before = JSON.parse(readFileSync(file, "utf8")) as Numbers;
  const after = await numbers(dataDir, before.until);
  if (!(before.posts > 0 && before.counted > 0)) throw new Error(`There was nothing before: ${JSON.stringify(before)}`);
  if (after.trackers !== before.trackers || after.posts < before.posts || after.counted < before.counted)
    throw new Error(`Lost on the way: ${JSON.stringify({ before, after })}`);
}

const [verb, where = "", what] = process.argv.slice(2);
if (verb === "track") await track(where);
else if (verb === "chart") await chart(where);
else if (verb === "numbers") console.log(JSON.stringify(await numbers(where, null)));
else if (verb === "compare") await compare(where, what ?? "");
else throw new Error("See the top of this file.");
