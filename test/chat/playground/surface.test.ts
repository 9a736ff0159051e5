import { describe, expect, test } from "vitest";
import type { Card } from "../../../src/cards/card.ts";
import { playgroundChannel } from "../../../src/chat/playground/log.ts";
import { createPlayground } from "../../../src/chat/playground/surface.ts";
import { memoryLog } from "./memory-log.ts";

const at = new Date("2026-12-01T10:00:00Z");
const card = (title: string): Card => ({ title, tone: "neutral", summary: title, parts: [] });
const where = { channel: playgroundChannel };

describe("the playground as a chat surface", () => {
  const log = memoryLog();
  const playground = createPlayground({ log, clock: { now: () => at } });
  const titles = async (viewer: string) =>
    (await log.list("playground", "general", viewer, 10)).map(({ content }) =>
      "title" in content ? content.title : content.said,
    );

  test("posts as Groundswell, at the clock's time", async () => {
    const ref = await playground.post(where, card("hello"));
    expect(await log.get("playground", ref.id)).toMatchObject({
      author: null,
      onlyFor: null,
      postedAt: at,
      editedAt: null,
    });
  });

  test("updates in place, and posts afresh where the message is gone", async () => {
    const ref = await playground.post(where, card("before"));
    expect(await playground.update(ref, card("after"))).toEqual(ref);
    const fresh = await playground.update({ ...ref, id: "404" }, card("afresh"));
    expect(fresh.id).not.toBe("404");
    expect(await titles("ana")).toEqual(["hello", "after", "afresh"]);
  });

  test("whispers to one person", async () => {
    await playground.whisper(where, { id: "ana", name: "You" }, card("psst"));
    expect(await titles("ana")).toContain("psst");
    expect(await titles("ben")).not.toContain("psst");
  });
});
