import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import relayStop from "../../src/actions/relay-stop.ts";
import undo from "../../src/actions/undo.ts";
import type { Card } from "../../src/cards/card.ts";
import follow from "../../src/commands/follow.ts";
import { readOptions } from "../../src/commands/grammar.ts";
import { minuteMs } from "../../src/model/clock.ts";
import { UserError } from "../../src/model/errors.ts";
import { ann, ben, channel, openStage, type Stage } from "../jobs/services.ts";

const noon = new Date("2026-11-20T12:00:00Z");
let stage: Stage;
let made = 0;
let here = channel;

beforeAll(async () => {
  stage = await openStage({ now: noon });
});
afterAll(() => stage.close());
beforeEach(async () => {
  here = { ...channel, id: `C${++made}` };
  stage.asked.length = 0;
  stage.surface.shown.length = 0;
  await stage.track("ferry", { channel: here });
});

const ask = (line: string, where = here) => {
  const options = readOptions(follow, line) as Parameters<typeof follow.run>[0]["options"];
  return follow.run({ options, where: { channel: where }, who: ann }, stage.services);
};
/** As the door does it: the card is posted, and its message noted. */
async function say(line: string): Promise<Card> {
  const { card, where = { channel: here }, posted, once } = await ask(line);
  if (!card) throw new Error("there is no card");
  await posted?.(await stage.services.chat.post(where, card, once?.name));
  return card("en");
}
const standing = () => stage.tenant.relays.list(here);
const only = async () => (await standing())[0]?.id ?? 0;
const controls = (card?: Card) => (card?.parts ?? []).flatMap((part) => (part.kind === "actions" ? part.controls : []));
const press = async (action: typeof undo, value: string) => {
  const reply = await action.run(
    { value, values: {}, where: { channel: here }, who: ben, message: null },
    stage.services,
  );
  return reply.card?.("en");
};
const undoOf = (card?: Card) => {
  const [control] = controls(card).filter(({ action }) => action === "undo");
  return control?.kind === "button" ? control.value : "";
};

test("each post comes, at most ten an hour, unless something else is asked for", async () => {
  const card = await say("#ferry");
  expect(card.title).toBe("Following #ferry: each post, at most 10 an hour");
  expect(await standing()).toMatchObject([
    { mode: "each", maxPerHour: 10, since: noon, toldTo: noon, createdBy: ann, nextAt: noon, lookedAt: null },
  ]);
  expect((await standing())[0]?.message).not.toBeNull();
  await say("#ferry viral max:60/h");
  expect(await standing()).toMatchObject([{ mode: "viral", maxPerHour: 60 }]);
  expect((await say("#ferry beste max:3")).title).toBe("Following #ferry: the best of each hour, at most 3");
});

test("a new one ends the earlier, whose message says so", async () => {
  await say("#ferry");
  const earlier = await only();
  await say("#ferry top");
  expect(await stage.tenant.relays.get(earlier)).toMatchObject({ stoppedAt: noon });
  expect(stage.asked).toMatchObject([{ name: "relay", how: "add", input: { relay: earlier } }]);
});

test.each([
  "#ferry max:0",
  "#ferry max:61/h",
  "#ferry max:lots",
  "#ferry max:10/d",
  "top",
  "max:5",
  "#other",
  "#ferry off",
])("%s is refused with a sentence", async (line) => {
  await expect((async () => ask(line))()).rejects.toThrow(UserError);
  expect(await standing()).toEqual([]);
});

test("without a hashtag it lists what comes into this channel, to the asker only", async () => {
  expect((await ask("")).card?.("en").title).toBe("No posts are followed in this channel");
  await say("#ferry top");
  const { card, visible } = await ask("");
  expect(visible).toBe("only-you");
  expect(JSON.stringify(card?.("en").parts)).toContain("the best of each hour, at most 10");
  expect((await ask("", { ...channel, id: "C999" })).card?.("en").tone).toBe("quiet");
});

test("asking is everybody's, changing needs the right to", () => {
  const writes = (line: string) => follow.writes(readOptions(follow, line) as never);
  expect([writes(""), writes("#ferry"), writes("#ferry off")]).toEqual([false, true, true]);
});

test("off, the button and Undo end it; Undo brings it back from now on, in its message", async () => {
  const started = await say("#ferry");
  const relay = await only();
  const stopped = await say("#ferry off");
  expect(stopped.title).toBe("#ferry: posts no longer come");
  expect(await standing()).toEqual([]);
  stage.clock.advanceTo(new Date(stage.clock.now().getTime() + minuteMs));
  expect((await press(undo, undoOf(stopped)))?.title).toBe("#ferry: posts come again");
  const { now } = stage.clock;
  expect(await standing()).toMatchObject([{ id: relay, since: now(), nextAt: now() }]);
  expect(stage.surface.shown.at(-1)).toMatchObject({ how: "update", card: { title: started.title } });
  const [stop] = controls(started);
  expect(stop).toMatchObject({ action: "relay-stop", value: `${relay}` });
  expect((await press(relayStop, `${relay}`))?.title).toBe("#ferry: posts no longer come");
  await expect(press(relayStop, `${relay}`)).rejects.toThrow(UserError);
});

test("what was stopped cannot come back beside another, nor where nothing is tracked", async () => {
  await say("#ferry");
  const stopped = await say("#ferry off");
  await say("#ferry top");
  await expect(press(undo, undoOf(stopped))).rejects.toThrow(UserError);
  const last = await say("#ferry off");
  const tracker = await stage.tenant.trackers.list(here);
  await stage.tenant.trackers.remove(tracker[0]?.id ?? 0);
  await expect(press(undo, undoOf(last))).rejects.toThrow(UserError);
  expect(await standing()).toEqual([]);
});

test("whoever set it up may stop it on their own page, and it is said where the posts came", async () => {
  await say("#ferry");
  const relay = await only();
  const stop = (who: typeof ann) =>
    relayStop.run(
      {
        value: `${relay}`,
        values: {},
        where: { channel: { ...channel, id: who.id } },
        who,
        message: null,
      },
      stage.services,
    );
  await expect(stop(ben)).rejects.toThrow(UserError);
  expect((await stop(ann)).where).toEqual({ channel: here });
  expect(await standing()).toEqual([]);
});

test("a button of another channel is refused", async () => {
  await say("#ferry");
  const relay = await only();
  here = { ...channel, id: "C1000" };
  await expect(press(relayStop, `${relay}`)).rejects.toThrow(UserError);
});
