import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { afterEach, expect, test, vi } from "vitest";
import { prepareBackplane } from "../../src/backplane/backend.ts";
import { minuteMs } from "../../src/model/clock.ts";
import { logBook } from "../backplane/engines.ts";
import { openStage, type Stage } from "../jobs/services.ts";
import { muchTold, tag } from "./much-told.ts";

const script = fileURLToPath(new URL("doomed-player.ts", import.meta.url));
const kills = 4;
const cursorName = "stream:quiet";

let stage: Stage;
const players = new Set<ChildProcess>();
afterEach(async () => {
  for (const player of players) await kill(player);
  await stage?.close();
});

async function kill(player: ChildProcess): Promise<void> {
  players.delete(player);
  if (player.exitCode !== null || player.signalCode !== null) return;
  player.kill("SIGKILL");
  await once(player, "exit");
}

async function start(begin: Date, manner: "in turn" | "regardless"): Promise<ChildProcess> {
  const args = ["--import", "tsx", script, stage.appUrl, begin.toISOString(), manner];
  const player = spawn(process.execPath, args, { stdio: ["ignore", "pipe", "inherit"] });
  players.add(player);
  await once(player.stdout, "data");
  return player;
}

test("processes killed while they play one stream, in turn and at once, leave every post counted once", async () => {
  const begin = new Date(Math.floor(Date.now() / minuteMs) * minuteMs - 10 * minuteMs);
  const { network, end } = muchTold(begin);
  stage = await openStage({ now: new Date(begin.getTime() + 10 * minuteMs) });
  await prepareBackplane({ ownerUrl: stage.ownerUrl, log: logBook().log });
  const [feed = 0] = (await stage.track(tag)).feeds;
  const { feeds } = stage.services;
  // So that the stream is played from its beginning.
  await feeds.write({ posts: [], at: begin, seen: [], cursor: { name: cursorName, value: "0" } });

  const manners = ["in turn", "in turn", "regardless"] as const;
  const running = await Promise.all(manners.map((manner) => start(begin, manner)));
  const places: number[] = [];
  for (let n = 0; n < kills; n++) {
    const from = Number(await feeds.cursor(cursorName));
    await sleep(Math.random() * 300);
    const slot = n % manners.length;
    await kill(running[slot] as ChildProcess);
    places.push(from);
    running[slot] = await start(begin, manners[slot] ?? "in turn");
  }
  const last = network.eventCount - 1;
  // Most of them died in the midst of it.
  expect(places.filter((place) => place < last).length).toBeGreaterThanOrEqual(kills / 2);
  expect(places.at(-1)).toBeGreaterThan(0);
  await vi.waitFor(async () => expect(Number(await feeds.cursor(cursorName))).toBe(last), {
    timeout: 90_000,
    interval: 100,
  });
  for (const player of running) await kill(player);

  const counts = await feeds.counts(feed, begin, minuteMs);
  const truth = counts.map(({ at }) => {
    const posts = network
      .alive(tag)
      .filter(({ postedAt }) => Math.floor((postedAt.getTime() - at.getTime()) / minuteMs) === 0);
    return { at, count: posts.length };
  });
  expect(counts).toEqual(truth);
  expect(counts.map(({ count }) => count)).toHaveLength(5);
  const [stored] = await stage.database.sql<{ hours: number; links: number; posts: number }[]>`
    select (select sum(observed)::int from rollup_hours where feed_id = ${feed}) as hours,
      (select count(*)::int from feed_posts where feed_id = ${feed}) as links,
      (select count(*)::int from posts where gone_at is null) as posts`;
  const alive = network.alive(tag).length;
  expect(stored).toEqual({ hours: alive, links: alive, posts: alive });
  expect(await feeds.gaps(feed, begin, end)).toEqual([]);
}, 240_000);
