import { bucketOf, dayMs } from "../model/clock.ts";
import type { Database } from "./database.ts";

const nameOf = (time: Date): string => bucketOf(time, dayMs).toISOString().slice(0, 10);

/** Makes the partitions of the day of `now` and of the days that follow. */
export async function makeSnapshotDays({ sql }: Database, now: Date, ahead: number): Promise<void> {
  for (let day = 0; day <= ahead; day++) {
    await sql`select make_snapshot_day(${nameOf(new Date(now.getTime() + day * dayMs))}::date)`;
  }
}

/** Readings queue behind a drop that has to wait, e.g. for a backup: then it is left to the next run. */
const waitMs = 2_000;
/** Postgres' code for "lock not available" (postgresql.org/docs/current/errcodes-appendix.html). */
const notAvailable = "55P03";

/** Drops the partitions of the days before that of `before`. Says how many. */
export async function dropSnapshotDays({ sql }: Database, before: Date): Promise<number> {
  try {
    const [days] = await sql.begin(async (tx) => {
      await tx`select set_config('lock_timeout', ${`${waitMs}ms`}, true)`;
      return tx<{ dropped: number }[]>`select drop_snapshot_days(${nameOf(before)}::date) as dropped`;
    });
    return days?.dropped ?? 0;
  } catch (error) {
    if ((error as { code?: string }).code === notAvailable) return 0;
    throw error;
  }
}
