import { spawnSync } from "node:child_process";
import { Redis } from "ioredis";
import { afterAll, beforeAll, expect, test } from "vitest";
import { missingRedis } from "../redis.ts";
import { send } from "../web/playground-server.ts";
import { backfilling } from "./backfill.ts";
import { expectWhole, recovered } from "./expect-whole.ts";
import type { Product } from "./product.ts";
import { type Deployment, openDeployment } from "./roles.ts";
import { type Article, type Visitor, visit } from "./visitor.ts";

const soon = { timeout: 60_000, interval: 200 };
const png = Buffer.from([0x89, 0x50, 0x4e, 0x47]);
const redisServer = "redis-server";
const ownRedis = !spawnSync(redisServer, ["--version"]).error;
/** What a worker says that does what another one left lying. */
const takenOver = /A worker died or lost touch with a job in hand/u;

const lastArticle = async (visitor: Visitor, title: RegExp): Promise<Article | undefined> =>
  (await visitor.articles()).findLast((article) => title.test(article.title));

/** The product in its roles, meeting on one of the two; each has a file of its own, so that they run side by side. */
export function rolesOn(store: "Postgres" | "Redis"): void {
  if (store === "Redis" && missingRedis) {
    test.skip(missingRedis, () => {});
    return;
  }
  let deployment: Deployment;
  let bot: Product;
  let web: Product;
  /** The second of them lives to the end. */
  let workers: [Product, Product];
  beforeAll(async () => {
    deployment = await openDeployment(store);
  });
  afterAll(() => deployment?.remove());

  test("two migrations at once of an empty database both succeed, and so does a third", {
    timeout: 90_000,
  }, async () => {
    const both = await Promise.all([deployment.migrate(), deployment.migrate()]);
    const upToDate = { code: 0, output: "The database is up to date\n" };
    expect([...both, await deployment.migrate()]).toEqual([upToDate, upToDate, upToDate]);
  });

  test("each role starts as a process of its own and is ready", { timeout: 90_000 }, async () => {
    [bot, web, ...workers] = await Promise.all([
      deployment.start("bot"),
      deployment.start("web"),
      deployment.start("worker"),
      deployment.start("worker"),
    ]);
    for (const { url } of [bot, web, ...workers]) {
      expect(await send(`${url}/readyz`)).toMatchObject({ status: 200, body: '{"ready":true,"problems":[]}' });
    }
    for (const { url } of [bot, ...workers]) expect((await send(url)).status).toBe(404);
  });

  test("what is tracked on the page of one is collected and drawn by others", { timeout: 150_000 }, async () => {
    const visitor = visit(web.url);
    await visitor.say("/track #apart");
    const rows = async () => (await lastArticle(visitor, /^Tracking #apart/u))?.text ?? "";
    await expect.poll(rows, soon).toMatch(/[\d,]{3,} posts in the last 24 hours/u);
    await visitor.say("/chart #apart");
    const picture = async () => (await visitor.articles()).flatMap(({ pictures }) => pictures).at(-1)?.src ?? "";
    await expect.poll(picture, soon).not.toBe("");
    const answer = await fetch(new URL(await picture(), web.url));
    expect(answer.headers.get("content-type")).toBe("image/png");
    expect(Buffer.from(await answer.arrayBuffer()).subarray(0, png.length)).toEqual(png);
    await expectWhole(deployment.query, "apart", new Date());
  });

  test("told to stop with work in hand a worker ends cleanly, and the other does the rest at once", {
    timeout: 150_000,
  }, async () => {
    await visit(web.url).say("/track #gentle");
    await backfilling(deployment.query, "gentle");
    const [leaving, staying] = workers;
    const stoppedAt = new Date();
    expect(await leaving.stop()).toBe(0);
    expect(leaving.output()).toBe(`Groundswell worker is ready: ${leaving.url}/readyz\n`);
    await expectWhole(deployment.query, "gentle", stoppedAt);
    expect(staying.output()).not.toMatch(takenOver);
    workers = [await deployment.start("worker"), staying];
  });

  test("killed in the middle of a back-fill, a worker's jobs are taken over by the other and nothing is lost", {
    timeout: 150_000,
  }, async () => {
    const visitor = visit(web.url);
    const [victim, survivor] = workers;
    // Held still meanwhile, so that all of the work is in the victim's hands.
    process.kill(survivor.pid, "SIGSTOP");
    await visitor.say("/track #rough");
    await backfilling(deployment.query, "rough");
    const killedAt = new Date();
    await victim.kill();
    process.kill(survivor.pid, "SIGCONT");
    workers = [survivor, survivor];
    await expectWhole(deployment.query, "rough", killedAt);
    await survivor.said(takenOver);
    await expectWhole(deployment.query, "apart", killedAt);
    const tracking = async () => (await lastArticle(visitor, /^Tracking #rough/u))?.text ?? "";
    await expect.poll(tracking, recovered).toMatch(/[\d,]{3,} posts in the last 24 hours/u);
  });

  if (store === "Redis") {
    const restarted = ownRedis ? "Redis restarted" : "Redis restarted (skipped: needs redis-server in the PATH)";
    test.skipIf(!ownRedis)(
      `${restarted} in the middle of a back-fill: everybody goes on, and nothing is lost`,
      {
        timeout: 150_000,
      },
      async () => {
        await visit(web.url).say("/track #restarted");
        await backfilling(deployment.query, "restarted");
        await deployment.redis?.restart();
        const backAt = new Date();
        await expectWhole(deployment.query, "restarted", backAt);
        await expectWhole(deployment.query, "apart", backAt);
      },
    );

    test("Redis lost everything: a worker that starts puts the schedules back, and what is asked afterwards is done", {
      timeout: 150_000,
    }, async () => {
      const redis = new Redis(deployment.redis?.url ?? "");
      await redis.flushdb();
      redis.disconnect();
      const lostAt = new Date();
      workers = [await deployment.start("worker"), workers[1]];
      await expectWhole(deployment.query, "apart", lostAt);
      await visit(web.url).say("/track #afterwards");
      await expectWhole(deployment.query, "afterwards", lostAt);
    });
  }

  test("told to stop, every role ends with 0", { timeout: 90_000 }, async () => {
    const running = [...new Set([bot, web, ...workers])];
    expect(await Promise.all(running.map((product) => product.stop()))).toEqual(running.map(() => 0));
    expect(bot.output()).toMatch(/^Groundswell bot is ready: .*\nNo chat platform is set up/u);
  });
}
