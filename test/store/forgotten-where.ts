import type { Tenant } from "../../src/model/tenant.ts";
import { openDatabase as connect } from "../../src/store/database.ts";
import { openMessages } from "../../src/store/messages.ts";
import { openStore } from "../../src/store/store.ts";
import type { openFurnished } from "./furnished-tenants.ts";
import { theirs } from "./furnished-tenants.ts";
import { openWire } from "./postgres-wire.ts";

/** One `workspace_id = $n` of a statement (or the id of a workspace itself), counted from 0. */
export interface Condition {
  readonly statement: string;
  readonly n: number;
}

const pattern =
  /(?<=\b(?:where|and|or|on)\s+|\()(?:(?:"?\w+"?\.)?"?\bworkspace_id\b"?|"workspaces"\."id")\s*=\s*\$\d+/gu;

const conditionsOf = (statement: string): Condition[] =>
  [...statement.matchAll(pattern)].map((_, n) => ({ statement, n }));

/** As if it had never been written there; the parameter stays, or Postgres would refuse it. */
function without(statement: string, { n }: Condition): string {
  let seen = 0;
  return statement.replace(pattern, (found) => (seen++ === n ? `(${found} or true)` : found));
}

export interface Asker {
  readonly tenant: Tenant;
  readonly messages: ReturnType<typeof openMessages>;
}

/** What one verb did: what it answered, and the conditions it was asked with. */
export interface Answer {
  readonly said: string;
  readonly met: readonly Condition[];
  /** Whether the condition that was to be forgotten came by. */
  readonly forgot: boolean;
}

/** Lets `theirs` ask on a connection of its own, where one condition is forgotten. */
export async function ask(
  { appUrl, clock }: Awaited<ReturnType<typeof openFurnished>>,
  verb: (asker: Asker) => Promise<unknown>,
  forgotten: Condition | null = null,
): Promise<Answer> {
  const met: Condition[] = [];
  let forgot = false;
  const wire = await openWire(appUrl, (statement) => {
    met.push(...conditionsOf(statement));
    if (statement !== forgotten?.statement) return statement;
    forgot = true;
    return without(statement, forgotten);
  });
  const database = connect(wire.url);
  try {
    const asker = { tenant: openStore(database, clock).tenant(theirs), messages: openMessages(database) };
    const said = await verb(asker).then(
      (result) => JSON.stringify(result) ?? "",
      (error: unknown) => `threw ${(error as Error).message}`,
    );
    return { said, met, forgot };
  } finally {
    await database.close();
    await wire.close();
  }
}

/** Numbers of what `mine` made, and what else tells of it (see openFurnished). */
export const marksOf = (said: string): string[] => said.match(/\b900\d{3}\b|sent in slack:TA/gu) ?? [];
