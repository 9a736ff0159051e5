import type { Database } from "../../src/store/database.ts";

interface Row {
  readonly at: string;
  readonly observed: number;
  readonly engagement: number;
  readonly views: number;
  readonly negative: number;
  readonly neutral: number;
  readonly positive: number;
}

/** What a feed has in each minute or hour, oldest first; `at` as "DD HH:MM". */
export async function rollupRows(
  database: Database,
  feed: number,
  table: "rollup_hours" | "rollup_minutes" = "rollup_minutes",
): Promise<Row[]> {
  const rows = await database.sql<Row[]>`
    select to_char(r.at, 'DD HH24:MI') as at, observed, engagement::float8, views::float8, negative, neutral, positive
    from ${database.sql(table)} r where feed_id = ${feed} order by r.at`;
  return [...rows];
}

export const rollupRow = (at: string, sums: Partial<Row>): Row => ({
  at,
  observed: 0,
  engagement: 0,
  views: 0,
  negative: 0,
  neutral: 0,
  positive: 0,
  ...sums,
});
