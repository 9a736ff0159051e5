import { and, eq } from "drizzle-orm";
import type { Subject } from "../model/subject.ts";
import { subjects } from "./collected-tables.ts";
import type { Database } from "./database.ts";

/** The id of a subject, made on first sight; the first typing stays its display. */
export async function subjectId(db: Database["drizzle"], subject: Subject): Promise<number> {
  const { kind, key, display } = subject;
  const [made] = await db
    .insert(subjects)
    .values({ kind, key, display })
    .onConflictDoNothing()
    .returning({ id: subjects.id });
  if (made) return made.id;
  const [there] = await db
    .select({ id: subjects.id })
    .from(subjects)
    .where(and(eq(subjects.kind, kind), eq(subjects.key, key)));
  if (!there) throw new Error("a subject conflicted with one that is not there");
  return there.id;
}
