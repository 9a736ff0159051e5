import { afterAll, beforeAll, expect, test } from "vitest";
import analyse from "../../src/actions/analyse.ts";
import type { Control } from "../../src/cards/card.ts";
import { ann, channel, openStage, type Stage } from "../jobs/services.ts";

let stage: Stage;
beforeAll(async () => {
  stage = await openStage({ now: new Date("2026-11-20T12:00:00Z") });
});
afterAll(() => stage.close());

async function offersFor(text: string) {
  const press = { value: "", values: { text }, where: { channel }, who: ann, message: null };
  const { card: said, visible } = await analyse.run(press, stage.services);
  const card = said?.("en");
  expect(visible).toBe("only-you");
  const controls = (card?.parts ?? []).flatMap((part): readonly Control[] =>
    part.kind === "actions" ? part.controls : [],
  );
  return {
    said: card?.summary,
    offers: controls.map((control) =>
      control.kind === "button" ? [control.action, control.value, control.label] : [],
    ),
  };
}

test("offers to track what is not tracked here, and to draw what is", async () => {
  const { tracker } = await stage.track("cats");
  const { said, offers } = await offersFor("#Cats and #dogs with @ana https://x.example/#birds");
  expect(said).toBe("That message has the hashtags #Cats and #dogs.");
  expect(offers).toEqual([
    ["chart", `${tracker.id}:7d`, "Chart #Cats"],
    ["command", "/track #dogs", "Track #dogs"],
  ]);
});

test("says how it reads, and nothing where it cannot be read", async () => {
  const press = (text: string) => ({ value: "", values: { text }, where: { channel }, who: ann, message: null });
  const partsOf = async (text: string) => (await analyse.run(press(text), stage.services)).card?.("en").parts;
  const read = "I love this football match so much, what a wonderful goal by our team!";
  expect(await partsOf(read)).toContainEqual({ kind: "text", text: ["Read as: positive · Sports · English"] });
  expect(await partsOf("…")).toHaveLength(1);
});

test("offers no more than fits, and nothing that would be cut", async () => {
  const many = Array.from({ length: 9 }, (_, i) => `#tag${i}`).join(" ");
  expect((await offersFor(many)).offers).toHaveLength(5);
  expect((await offersFor(`#${"a".repeat(90)}`)).offers).toEqual([]);
  expect(await offersFor("nothing here")).toEqual({ said: "There is no hashtag in that message.", offers: [] });
});
