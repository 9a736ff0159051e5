import { chmodSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import postgres from "postgres";
import type { TestProject } from "vitest/node";
import { startEmbedded } from "../src/store/embedded.ts";
import { migrate } from "../src/store/migrate.ts";

declare module "vitest" {
  interface ProvidedContext {
    /** The server of this run: its maintenance database, as the owner and as the product. */
    postgres: { ownerUrl: string; appUrl: string };
  }
}

/** What each test file's database is copied from. */
export const template = "template_groundswell";

/** One Postgres for the whole run; it may lose everything at a power cut, and is thrown away at the end. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const dataDir = mkdtempSync(join(tmpdir(), "groundswell-test-"));
  // Started by root, Postgres runs as another user, who has to get in.
  chmodSync(dataDir, 0o711);
  const removeDir = () => rmSync(dataDir, { recursive: true, force: true });
  try {
    const embedded = await startEmbedded({
      dataDir,
      log: () => {},
      settings: { fsync: "off", synchronous_commit: "off", full_page_writes: "off", max_connections: "200" },
    });
    const teardown = async () => {
      await embedded.stop();
      removeDir();
    };
    try {
      await makeTemplate(embedded.ownerUrl);
    } catch (error) {
      await teardown();
      throw error;
    }
    project.provide("postgres", { ownerUrl: embedded.ownerUrl, appUrl: embedded.appUrl });
    return teardown;
  } catch (error) {
    removeDir();
    throw error;
  }
}

async function makeTemplate(ownerUrl: string): Promise<void> {
  const sql = postgres(ownerUrl, { max: 1, onnotice: () => {} });
  await sql`CREATE DATABASE ${sql(template)}`;
  await sql.end();
  const url = new URL(ownerUrl);
  url.pathname = template;
  await migrate(url.href);
}
