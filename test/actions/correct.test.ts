import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import correct from "../../src/actions/correct.ts";
import undo from "../../src/actions/undo.ts";
import { hourMs, minuteMs } from "../../src/model/clock.ts";
import { UserError } from "../../src/model/errors.ts";
import type { Tracker } from "../../src/model/tracker.ts";
import { ann, ben, channel, openStage, type Stage } from "../jobs/services.ts";
import { sampleAuthor, samplePost } from "../store/sample-posts.ts";

const noon = new Date("2026-11-20T12:00:00Z");
let stage: Stage;
let tracker: Tracker;
let key: number;
let made = 0;

beforeAll(async () => {
  stage = await openStage({ now: noon });
});
afterAll(() => stage.close());
beforeEach(async () => {
  const tracked = await stage.track(`tag${++made}`);
  ({ tracker } = tracked);
  const post = samplePost(`post-${made}`, new Date(noon.getTime() - minuteMs), {
    author: sampleAuthor(`a${made}`),
    text: "what a sick show",
    sentiment: "negative",
  });
  await stage.services.feeds.write({ posts: [{ post, feeds: tracked.feeds }], at: noon, seen: [] });
  key = (await topPost()).key;
});

const topPost = async () => {
  const scope = { trackers: [tracker.id], from: new Date(noon.getTime() - hourMs), to: noon };
  const [line] = await stage.tenant.reader.topPosts(scope, 1);
  if (!line) throw new Error("there is no post");
  return line;
};
const press = (value: string, id = channel.id, who = ann) =>
  correct.run({ value, values: {}, where: { channel: { ...channel, id } }, who, message: null }, stage.services);
const latest = async (id = tracker.id) => (await stage.tenant.changes.latest("correct", id))?.id ?? 0;
const takeBack = (change: number) =>
  undo.run({ value: `${change}`, values: {}, where: { channel }, who: ben, message: null }, stage.services);

test("needs the right to manage, since everybody here reads it so from then on", () => {
  expect(correct.writes).toBe(true);
});

test("tells the channel what is read otherwise, by whom, and can be taken back", async () => {
  const reply = await press(`${tracker.id}:${key}-positive`);
  expect(reply.visible).toBe("channel");
  const card = reply.card?.("en");
  expect(card?.title).toBe(`@handle-a${made}’s post is positive, not negative`);
  expect((await topPost()).sentiment).toBe("positive");
  const undone = await takeBack(await latest());
  expect(undone).toMatchObject({ visible: "channel", replace: true });
  expect((await topPost()).sentiment).toBe("negative");
});

test("a second one is taken back to the first", async () => {
  await press(`${tracker.id}:${key}-positive`);
  await press(`${tracker.id}:${key}-neutral`);
  await takeBack(await latest());
  expect((await topPost()).sentiment).toBe("positive");
});

test("one that was replaced cannot be taken back before what replaced it, also where that came through another tracker", async () => {
  await press(`${tracker.id}:${key}-neutral`);
  const anns = await latest();
  const other = await stage.track(`other${made}`);
  const feeds = await stage.services.feeds.ensureMany([
    { source: "quiet", network: "bluesky", subject: tracker.subject, workspace: null },
  ]);
  await stage.tenant.trackers.setFeeds(
    other.tracker.id,
    feeds.map(({ id }) => id),
  );
  await press(`${other.tracker.id}:${key}-positive`, channel.id, ben);
  await expect(takeBack(anns)).rejects.toThrow("That post was corrected again since.");
  expect((await topPost()).sentiment).toBe("positive");
  await takeBack(await latest(other.tracker.id));
  expect((await topPost()).sentiment).toBe("neutral");
  await takeBack(anns);
  expect((await topPost()).sentiment).toBe("negative");
});

test("one that is gone by itself leaves nothing to take back", async () => {
  await press(`${tracker.id}:${key}-neutral`);
  await stage.database.inWorkspace(channel.workspace, (_, sql) => sql`delete from corrections`);
  await expect(takeBack(await latest())).rejects.toThrow("There is nothing here to take back.");
});

test("refuses what is no sentiment, no post of it, or of another channel", async () => {
  for (const value of [
    `${tracker.id}:${key}-happy`,
    `${tracker.id}:${key}`,
    `${tracker.id}:-positive`,
    `${tracker.id}:999999-positive`,
    `0:${key}-positive`,
    "",
  ])
    await expect(press(value), value).rejects.toThrow(UserError);
  await expect(press(`${tracker.id}:${key}-positive`, "C2")).rejects.toThrow(UserError);
  expect((await topPost()).sentiment).toBe("negative");
});
