import { type Environment, readConfig } from "../config.ts";
import { type Database, openDatabase } from "../store/database.ts";
import { startEmbedded } from "../store/embedded.ts";
import { migrate } from "../store/migrate.ts";

/** Opens the database that the environment names, or the one of our own, for as long as the work takes. */
export async function withDatabase<T>(env: Environment, work: (database: Database) => Promise<T>): Promise<T> {
  const { databaseUrl, dataDir } = readConfig(env);
  const embedded = databaseUrl ? null : await startEmbedded({ dataDir, log: () => {} });
  try {
    await migrate(embedded?.ownerUrl ?? databaseUrl?.reveal() ?? "");
    const database = openDatabase(embedded?.appUrl ?? databaseUrl?.reveal() ?? "");
    try {
      return await work(database);
    } finally {
      await database.close();
    }
  } finally {
    await embedded?.stop();
  }
}
