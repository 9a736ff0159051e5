import { gte, sql, sum } from "drizzle-orm";
import { dayMs } from "../model/clock.ts";
import type { Usages } from "../model/usage.ts";
import { quotas } from "./collected-tables.ts";
import type { Database } from "./database.ts";

/** Who runs this, and so pays for what is asked without a linked account. */
const operator = "";

export function usagesOf({ drizzle: db }: Pick<Database, "drizzle">): Usages {
  return {
    async add(used, at) {
      if (used.length === 0) return;
      await db
        .insert(quotas)
        .values(used.map((one) => ({ ...one, payer: operator, windowStart: dayOf(at) })))
        .onConflictDoUpdate({
          target: [quotas.source, quotas.payer, quotas.windowStart],
          set: {
            requests: sql`${quotas.requests} + excluded.requests`,
            costUsd: sql`${quotas.costUsd} + excluded.cost_usd`,
          },
        });
    },
    async since(from) {
      const rows = await db
        .select({ source: quotas.source, requests: sum(quotas.requests), costUsd: sum(quotas.costUsd) })
        .from(quotas)
        .where(gte(quotas.windowStart, dayOf(from)))
        .groupBy(quotas.source);
      return rows.map(({ source, requests, costUsd }) => ({
        source,
        requests: Number(requests),
        costUsd: Number(costUsd),
      }));
    },
  };
}

const dayOf = (at: Date): Date => new Date(Math.floor(at.getTime() / dayMs) * dayMs);
