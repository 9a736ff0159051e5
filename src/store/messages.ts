import { and, desc, eq, isNull, or } from "drizzle-orm";
import type { Card } from "../cards/card.ts";
import type { Person } from "../model/place.ts";
import type { Database } from "./database.ts";
import { messages } from "./tenant-tables.ts";

/** Told on this Postgres channel, so that the process that shows a message need not be the one that wrote it. */
const notifyChannel = "groundswell_messages";
const listMax = 200;

export interface MessageChange {
  readonly workspace: string;
  readonly channel: string;
  readonly id: string;
}

type Content = Card | { readonly said: string };

interface StoredMessage {
  readonly id: string;
  readonly workspace: string;
  readonly channel: string;
  readonly author: Person | null;
  readonly onlyFor: string | null;
  readonly content: Content;
  readonly postedAt: Date;
  readonly editedAt: Date | null;
}

/**
 * The playground's messages (chat/playground/log.ts describes the verbs). The workspace's own row must be there before
 * its first message.
 */
export function openMessages(database: Database) {
  const mine = (workspace: string, id: string) => and(eq(messages.workspaceId, workspace), eq(messages.id, Number(id)));
  return {
    add: (message: Omit<StoredMessage, "id" | "postedAt" | "editedAt"> & { readonly at: Date }): Promise<string> =>
      database.inWorkspace(message.workspace, async (db, sql) => {
        const { workspace, channel, author, onlyFor, content, at } = message;
        const values = {
          workspaceId: workspace,
          channelId: channel,
          author,
          onlyFor,
          content: storable(content),
          postedAt: at,
        };
        const [row] = await db.insert(messages).values(values).returning({ id: messages.id });
        if (!row) throw new Error("the message was not stored");
        const change: MessageChange = { workspace, channel, id: String(row.id) };
        await sql`select pg_notify(${notifyChannel}, ${JSON.stringify(change)})`;
        return change.id;
      }),

    change: (workspace: string, id: string, card: Card, at: Date): Promise<boolean> =>
      database.inWorkspace(workspace, async (db, sql) => {
        if (!isId(id)) return false;
        const [row] = await db
          .update(messages)
          .set({ content: storable(card), editedAt: at })
          .where(mine(workspace, id))
          .returning({ channel: messages.channelId });
        if (!row) return false;
        const change: MessageChange = { workspace, channel: row.channel, id };
        await sql`select pg_notify(${notifyChannel}, ${JSON.stringify(change)})`;
        return true;
      }),

    get: (workspace: string, id: string): Promise<StoredMessage | null> =>
      database.inWorkspace(workspace, async (db) => {
        if (!isId(id)) return null;
        const [row] = await db.select().from(messages).where(mine(workspace, id));
        return row ? toMessage(row) : null;
      }),

    list: (workspace: string, channel: string, viewer: string, count: number): Promise<readonly StoredMessage[]> =>
      database.inWorkspace(workspace, async (db) => {
        const rows = await db
          .select()
          .from(messages)
          .where(
            and(
              eq(messages.workspaceId, workspace),
              eq(messages.channelId, channel),
              or(isNull(messages.onlyFor), eq(messages.onlyFor, viewer)),
            ),
          )
          .orderBy(desc(messages.id))
          .limit(Math.min(count, listMax));
        return rows.map(toMessage).reverse();
      }),

    async subscribe(listener: { changed(change: MessageChange): void; resumed(): void }): Promise<() => Promise<void>> {
      let listening = false;
      const { unlisten } = await database.sql.listen(
        notifyChannel,
        (payload) => listener.changed(JSON.parse(payload) as MessageChange),
        () => {
          if (listening) listener.resumed();
          listening = true;
        },
      );
      return unlisten;
    },
  };
}

/** Ids come back from browsers: anything but digits that fit a bigint (and a number) is nobody's. */
const isId = (id: string): boolean => /^\d{1,15}$/.test(id);

const toMessage = (row: typeof messages.$inferSelect): StoredMessage => ({
  id: String(row.id),
  workspace: row.workspaceId,
  channel: row.channelId,
  author: row.author,
  onlyFor: row.onlyFor,
  content: revived(row.content) as Content,
  postedAt: row.postedAt,
  editedAt: row.editedAt,
});

/** jsonb holds neither NUL nor half a surrogate pair; posts of strangers and pasted text may. */
function storable(content: Content): unknown {
  const clean = (_key: string, value: unknown) =>
    typeof value === "string" ? value.replace(/\p{Surrogate}/gu, "\ufffd").replaceAll("\0", "\ufffd") : value;
  return JSON.parse(JSON.stringify(content, clean));
}

/** The Dates of a card are those under "time" and "at" (cards/card.ts); JSON made strings of them. */
function revived(json: unknown): unknown {
  if (Array.isArray(json)) return json.map(revived);
  if (typeof json !== "object" || json === null) return json;
  return Object.fromEntries(
    Object.entries(json).map(([key, value]) => [
      key,
      (key === "time" || key === "at") && typeof value === "string" ? new Date(value) : revived(value),
    ]),
  );
}
