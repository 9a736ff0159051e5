import type { TransactionSql } from "postgres";

/** Told with the ids of feeds, separated by commas, as soon as what they gained or lost is committed. */
export const rollupChannel = "groundswell_rollup";
/** More feeds than this in one notification may pass Postgres's 8,000 bytes. */
const feedsPerNotice = 400;

export const notices = (sql: TransactionSql, feeds: readonly number[]) =>
  Array.from(
    { length: Math.ceil(feeds.length / feedsPerNotice) },
    (_, i) =>
      sql`select pg_notify(${rollupChannel}, ${feeds.slice(i * feedsPerNotice, (i + 1) * feedsPerNotice).join(",")})`,
  );
