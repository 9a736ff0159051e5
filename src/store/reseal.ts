import { and, asc, eq, gt, isNotNull, sql } from "drizzle-orm";
import type { KeyUse, Rotated, RotateOptions } from "../model/installation.ts";
import type { Database } from "./database.ts";
import { boundOf } from "./installation-row.ts";
import { asKeeper } from "./keeper.ts";
import { keyIdOf, type Seals } from "./seal.ts";
import { installations } from "./tenant-tables.ts";

/** Rows looked at in one go. */
const pageRows = 200;

/** Every row is its own transaction in its own workspace, and one that is done is passed over: safe to interrupt and to run twice. */
export async function resealAll(
  database: Database,
  seals: Seals,
  { signal, progress }: RotateOptions = {},
): Promise<Rotated> {
  const done = { resealed: 0, current: 0 };
  const unreadable: string[] = [];
  const of = await countSealed(database);
  for await (const rows of sealedRows(database)) {
    for (const { id, workspaceId } of rows) {
      signal?.throwIfAborted();
      const outcome = await database.inWorkspace(workspaceId, (db) => reseal(db, id, seals));
      if (outcome === "unreadable") unreadable.push(workspaceId);
      else done[outcome] += 1;
    }
    progress?.(done.resealed + done.current + unreadable.length, of);
  }
  return { ...done, unreadable };
}

/** One line per key in use, the one that seals now first. */
export async function keyUses(database: Database, seals: Seals): Promise<readonly KeyUse[]> {
  const uses = new Map<string, { keyId: string; isCurrent: boolean; installations: number; unreadable: string[] }>();
  for await (const rows of sealedRows(database))
    for (const row of rows) {
      const keyId = keyIdOf(row.sealed) ?? "of no key";
      const use = uses.get(keyId) ?? {
        keyId,
        isCurrent: seals.isCurrent(row.sealed),
        installations: 0,
        unreadable: [],
      };
      use.installations += 1;
      if (opened(row, seals) === null) use.unreadable.push(row.workspaceId);
      uses.set(keyId, use);
    }
  return [...uses.values()].sort((a, b) => Number(b.isCurrent) - Number(a.isCurrent));
}

interface SealedRow {
  readonly id: number;
  readonly workspaceId: string;
  readonly surface: string;
  readonly sealed: string;
}

const sealedColumns = {
  id: installations.id,
  workspaceId: installations.workspaceId,
  surface: installations.surface,
  sealed: sql<string>`${installations.sealed}`,
};

async function* sealedRows(database: Database): AsyncGenerator<readonly SealedRow[]> {
  for (let last = 0; ; ) {
    const from = last;
    const rows = await asKeeper(database, (db) =>
      db
        .select(sealedColumns)
        .from(installations)
        .where(and(isNotNull(installations.sealed), gt(installations.id, from)))
        .orderBy(asc(installations.id))
        .limit(pageRows),
    );
    if (rows.length > 0) yield rows;
    if (rows.length < pageRows) return;
    last = rows.at(-1)?.id ?? last;
  }
}

const countSealed = (database: Database): Promise<number> =>
  asKeeper(database, async (db) => {
    const [row] = await db
      .select({ count: sql<number>`count(*)::int` })
      .from(installations)
      .where(isNotNull(installations.sealed));
    return row?.count ?? 0;
  });

/** The row is held, so that tokens which are renewed at this moment are neither lost nor sealed anew in vain. */
async function reseal(
  db: Database["drizzle"],
  id: number,
  seals: Seals,
): Promise<"resealed" | "current" | "unreadable"> {
  const here = and(eq(installations.id, id), isNotNull(installations.sealed));
  const [row] = await db.select(sealedColumns).from(installations).where(here).for("update");
  if (!row || seals.isCurrent(row.sealed)) return "current";
  const text = opened(row, seals);
  if (text === null) return "unreadable";
  await db
    .update(installations)
    .set({ sealed: seals.seal(text, boundOf(row)) })
    .where(here);
  return "resealed";
}

function opened(row: SealedRow, seals: Seals): string | null {
  try {
    return seals.open(row.sealed, boundOf(row)).reveal();
  } catch {
    return null;
  }
}
