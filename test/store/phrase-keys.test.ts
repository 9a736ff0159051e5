import { readFileSync } from "node:fs";
import postgres from "postgres";
import { afterAll, beforeAll, expect, test } from "vitest";
import { migrationsFolder } from "../../src/store/migrate.ts";
import { onEveryServer } from "../postgres.ts";
import { type OpenTenants, openTenants } from "./open-tenants.ts";

const statementsOf = (name: string) =>
  readFileSync(`${migrationsFolder}/${name}.sql`, "utf8").split("--> statement-breakpoint");

onEveryServer("corrections that were kept by their words", (server) => {
  let started: Awaited<ReturnType<typeof server.start>>;
  let tenants: OpenTenants;
  let owner: postgres.Sql;
  const workspaces = ["slack:TA", "slack:TB"];

  beforeAll(async () => {
    started = await server.start();
    tenants = await openTenants(workspaces, started.open);
    owner = postgres(tenants.ownerUrl, { max: 1, onnotice: () => {} });
    // As it was before.
    const make = statementsOf("0007_understanding").find((said) => said.includes("FUNCTION phrase_of"));
    await owner.unsafe(`
      drop policy collector_finds_expired on corrections; drop policy collector_expires on corrections;
      drop function author_known; drop function phrase_key; ${make}`);
  });
  afterAll(async () => {
    await owner?.end();
    await tenants?.close();
    await started?.stop();
  });

  test("go on by a digest, one for what is the same now, behind the wall; those that were cut go", async () => {
    const long = "a".repeat(1_000);
    for (const workspace of workspaces)
      await tenants.database.inWorkspace(workspace, async (_, sql) => {
        for (const phrase of ["that drop is sick", "wow！", "wow", "。", long])
          await sql`
            insert into corrections (workspace_id, network, author_id, author_bit, phrase, sentiment, corrected_by, corrected_at)
            values (${workspace}, 'bluesky', 'a', 0, ${phrase}, 'positive', '{"id":"U1","name":"Ann"}', now())`;
      });
    for (const statement of statementsOf("0009_phrase_keys")) await owner.unsafe(statement);
    for (const workspace of workspaces) {
      const rows = await tenants.database.inWorkspace(
        workspace,
        (_, sql) => sql`
          select workspace_id as of, phrase = phrase_key('@bob: That drop is SICK!') as sick, phrase = phrase_key('wow…') as wow
          from corrections order by id`,
      );
      expect(rows).toEqual([
        { of: workspace, sick: true, wow: false },
        { of: workspace, sick: false, wow: true },
      ]);
    }
    const [wall] = await owner`select relforcerowsecurity as forced from pg_class where relname = 'corrections'`;
    expect(wall).toEqual({ forced: true });
    expect(await owner`select from pg_proc where proname = 'phrase_of'`).toHaveLength(0);
  });
});
