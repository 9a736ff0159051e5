import { afterAll, beforeAll, expect, test } from "vitest";
import type { Judgement } from "../../src/analysis/spikes.ts";
import { moveIncident } from "../../src/jobs/life.ts";
import { minuteMs } from "../../src/model/clock.ts";
import type { Tracker } from "../../src/model/tracker.ts";
import { sampleAuthor, samplePost } from "../store/sample-posts.ts";
import { channel, openStage, type Stage } from "./services.ts";

const noon = new Date("2026-11-20T12:00:00Z");
const minute = (n: number) => new Date(noon.getTime() + n * minuteMs);

let stage: Stage;
let made = 0;

beforeAll(async () => {
  stage = await openStage({ now: noon });
});
afterAll(() => stage.close());

/** A tracker that was there the day before, and posts of its feed, one by each of the authors in each of the minutes. */
async function tracked(minutes: number, authorOf: (minute: number, post: number) => string | null, each: number) {
  const { tracker, feeds } = await stage.track(`authors${++made}`, { networks: ["bluesky"] });
  await stage.database.inWorkspace(
    channel.workspace,
    (_, sql) => sql`update trackers set created_at = ${minute(-24 * 60).toISOString()} where id = ${tracker.id}`,
  );
  const [feed = 0] = feeds;
  const posts = Array.from({ length: minutes * each }, (_, i) => {
    const author = authorOf(Math.floor(i / each), i);
    const post = samplePost(`authors-${made}-${i}`, minute(Math.floor(i / each)), {
      author: author === null ? null : sampleAuthor(author),
    });
    return { post, feeds: [feed] };
  });
  await stage.services.feeds.write({
    posts,
    at: minute(minutes),
    seen: [{ feed, span: { from: minute(-60), to: minute(minutes) } }],
  });
  return tracker;
}

/** An episode that was announced at minute 5 and holds at every one after it. */
const holding = (from: number, to: number): Judgement[] =>
  Array.from({ length: to - from }, (_, i) => {
    const at = minute(from + i + 1);
    const sighting = { at, windowMinutes: 5, count: 50, expected: 0.1, score: 0.8, returnDays: 20 } as const;
    const isAlert = from + i + 1 === 5;
    return { at, sighting, alerts: isAlert ? ["balanced"] : [], since: { balanced: minute(5) } };
  });

async function move(tracker: Tracker, judgements: readonly Judgement[]) {
  const news = { workspace: channel.workspace, tracker: tracker.id, network: "bluesky", judgements };
  await moveIncident(news, stage.services);
  return stage.tenant.incidents.openFor(tracker.id);
}

test("what one author wrote opens no incident, however often they write", async () => {
  const tracker = await tracked(10, () => "loud", 20);
  expect(await move(tracker, holding(4, 10))).toBeNull();
});

test("an episode that one author began opens the minute that others join, and is told how many they are", async () => {
  const tracker = await tracked(10, (at, post) => (at < 6 ? "loud" : `guest-${post % 8}`), 20);
  expect(await move(tracker, holding(4, 6))).toBeNull();
  expect(await move(tracker, holding(6, 10))).toMatchObject({ openedAt: minute(7), authors: 9 });
});

test("where the network names nobody, the incident opens and says no number of people", async () => {
  const tracker = await tracked(10, () => null, 20);
  expect(await move(tracker, holding(4, 5))).toMatchObject({ openedAt: minute(5), authors: null });
});
