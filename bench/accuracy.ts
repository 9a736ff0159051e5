import { chmodSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import postgres from "postgres";
import { drivenClock } from "../src/model/clock.ts";
import type { Post } from "../src/model/post.ts";
import { profiles } from "../src/sources/simulator/profiles.ts";
import { languages } from "../src/sources/simulator/regions.ts";
import { openDatabase } from "../src/store/database.ts";
import { startEmbedded } from "../src/store/embedded.ts";
import { feeds as feedsOf, type StoredFeeds } from "../src/store/feeds.ts";
import { migrate } from "../src/store/migrate.ts";
import { understood } from "../src/text/understood.ts";
import type { Bench } from "./bench.ts";
import { hourlyFigures } from "./hourly-shares.ts";
import { simulatedWeek, weekEnd } from "./simulated-week.ts";
import { storedFacts } from "./stored-facts.ts";

const postsPerHour = 120;
const batchPosts = 1_000;

/** A week of labelled posts, read and written as the product does both, and the tables asked what of it is right. */
const bench: Bench = {
  name: "accuracy",
  async run() {
    const dataDir = mkdtempSync(join(tmpdir(), "groundswell-bench-"));
    chmodSync(dataDir, 0o711);
    const server = await startEmbedded({ dataDir, log: () => {} });
    try {
      await migrate(server.ownerUrl);
      const database = openDatabase(server.appUrl);
      await writeAll(feedsOf(database, drivenClock(weekEnd))).finally(() => database.close());
      const sql = postgres(server.ownerUrl, { max: 1, onnotice: () => {} });
      try {
        const { figures, judged } = await storedFacts(sql);
        return [...figures, ...(await hourlyFigures(sql, judged))];
      } finally {
        await sql.end();
      }
    } finally {
      await server.stop();
      rmSync(dataDir, { recursive: true, force: true });
    }
  },
};

export default bench;

/** A place as people write it: the network's country and coordinates would be the answer. */
const withoutAnswer = (post: Post): Post =>
  post.location ? { ...post, location: { name: post.location.name } } : post;

/** Every language has feeds of its own, so that its hours are told apart in the rollups. */
async function writeAll(feeds: StoredFeeds): Promise<void> {
  const wanted = profiles.flatMap(({ network }) =>
    languages.map((key) => ({
      source: "simulator",
      network,
      subject: { kind: "hashtag" as const, key, display: key },
      workspace: null,
    })),
  );
  const ids = new Map(
    (await feeds.ensureMany(wanted)).map(({ id, network, subject }) => [`${network} ${subject.key}`, id]),
  );
  for await (const posts of simulatedWeek(postsPerHour)) {
    for (let from = 0; from < posts.length; from += batchPosts) {
      const batch = posts.slice(from, from + batchPosts).map((post) => ({
        post: understood(withoutAnswer(post)),
        feeds: [ids.get(`${post.network} ${post.extras["truthLanguage"]}`) as number],
      }));
      await feeds.write({ posts: batch, at: weekEnd, seen: [] });
    }
  }
}
