import type { TransactionSql } from "postgres";
import { arrayLiteral } from "./array-literal.ts";

/** First half of the advisory lock's name, so that it meets no other use. */
const ingest = 0x1696e73;

/**
 * Until the transaction ends, this one alone changes posts and rollups of the networks: what a post had before is then
 * certain, so nothing it gains is counted twice. In one order everywhere, so that two never wait for each other. Must be a
 * statement of its own: the one after it sees what was committed while this one waited.
 */
export const lockNetworks = (sql: TransactionSql, networks: Iterable<string>) => sql`
  select pg_advisory_xact_lock(${ingest}, lane) from (
    select distinct hashtext(network) as lane from unnest(${arrayLiteral([...new Set(networks)])}::text[]) as wanted(network) order by lane
  ) lanes`;
