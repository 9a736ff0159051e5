import type { Database } from "../../src/store/database.ts";

let made = 0;

/** A tracker of a workspace with the feeds it listens to, in the tables as they are; gives back its id. */
export async function sampleTracker(
  database: Database,
  workspace: string,
  feeds: readonly number[],
  { ends_at = null, removed_at = null }: { ends_at?: string | null; removed_at?: string | null } = {},
): Promise<number> {
  return database.inWorkspace(workspace, async (_, sql) => {
    const key = `tracked${++made}`;
    await sql`insert into workspaces (id, surface, name, created_at) values (${workspace}, 'slack', ${workspace}, now()) on conflict do nothing`;
    const [subject] =
      await sql`insert into subjects (kind, key, display) values ('hashtag', ${key}, ${key}) returning id`;
    const [tracker] = await sql`
      insert into trackers (workspace_id, surface, channel_id, subject_id, display, networks, pace_ms, sensitivity, created_by, created_at, ends_at, removed_at)
      values (${workspace}, 'slack', 'C1', ${subject?.["id"]}, ${key}, '{}', 60000, 'balanced', '{"id":"U1","name":"Ann"}', now(), ${ends_at}, ${removed_at})
      returning id`;
    const id = Number(tracker?.["id"]);
    for (const feed of feeds) {
      await sql`insert into listeners (feed_id, tracker_id, workspace_id, pace_ms) values (${feed}, ${id}, ${workspace}, 60000)`;
    }
    return id;
  });
}
