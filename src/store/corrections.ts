import { and, count, eq, gt, isNull, sql as raw } from "drizzle-orm";
import type { PostgresJsDatabase } from "drizzle-orm/postgres-js";
import type { TransactionSql } from "postgres";
import type { Clock } from "../model/clock.ts";
import { type Corrections, correctionsMax } from "../model/correction.ts";
import type { Person } from "../model/place.ts";
import type { Sentiment } from "../model/post.ts";
import { phraseOf } from "./corrected.ts";
import type { Database } from "./database.ts";
import { corrections } from "./reading-tables.ts";
import { sketchPosition } from "./sketch.ts";
import { changes } from "./tenant-tables.ts";

export function correctionsOf(database: Database, workspace: string, clock: Clock): Corrections {
  return {
    correct: (post, { tracker, sentiment, who }) =>
      database.inWorkspace(workspace, async (db, sql) => {
        await alone(sql, workspace);
        const said = await saidIn(sql, { workspace, tracker, post });
        if (!said) return "unknown";
        const { network, authorId, phrase } = said;
        if (authorId === null) return "nameless";
        if (phrase === "") return "wordless";
        const put = { workspaceId: workspace, network, authorId, phrase, sentiment, correctedBy: who };
        const stored = await store(db, { ...put, correctedAt: clock.now() });
        if (stored === "full") return stored;
        const { id, before } = stored;
        const change = await record(db, { workspace, who, at: clock.now(), about: tracker, id, before });
        const was = before ?? said.sentiment;
        return { id, network, author: said.handle ?? authorId, sentiment, was, before, change };
      }),
    isReplaced: (id, change) => database.inWorkspace(workspace, (db) => isReplaced(db, { workspace, id, change })),
    restore: (id, { before, change }) =>
      database.inWorkspace(workspace, async (db, sql) => {
        await alone(sql, workspace);
        if (await isReplaced(db, { workspace, id, change })) return false;
        const one = and(eq(corrections.workspaceId, workspace), eq(corrections.id, id));
        const found = { id: corrections.id };
        const rows =
          before === null
            ? await db.delete(corrections).where(one).returning(found)
            : await db.update(corrections).set({ sentiment: before }).where(one).returning(found);
        return rows.length === 1;
      }),
  };
}

/** Until the transaction ends, nobody else corrects here: what was before is then certain, and how many there are. */
const alone = (sql: TransactionSql, workspace: string) =>
  sql`select pg_advisory_xact_lock(hashtextextended(${`corrections ${workspace}`}, 0))`;

interface Said {
  readonly network: string;
  readonly authorId: string | null;
  readonly handle: string | null;
  readonly sentiment: Sentiment | null;
  readonly phrase: string;
}

/** Who said what in a post, where it is one of the tracker's. */
async function saidIn(
  sql: TransactionSql,
  { workspace, tracker, post }: { readonly workspace: string; readonly tracker: number; readonly post: number },
): Promise<Said | undefined> {
  const [row] = await sql<Said[]>`
    select p.network, p.author_id as "authorId", a.handle, p.sentiment, ${phraseOf(sql)} as phrase
    from posts p
    left join authors a on a.network = p.network and a.id = p.author_id
    where p.key = ${post} and p.gone_at is null and exists (
      select 1 from trackers t
      join listeners l on l.tracker_id = t.id
      join feed_posts fp on fp.feed_id = l.feed_id and fp.posted_at = p.posted_at and fp.post_key = p.key
      where t.workspace_id = ${workspace} and t.id = ${tracker}
    )`;
  return row;
}

async function store(
  db: PostgresJsDatabase,
  put: Omit<typeof corrections.$inferInsert, "authorBit">,
): Promise<{ readonly id: number; readonly before: Sentiment | null } | "full"> {
  const { workspaceId, network, authorId, phrase, sentiment, correctedBy, correctedAt } = put;
  const own = eq(corrections.workspaceId, workspaceId);
  const same = [eq(corrections.network, network), eq(corrections.authorId, authorId), eq(corrections.phrase, phrase)];
  const [before] = await db
    .select()
    .from(corrections)
    .where(and(own, ...same));
  if (before) {
    const { id } = before;
    await db
      .update(corrections)
      .set({ sentiment, correctedBy, correctedAt })
      .where(and(own, eq(corrections.id, id)));
    return { id, before: before.sentiment as Sentiment };
  }
  const [made] = await db.select({ count: count() }).from(corrections).where(own);
  if ((made?.count ?? 0) >= correctionsMax) return "full";
  const authorBit = sketchPosition(network, authorId);
  const [stored] = await db
    .insert(corrections)
    .values({ ...put, authorBit })
    .returning({ id: corrections.id });
  if (!stored) throw new Error("the correction was not stored");
  return { id: stored.id, before: null };
}

interface Recorded {
  readonly workspace: string;
  readonly who: Person;
  readonly at: Date;
  /** The tracker. */
  readonly about: number;
  readonly id: number;
  readonly before: Sentiment | null;
}

/** In the transaction of the correction, so that no Undo comes between them. */
async function record(db: PostgresJsDatabase, { workspace, id, before, ...more }: Recorded): Promise<number> {
  const [row] = await db
    .insert(changes)
    .values({ ...more, kind: "correct", workspaceId: workspace, before: { correction: id, sentiment: before } })
    .returning({ id: changes.id });
  if (!row) throw new Error("the change was not stored");
  return row.id;
}

/** By whichever tracker it came. */
async function isReplaced(
  db: PostgresJsDatabase,
  { workspace, id, change }: { readonly workspace: string; readonly id: number; readonly change: number },
): Promise<boolean> {
  const rows = await db
    .select({ id: changes.id })
    .from(changes)
    .where(
      and(
        eq(changes.workspaceId, workspace),
        eq(changes.kind, "correct"),
        isNull(changes.undoneAt),
        gt(changes.id, change),
        raw`${changes.before}->'correction' = to_jsonb(${id}::bigint)`,
      ),
    )
    .limit(1);
  return rows.length > 0;
}
