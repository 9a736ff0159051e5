import { and, eq, sql } from "drizzle-orm";
import type { Deliveries } from "../model/delivery.ts";
import type { SurfaceName } from "../model/place.ts";
import type { Database } from "./database.ts";
import { deliveries } from "./tenant-tables.ts";

/** A claim whose process died is free again after this time (real time: the dead do not wait for a replay's clock). */
const claimSeconds = 60;

export function deliveriesOf(database: Database, workspace: string): Deliveries {
  const mine = (key: string) => and(eq(deliveries.workspaceId, workspace), eq(deliveries.key, key));
  return {
    claim: (key) =>
      database.inWorkspace(workspace, async (db) => {
        const [claimed] = await db
          .insert(deliveries)
          .values({ workspaceId: workspace, key, state: "claimed", claimedAt: sql`now()` })
          .onConflictDoUpdate({
            target: [deliveries.workspaceId, deliveries.key],
            set: { state: "claimed", claimedAt: sql`now()`, attempts: sql`${deliveries.attempts} + 1` },
            setWhere: sql`${deliveries.state} = 'failed' or (${deliveries.state} = 'claimed' and ${deliveries.claimedAt} < now() - make_interval(secs => ${claimSeconds}))`,
          })
          .returning({ id: deliveries.id });
        if (claimed) return { claimed: true };
        const [there] = await db.select().from(deliveries).where(mine(key));
        if (there?.state !== "sent" || !there.messageId || !there.channelId) return { claimed: false, message: null };
        const channel = { surface: there.surface as SurfaceName, workspace, id: there.channelId };
        return { claimed: false, message: { channel, id: there.messageId } };
      }),
    sent: (key, { channel, id }) =>
      database.inWorkspace(workspace, async (db) => {
        await db
          .update(deliveries)
          .set({
            state: "sent",
            surface: channel.surface,
            channelId: channel.id,
            messageId: id,
            sentAt: sql`now()`,
            problem: null,
          })
          .where(mine(key));
      }),
    failed: (key, problem) =>
      database.inWorkspace(workspace, async (db) => {
        await db.update(deliveries).set({ state: "failed", problem }).where(mine(key));
      }),
  };
}
