import { and, count, eq } from "drizzle-orm";
import type { Clock } from "../model/clock.ts";
import { type Corrections, correctionsMax } from "../model/correction.ts";
import type { Sentiment } from "../model/post.ts";
import { phraseOf } from "./corrected.ts";
import type { Database } from "./database.ts";
import { corrections } from "./reading-tables.ts";
import { sketchPosition } from "./sketch.ts";

interface Row {
  readonly network: string;
  readonly author_id: string | null;
  readonly handle: string | null;
  readonly sentiment: Sentiment | null;
  readonly phrase: string;
}

export function correctionsOf(database: Database, workspace: string, clock: Clock): Corrections {
  const own = eq(corrections.workspaceId, workspace);
  return {
    correct: (post, { tracker, sentiment, who }) =>
      database.inWorkspace(workspace, async (db, sql) => {
        const [row] = await sql<Row[]>`
          select p.network, p.author_id, a.handle, p.sentiment, ${phraseOf(sql)} as phrase
          from posts p
          left join authors a on a.network = p.network and a.id = p.author_id
          where p.key = ${post} and p.gone_at is null and exists (
            select 1 from trackers t
            join listeners l on l.tracker_id = t.id
            join feed_posts fp on fp.feed_id = l.feed_id and fp.posted_at = p.posted_at and fp.post_key = p.key
            where t.workspace_id = ${workspace} and t.id = ${tracker}
          )`;
        if (!row) return "unknown";
        const { network, author_id: authorId, phrase } = row;
        if (authorId === null) return "nameless";
        if (phrase === "") return "wordless";
        const same = and(
          own,
          eq(corrections.network, network),
          eq(corrections.authorId, authorId),
          eq(corrections.phrase, phrase),
        );
        const [before] = await db.select().from(corrections).where(same);
        const [made] = await db.select({ count: count() }).from(corrections).where(own);
        if (!before && (made?.count ?? 0) >= correctionsMax) return "full";
        const said = { sentiment, correctedBy: who, correctedAt: clock.now() };
        const [stored] = await db
          .insert(corrections)
          .values({
            ...said,
            workspaceId: workspace,
            network,
            authorId,
            authorBit: sketchPosition(network, authorId),
            phrase,
          })
          .onConflictDoUpdate({
            target: [corrections.workspaceId, corrections.network, corrections.authorId, corrections.phrase],
            set: said,
          })
          .returning({ id: corrections.id });
        if (!stored) throw new Error("the correction was not stored");
        const earlier = (before?.sentiment ?? null) as Sentiment | null;
        return {
          id: stored.id,
          network,
          author: row.handle ?? authorId,
          sentiment,
          was: earlier ?? row.sentiment,
          before: earlier,
        };
      }),
    restore: (id, before) =>
      database.inWorkspace(workspace, async (db) => {
        const one = and(own, eq(corrections.id, id));
        if (before === null) await db.delete(corrections).where(one);
        else await db.update(corrections).set({ sentiment: before }).where(one);
      }),
  };
}
