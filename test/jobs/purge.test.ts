import { afterAll, beforeAll, expect, it } from "vitest";
import purge from "../../src/jobs/purge.ts";
import { dayMs, hourMs } from "../../src/model/clock.ts";
import { sampleAuthor, samplePost } from "../store/sample-posts.ts";
import { openStage, quietSource, type Stage } from "./services.ts";

const noon = new Date("2020-03-01T12:00:00Z");
const later = (ms: number) => new Date(noon.getTime() + ms);

let stage: Stage;

beforeAll(async () => {
  const networks = (...names: string[]) => names.map((name) => ({ name, label: name }));
  const bringing = (name: string, retentionDays: number | undefined, ...of: string[]) =>
    quietSource(
      {},
      { name, networks: networks(...of), terms: { combineMetrics: true, ...(retentionDays ? { retentionDays } : {}) } },
    );
  stage = await openStage({
    now: noon,
    sources: [bringing("loose", undefined, "free", "both"), bringing("strict", 2, "brief", "both")],
  });
});
afterAll(() => stage.close());

it("keeps to what each network allows, and says what was dropped", async () => {
  const { services, database, log } = stage;
  for (const network of ["free", "brief", "both"]) {
    const posts = [-40 * hourMs, -2 * dayMs].map((ms) =>
      samplePost(`${ms}`, later(ms), { network, author: sampleAuthor(`${ms}`) }),
    );
    await services.feeds.write({ posts: posts.map((post) => ({ post, feeds: [] })), at: later(-dayMs), seen: [] });
  }
  await purge.run({}, services, new AbortController().signal);
  const rows =
    await database.sql`select network, count(*)::int as left from posts where text <> '' group by 1 order by 1`;
  expect(rows).toEqual([
    { network: "both", left: 1 },
    { network: "brief", left: 1 },
    { network: "free", left: 2 },
  ]);
  expect(log.at(-1)?.facts).toMatchObject({ dropped: { contents: 2, posts: 0 } });
});

it("stops when it is told to", async () => {
  await expect(purge.run({}, stage.services, AbortSignal.abort())).rejects.toThrow(/abort/iu);
});
