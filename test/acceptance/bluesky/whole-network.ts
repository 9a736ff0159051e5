import { setTimeout as sleep } from "node:timers/promises";
import { TestNetwork } from "@atproto/dev-env";
import { openDatabase } from "../../postgres.ts";
import { missingRedis, openRedis } from "../../redis.ts";

/** A server with accounts, and an AppView that reads along and answers searches. */
export interface WholeNetwork {
  readonly network: TestNetwork;
  /** Resolves when the AppView knows all that was written. */
  indexed(): Promise<void>;
  close(): Promise<void>;
}

/** The reason where it cannot be had here. */
export async function openWholeNetwork(withinMs: number): Promise<WholeNetwork | string> {
  const redis = await openRedis();
  if (!redis) return missingRedis ?? "needs redis-server in the PATH";
  const { host, pathname } = new URL(redis.url);
  if (pathname.length > 1) {
    await redis.close();
    return "needs redis-server in the PATH: the AppView takes a Redis of its own only";
  }
  const database = await openDatabase();
  const closeBoth = async () => {
    await database.close();
    await redis.close();
  };
  process.env["REDIS_HOST"] = host;
  const creating = TestNetwork.create({ dbPostgresUrl: database.ownerUrl, dbPostgresSchema: "network" });
  const failed = creating.catch((error: unknown) => `does not come up: ${error}`);
  const network = await Promise.race([failed, sleep(withinMs, `does not come up in ${withinMs / 1_000} s`)]);
  if (typeof network === "string") {
    await closeBoth();
    return network;
  }
  return {
    network,
    indexed: () => network.processAll(30_000),
    async close() {
      await network.close();
      await closeBoth();
    },
  };
}
