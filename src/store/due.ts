import type { DueWork } from "../model/feeds.ts";
import { asCollector } from "./collector.ts";
import type { Database } from "./database.ts";

/** What is looked at in one go. */
const dueMax = 500;

/** What of all workspaces has its time, the longest due first: numbers only. */
export const dueWork = (database: Database, now: Date): Promise<readonly DueWork[]> =>
  asCollector(
    database,
    (tx) => tx<DueWork[]>`
      select what, workspace, id::float8 as id from (
        select 'roundup' as what, workspace_id as workspace, id, due_at as at from roundups where due_at is not null
        union all
        select 'escalation', workspace_id, id, escalate_at from incidents where escalate_at is not null
        union all
        select 'end', workspace_id, id, ends_at from trackers
        where ends_at is not null and end_told_at is null and removed_at is null
      ) as waiting
      where at <= ${now.toISOString()}
      order by at limit ${dueMax}`,
  );
