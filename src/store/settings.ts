import { eq, type SQL, sql } from "drizzle-orm";
import { languages } from "../model/language.ts";
import { managers, type Settings, type SettingsStore, usualSettings } from "../model/settings.ts";
import type { Database } from "./database.ts";
import { workspaces } from "./workspace-table.ts";

/** What is stored is what differs from the usual; what cannot be read is as usual. */
export function settingsOf(database: Database, workspace: string): SettingsStore {
  const own = eq(workspaces.id, workspace);
  const write = (settings: SQL): Promise<Settings> =>
    database.inWorkspace(workspace, async (db) => {
      const [row] = await db
        .update(workspaces)
        .set({ settings })
        .where(own)
        .returning({ settings: workspaces.settings });
      if (!row) throw new Error(`there is no workspace ${workspace}`);
      return read(row.settings);
    });
  return {
    get: () =>
      database.inWorkspace(workspace, async (db) => {
        const [row] = await db.select({ settings: workspaces.settings }).from(workspaces).where(own);
        return read(row?.settings ?? {});
      }),
    change: (change) => write(sql`${workspaces.settings} || ${JSON.stringify(change)}::jsonb`),
    presume: (change) => write(sql`${JSON.stringify(change)}::jsonb || ${workspaces.settings}`),
  };
}

const read = (stored: Readonly<Record<string, unknown>>): Settings => ({
  manage: managers.find((manager) => manager === stored["manage"]) ?? usualSettings.manage,
  language: languages.find((language) => language === stored["language"]) ?? usualSettings.language,
});
