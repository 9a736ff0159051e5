import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Card } from "../../src/cards/card.ts";
import type { MessageChange, MessageLog } from "../../src/chat/playground/log.ts";
import { openDatabase as connect, type Database } from "../../src/store/database.ts";
import { openMessages } from "../../src/store/messages.ts";
import { workspaces } from "../../src/store/workspace-table.ts";
import { openDatabase } from "../postgres.ts";

const at = new Date("2026-12-01T10:00:00Z");
const later = new Date("2026-12-01T10:05:00Z");
const card: Card = {
  title: "Tracking #worldcup",
  tone: "good",
  summary: "Tracking #worldcup",
  parts: [
    { kind: "text", text: ["since ", { time: at, style: "clock" }] },
    {
      kind: "posts",
      posts: [{ network: "Bluesky", author: "ana", text: "gol", url: null, at, figures: "3 likes", sensitive: false }],
    },
  ],
};

describe("the playground's messages in Postgres", () => {
  let database: Database;
  let other: Database;
  let log: MessageLog;
  let close: () => Promise<void>;

  beforeAll(async () => {
    const opened = await openDatabase();
    close = opened.close;
    database = connect(opened.appUrl);
    other = connect(opened.appUrl);
    log = openMessages(database);
    for (const id of ["playground", "elsewhere"])
      await database.inWorkspace(id, (db) =>
        db.insert(workspaces).values({ id, surface: "playground", name: id, createdAt: at }),
      );
  });
  afterAll(async () => {
    await database?.close();
    await other?.close();
    await close?.();
  });

  const add = (
    channel: string,
    content: Card | { said: string },
    onlyFor: string | null = null,
    workspace = "playground",
  ) =>
    log.add({ workspace, channel, author: "said" in content ? { id: "p1", name: "You" } : null, onlyFor, content, at });

  test("a card comes back as it went in, dates and all", async () => {
    const id = await add("round-trip", card);
    expect(await log.get("playground", id)).toEqual({
      id,
      workspace: "playground",
      channel: "round-trip",
      author: null,
      onlyFor: null,
      content: card,
      postedAt: at,
      editedAt: null,
    });
  });

  test("a list has the newest ones, oldest first, of one channel only", async () => {
    for (const said of ["one", "two", "three"]) await add("order", { said });
    await add("order-2", { said: "elsewhere" });
    const listed = await log.list("playground", "order", "p1", 2);
    expect(listed.map((message) => message.content)).toEqual([{ said: "two" }, { said: "three" }]);
  });

  test("what is for one person is listed to that person alone", async () => {
    await add("whispers", { said: "all" });
    await add("whispers", card, "ana");
    expect(await log.list("playground", "whispers", "ana", 10)).toHaveLength(2);
    expect(await log.list("playground", "whispers", "ben", 10)).toHaveLength(1);
  });

  test("another workspace can neither read, list nor change a message", async () => {
    const id = await add("walls", card);
    expect(await log.get("elsewhere", id)).toBeNull();
    expect(await log.list("elsewhere", "walls", "p1", 10)).toEqual([]);
    expect(await log.change("elsewhere", id, { ...card, title: "taken over" }, later)).toBe(false);
    expect((await log.get("playground", id))?.content).toEqual(card);
  });

  test("a change replaces the card and remembers when", async () => {
    const id = await add("edits", card);
    expect(await log.change("playground", id, { ...card, title: "Renamed" }, later)).toBe(true);
    expect(await log.get("playground", id)).toMatchObject({ content: { title: "Renamed" }, editedAt: later });
  });

  test.each(["", "0x10", "1; drop", "99999999999999999999", "abc"])("the made-up id %j is nobody's", async (id) => {
    expect(await log.get("playground", id)).toBeNull();
    expect(await log.change("playground", id, card, later)).toBe(false);
  });

  test("text that jsonb cannot hold is stored with replacement characters", async () => {
    const id = await add("dirty", { said: "a\0b\ud800c 🌊" });
    expect((await log.get("playground", id))?.content).toEqual({ said: "a\ufffdb\ufffdc 🌊" });
  });

  test("a change made through other connections is told, with ids only", async () => {
    const changes: MessageChange[] = [];
    let told = () => {};
    const stop = await openMessages(other).subscribe({
      changed(change) {
        changes.push(change);
        told();
      },
      resumed: () => {},
    });
    const next = () => new Promise<void>((resolve) => (told = resolve));
    let wait = next();
    const id = await add("told", card);
    await wait;
    wait = next();
    await log.change("playground", id, card, later);
    await wait;
    const change = { workspace: "playground", channel: "told", id };
    expect(changes).toEqual([change, change]);
    await stop();
  });
});
