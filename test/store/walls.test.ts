import postgres from "postgres";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { prepareBackplane } from "../../src/backplane/backend.ts";
import { asCollector } from "../../src/store/collector.ts";
import type { Database } from "../../src/store/database.ts";
import { logBook } from "../backplane/engines.ts";
import { onEveryServer, type Server } from "../postgres.ts";
import { mine, openFurnished, theirs, walled } from "./furnished-tenants.ts";

/** What is collected for everybody, and so belongs to nobody. */
const shared = [
  "authors",
  "coverage",
  "cursors",
  "feed_posts",
  "posts",
  "quotas",
  "rollup_hours",
  "rollup_minutes",
  "snapshots",
  "subjects",
];

let tenants: Awaited<ReturnType<typeof openFurnished>>;
let database: Database;
let admin: postgres.Sql;

const open = (server: Server) => {
  let started: Awaited<ReturnType<Server["start"]>>;
  beforeAll(async () => {
    started = await server.start();
    tenants = await openFurnished(started.open);
    ({ database } = tenants);
    await prepareBackplane({ ownerUrl: tenants.ownerUrl, log: logBook().log });
    admin = postgres(tenants.adminUrl, { max: 1, onnotice: () => {} });
  });
  afterAll(async () => {
    await admin?.end();
    await tenants?.close();
    await started?.stop();
  });
};

const owners = (table: string, workspace: string) =>
  database.inWorkspace(workspace, async (_, sql) => {
    const rows = await sql<{ owner: string | null }[]>`select workspace_id as owner from ${sql(table)}`;
    return [...new Set(rows.map((row) => row.owner))];
  });

onEveryServer("the second wall", (server) => {
  open(server);

  describe("a question that forgets whose rows it wants", () => {
    test.each(walled.filter((table) => table !== "feeds"))(
      "gets the asker's own of %s, and no other",
      async (table) => {
        expect(await owners(table, theirs)).toEqual([theirs]);
        expect(await owners(table, mine)).toEqual([mine]);
      },
    );

    test("gets the shared feeds and the asker's own", async () => {
      expect(await owners("feeds", theirs)).toEqual([null, theirs]);
    });

    test("gets the asker's own workspace", async () => {
      const rows = await database.inWorkspace(theirs, (_, sql) => sql`select id from workspaces`);
      expect(rows).toEqual([{ id: theirs }]);
    });

    test.each([...walled.filter((table) => table !== "feeds"), "workspaces"])(
      "gets nothing of %s where no workspace was set",
      async (table) => {
        expect(await database.sql`select from ${database.sql(table)}`).toHaveLength(0);
        expect(await database.inWorkspace("", (_, sql) => sql`select from ${sql(table)}`)).toHaveLength(0);
      },
    );

    test("gets no linked account's feed where no workspace was set", async () => {
      const rows = await database.sql`select distinct workspace_id from feeds`;
      expect(rows).toEqual([{ workspace_id: null }]);
    });

    test.each(walled)("that updates or deletes all of %s leaves what is not the asker's", async (table) => {
      const before = await tenants.standing();
      const undo = new Error("not for good");
      const column = "workspace_id";
      const wiped = database.inWorkspace(theirs, async (_, sql) => {
        await sql`update ${sql(table)} set ${sql(column)} = ${sql(column)}`;
        await sql`delete from ${sql(table)} where ${sql(column)} is not null`;
        const [left] = await admin`select count(*)::int as count from ${admin(table)} where workspace_id = ${mine}`;
        expect(left?.["count"]).toBeGreaterThan(0);
        throw undo;
      });
      await expect(wiped).rejects.toBe(undo);
      expect(await tenants.standing()).toBe(before);
    });
  });

  describe("from inside another workspace", () => {
    const refused = /row-level security/u;
    const within = (sql: string, parameters: (string | number)[] = []) =>
      database.inWorkspace(theirs, (_, tx) => tx.unsafe(sql, parameters));

    test.each(walled)("no row of %s can be put into A's name", async (table) => {
      const copy = (column: string) => (column === "workspace_id" ? `'${mine}'` : `"${column}"`);
      const columns = (
        await admin<{ name: string }[]>`
          select column_name as name from information_schema.columns
          where table_schema = 'public' and table_name = ${table} and is_identity = 'NO' order by ordinal_position`
      ).map(({ name }) => name);
      const names = columns.map((name) => `"${name}"`).join(", ");
      const values = columns.map(copy).join(", ");
      await expect(within(`insert into ${table} (${names}) select ${values} from ${table}`)).rejects.toThrow(refused);
      await expect(within(`update ${table} set workspace_id = '${mine}'`)).rejects.toThrow(refused);
    });

    test("no workspace can be made or renamed but itself", async () => {
      await expect(
        within("insert into workspaces (id, surface, name, created_at) values ('slack:TC', 'slack', 'C', now())"),
      ).rejects.toThrow(refused);
      await expect(within("update workspaces set id = 'slack:TC'")).rejects.toThrow();
    });

    test("nobody can be made to listen for A, and what A listens to cannot be ended or changed", async () => {
      const { feed, tracker } = tenants.made;
      const insert = "insert into listeners (feed_id, tracker_id, workspace_id, pace_ms) values ($1, $2, $3, 1)";
      await expect(within(insert, [feed.id, tracker.id, mine])).rejects.toThrow(refused);
      const before = await tenants.standing();
      await within("delete from listeners where tracker_id = $1", [tracker.id]);
      await within("update listeners set pace_ms = 1");
      expect(await tenants.standing()).toBe(before);
    });
  });

  describe("the product's role", () => {
    const role = "groundswell_app";

    test("is nobody special, and is who the product is in every transaction", async () => {
      const [who] = await database.sql`select current_user as name`;
      expect(who).toEqual({ name: role });
      const [rights] = await admin`
        select rolsuper, rolbypassrls, rolcreaterole, rolcreatedb, rolreplication from pg_roles where rolname = ${role}`;
      expect(Object.values(rights ?? {})).toEqual([false, false, false, false, false]);
      const memberships = await admin`
        select r.rolname from pg_auth_members m join pg_roles r on r.oid = m.roleid join pg_roles g on g.oid = m.member where g.rolname = ${role}`;
      expect(memberships).toHaveLength(0);
    });

    test("owns no table, sequence, function, schema or database", async () => {
      const owned = await admin`
        select relname as name from pg_class where relowner = ${role}::regrole
        union all select proname from pg_proc where proowner = ${role}::regrole
        union all select nspname from pg_namespace where nspowner = ${role}::regrole
        union all select datname from pg_database where datdba = ${role}::regrole`;
      expect(owned).toHaveLength(0);
    });

    test.each([
      "alter table trackers disable row level security",
      "alter table trackers no force row level security",
      "alter table trackers owner to groundswell_app",
      "drop policy own_workspace on trackers",
      "create policy open on trackers using (true)",
      "alter role groundswell_app bypassrls",
      "create table sneaky (id int)",
      "truncate trackers",
      "drop table trackers",
      "copy trackers to program 'cat'",
      "set session_replication_role = replica",
    ])("may not say: %s", async (statement) => {
      await expect(database.sql.unsafe(statement)).rejects.toThrow(/must be|permission denied|must have|policy/iu);
    });

    test("finds no wall missing: every table that says whose its rows are is walled, also against its owner", async () => {
      const tables = await admin<{ name: string; enabled: boolean; forced: boolean; owned: boolean }[]>`
        select c.relname as name, c.relrowsecurity as enabled, c.relforcerowsecurity as forced,
          exists (select from pg_attribute where attrelid = c.oid and attname = 'workspace_id') as owned
        from pg_class c join pg_namespace n on n.oid = c.relnamespace
        where n.nspname = 'public' and c.relkind in ('r', 'p') and not c.relispartition
        order by 1`;
      const open = tables.filter(({ enabled, forced }) => !enabled || !forced).map(({ name }) => name);
      expect(open).toEqual(shared);
      const walls = tables.filter(({ enabled }) => enabled).map(({ name }) => name);
      expect(walls).toEqual([...walled, "listeners", "workspaces"].sort());
      expect(tables.filter(({ owned, forced }) => owned && !forced)).toEqual([]);
    });
  });

  describe("what collects for everybody", () => {
    const see = (table: string) =>
      asCollector(
        database,
        (tx) => tx<{ owner: string }[]>`select distinct workspace_id as owner from ${tx(table)} order by 1`,
      );

    test("sees the feeds, the trackers, the standing digests, the standing relays and the roundups to come of all workspaces, and nothing else that one made", async () => {
      expect((await see("feeds")).map((row) => row.owner)).toEqual([mine, theirs, null]);
      expect((await see("trackers")).map((row) => row.owner)).toEqual([mine, theirs]);
      expect((await see("digests")).map((row) => row.owner)).toEqual([mine, theirs]);
      expect((await see("relays")).map((row) => row.owner)).toEqual([mine, theirs]);
      expect((await see("roundups")).map((row) => row.owner)).toEqual([mine, theirs]);
      const seen = ["feeds", "trackers", "digests", "relays", "roundups"];
      for (const table of walled.filter((name) => !seen.includes(name)))
        expect(await see(table), table).toHaveLength(0);
      expect(await asCollector(database, (tx) => tx`select from workspaces`)).toHaveLength(0);
    });

    test("can neither make, change nor drop an active tracker", async () => {
      const before = await tenants.standing();
      const changed = await asCollector(database, (tx) => tx`update trackers set alerts = false`);
      const dropped = await asCollector(database, (tx) => tx`delete from trackers`);
      expect([changed.count, dropped.count]).toEqual([0, 0]);
      expect(await tenants.standing()).toBe(before);
      const made = asCollector(
        database,
        (tx) => tx`
          insert into trackers (workspace_id, surface, channel_id, subject_id, display, networks, pace_ms, sensitivity, created_by, created_at)
          select workspace_id, surface, 'C7', subject_id, display, networks, pace_ms, sensitivity, created_by, created_at from trackers`,
      );
      await expect(made).rejects.toThrow(/row-level security/u);
    });

    test("sees no relay that was stopped, and can neither change nor drop one that stands, nor what it met", async () => {
      const before = await tenants.standing();
      const changed = await asCollector(database, (tx) => tx`update relays set next_at = now()`);
      const dropped = await asCollector(database, (tx) => tx`delete from relays`);
      expect([changed.count, dropped.count]).toEqual([0, 0]);
      expect(await tenants.standing()).toBe(before);
      const { id } = tenants.others.relay;
      await admin`update relays set stopped_at = now() where id = ${id}`;
      expect((await see("relays")).map((row) => row.owner)).toEqual([mine]);
      await admin`update relays set stopped_at = null where id = ${id}`;
    });

    test("sees no digest that was stopped, and can neither change nor drop one that stands", async () => {
      const before = await tenants.standing();
      const changed = await asCollector(database, (tx) => tx`update digests set next_at = null`);
      const dropped = await asCollector(database, (tx) => tx`delete from digests`);
      expect([changed.count, dropped.count]).toEqual([0, 0]);
      expect(await tenants.standing()).toBe(before);
      const { id } = tenants.others.digest;
      await admin`update digests set stopped_at = now() where id = ${id}`;
      expect((await see("digests")).map((row) => row.owner)).toEqual([mine]);
      await admin`update digests set stopped_at = null where id = ${id}`;
    });

    test("sees of incidents and roundups what waits for its time, and can neither change nor drop it", async () => {
      const { incident, roundup } = tenants.others;
      await admin`update incidents set escalate_at = now() where id = ${incident.id}`;
      await admin`update roundups set due_at = null where id = ${roundup.id}`;
      expect((await see("incidents")).map((row) => row.owner)).toEqual([theirs]);
      expect((await see("roundups")).map((row) => row.owner)).toEqual([mine]);
      const before = await tenants.standing();
      for (const [table, column] of [
        ["incidents", "escalate_at"],
        ["roundups", "due_at"],
      ] as const) {
        const changed = await asCollector(database, (tx) => tx`update ${tx(table)} set ${tx(column)} = null`);
        const dropped = await asCollector(database, (tx) => tx`delete from ${tx(table)}`);
        expect([changed.count, dropped.count]).toEqual([0, 0]);
      }
      expect(await tenants.standing()).toBe(before);
      await admin`update incidents set escalate_at = null where id = ${incident.id}`;
      await admin`update roundups set due_at = until_at where id = ${roundup.id}`;
    });

    test("is so for one transaction only", async () => {
      await asCollector(database, async () => {});
      expect(await database.sql`select from trackers`).toHaveLength(0);
      const failing = asCollector(database, () => Promise.reject(new Error("half-way")));
      await expect(failing).rejects.toThrow("half-way");
      expect(await database.sql`select from trackers`).toHaveLength(0);
    });
  });
});
