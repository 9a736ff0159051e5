import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { isRoot, nobody, nobodyRuns } from "../store/embedded-trial.ts";
import { backfilling, backfillEnv as env } from "./backfill.ts";
import { expectWhole, recovered } from "./expect-whole.ts";
import { type Installation, openInstallation, type Product } from "./product.ts";
import { visit } from "./visitor.ts";

/** How often a card was posted, when it was last edited, and how many lines its table has. */
async function cardOf({ query }: Installation, title: string) {
  const [row] = await query<{ count: number; editedAt: Date | null; networks: number }>(`
    select count(*)::int as count, max(edited_at) as "editedAt",
      max(jsonb_path_query_first(content, '$.parts[*].rows.size()')::int) as networks
    from messages where content ->> 'title' like '${title}%'`);
  return row ?? { count: 0, editedAt: null, networks: 0 };
}

describe("whatever happens to the process, what was tracked goes on", { timeout: 150_000 }, () => {
  let installation: Installation;
  let product: Product;
  beforeAll(async () => {
    installation = openInstallation();
    product = await installation.start({ env });
  });
  afterAll(() => installation?.remove());

  test("told to stop in the middle of a back-fill it ends cleanly, and the next start loses nothing", async () => {
    await visit(product.url).say("/track #gentle");
    await backfilling(installation.query, "gentle");
    expect(await product.stop()).toBe(0);
    expect(installation.postgresPid()).toBeNull();
    expect(product.output()).toBe(`Groundswell is ready at ${product.url}\n`);

    const restartedAt = new Date();
    product = await installation.start({ env });
    await expectWhole(installation.query, "gentle", restartedAt);
  });

  test("killed in the middle of a back-fill with a board on show, all of it goes on after the next start", async () => {
    const visitor = visit(product.url);
    await visitor.say("/live #gentle");
    await visitor.say("/track #rough");
    await backfilling(installation.query, "rough");
    await product.kill();
    expect(installation.postgresPid()).not.toBeNull();

    const restartedAt = new Date();
    product = await installation.start({ env });
    await expectWhole(installation.query, "rough", restartedAt);
    await expectWhole(installation.query, "gentle", restartedAt);
    const board = () => cardOf(installation, "Live: #gentle");
    await expect.poll(async () => ((await board()).editedAt ?? 0) > restartedAt, recovered).toBe(true);
    expect((await board()).count).toBe(1);
    const tracking = async () => (await cardOf(installation, "Tracking #rough")).networks;
    await expect.poll(tracking, recovered).toBe(6);
    expect(await product.stop()).toBe(0);
    expect(installation.postgresPid()).toBeNull();
  });
});

const ordinary = nobodyRuns
  ? "an ordinary user"
  : `an ordinary user (skipped: ${isRoot ? "nobody cannot read this folder" : "the tests run as one already"})`;

test.skipIf(!nobodyRuns)(`${ordinary} starts it in a folder of their own`, async () => {
  const installation = openInstallation(nobody);
  try {
    const product = await installation.start();
    const visitor = visit(product.url);
    await visitor.say("/track #cats");
    expect((await visitor.articles()).at(-1)?.title).toMatch(/^Tracking #cats on /);
    expect(await product.stop()).toBe(0);
    expect(product.output()).toBe(`Groundswell is ready at ${product.url}\n`);
    expect(installation.postgresPid()).toBeNull();
  } finally {
    await installation.remove();
  }
});
