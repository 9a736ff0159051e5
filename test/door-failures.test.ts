import { describe, expect, test, vi } from "vitest";
import { SourceError, UserError } from "../src/model/errors.ts";
import { told } from "../src/model/language.ts";
import { channel } from "./jobs/services.ts";
import { done, otherWorkspace, useDoor } from "./open-door.ts";

const stand = useDoor();

describe("a failure", () => {
  test("that was foreseen is its hint, to the asker only", async () => {
    for (const error of [new UserError(told(() => "Say it otherwise.")), new SourceError("bluesky", "unavailable")]) {
      stand.attempt = () => Promise.reject(error);
      await stand.type("/try #it");
      expect(stand.stage.surface.shown.at(-1)).toMatchObject({ how: "whisper", to: stand.who });
      expect(stand.said()).toBe(error.hint.en);
    }
    expect(stand.stage.log).toEqual([]);
  });

  test("that was not is a reference, which the log has too with the whole story, and nothing of its inside", async () => {
    const inside = new Error("connect ECONNREFUSED postgres://admin:hunter2@10.0.0.7/groundswell");
    stand.attempt = () => Promise.reject(inside);
    await stand.type("/try #it");
    expect(stand.shown()).toEqual([["whisper", "Something broke on our side"]]);
    const [line] = stand.stage.log;
    const reference = String(line?.facts["reference"]);
    expect(reference).toMatch(/^[0-9a-f]{8}$/u);
    expect(line).toMatchObject({ level: "error", facts: { error: inside, workspace: channel.workspace } });
    expect(stand.stage.log).toHaveLength(1);
    const words = JSON.stringify(stand.stage.surface.shown);
    expect(words).toContain(reference);
    for (const secret of ["hunter2", "ECONNREFUSED", "10.0.0.7", "door.ts"]) expect(words).not.toContain(secret);
  });

  test("even of something that is no error is answered", async () => {
    stand.attempt = () => Promise.reject("a string");
    await stand.type("/try #it");
    expect(stand.shown()).toEqual([["whisper", "Something broke on our side"]]);
  });

  test("to post is said to the asker, and nothing goes on that was to follow the message", async () => {
    const posted = vi.fn(async () => {});
    stand.attempt = async () => ({ ...done, posted, follow: () => ({ name: "purge", input: {} }) });
    stand.stage.surface.nextFailure = new Error("not in the channel");
    await stand.type("/try #it");
    expect(stand.shown()).toEqual([["whisper", "Something broke on our side"]]);
    expect(posted).not.toHaveBeenCalled();
    expect(stand.stage.asked).toEqual([]);
  });

  test("to say even that is logged, and the surface hears of none of it", async () => {
    stand.attempt = async () => {
      stand.stage.surface.nextFailure = new Error("the chat is away");
      throw new Error("and so are we");
    };
    expect(await stand.type("/try #it")).toEqual({});
    expect(stand.stage.surface.shown).toEqual([]);
    expect(stand.stage.log.map(({ level }) => level)).toEqual(["error", "error"]);
  });
});

describe("somebody who asks too much", () => {
  test("is told so once, while the others are answered", async () => {
    const flood = Array.from({ length: 60 }, () => stand.type("/try #it"));
    await Promise.all(flood);
    const answered = stand.shown().filter(([how]) => how === "post");
    expect(answered).toHaveLength(20);
    const told = stand.stage.surface.shown.filter(({ how }) => how === "whisper");
    expect(told).toHaveLength(1);
    expect(told[0]?.to).toEqual(stand.who);
    expect(told[0]?.card.summary).toMatch(/send your next command in \d+ s/u);
    stand.who = { id: "somebody else", name: "Ben" };
    await stand.type("/try #it");
    expect(stand.shown().at(-1)).toEqual(["post", "Done"]);
  });

  test("is counted in presses and commands together, and in each workspace apart", async () => {
    await Promise.all(Array.from({ length: 10 }, () => stand.type("/try #it")));
    await Promise.all(Array.from({ length: 10 }, () => stand.press("colour", "1")));
    stand.stage.surface.shown.length = 0;
    await stand.type("/try #it");
    expect(stand.said()).toContain("a lot at once");
    await stand.type("/try #it", otherWorkspace);
    expect(stand.shown().at(-1)).toEqual(["post", "Done"]);
  });
});
