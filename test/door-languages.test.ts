import { afterEach, describe, expect, test } from "vitest";
import type { Ask } from "../src/chat/surface.ts";
import { channel } from "./jobs/services.ts";
import { useDoor } from "./open-door.ts";

const stand = useDoor();
const speak = (language: "de" | "en" | "ja") => stand.stage.tenant.settings.change({ language });
const ask = (text: string, more: Partial<Ask> = {}) =>
  stand.ask({ kind: "command", text, where: { channel }, who: stand.who, ...more } as Ask);

afterEach(async () => {
  stand.stage.surface.language = null;
  await speak("en");
});

describe("what everybody sees", () => {
  test("is said in the workspace's language, whoever asked", async () => {
    await speak("de");
    stand.stage.surface.language = "ja";
    await ask("/track #alle", { language: "fr" });
    expect(stand.stage.surface.shown.at(-1)).toMatchObject({
      how: "post",
      card: { title: "#alle wird auf Bluesky und Mastodon verfolgt", language: "de" },
    });
  });
});

describe("what one person sees", () => {
  test.each([
    [
      "what the surface was told with the ask",
      { ask: "fr", person: "ja", workspace: "de" },
      "Ce que vous pouvez taper",
    ],
    ["what the surface knows of them", { person: "ja", workspace: "de" }, "使えるコマンド"],
    ["the workspace's language where nothing is known", { workspace: "de" }, "Was man eingeben kann"],
  ] as const)("is said in %s", async (_, known: Record<string, string>, title) => {
    await speak(known["workspace"] as "de");
    stand.stage.surface.language = (known["person"] as "ja" | undefined) ?? null;
    await ask("/hashtag help", known["ask"] ? { language: "fr" } : {});
    expect(stand.shown()).toEqual([["whisper", title]]);
  });

  test("is refused in their language, in a message as in a form", async () => {
    stand.stage.surface.language = "de";
    await ask("/tarck #cats");
    expect(stand.said()).toBe("Den Befehl /tarck gibt es nicht. War /track gemeint? /hashtag help zeigt alle.");
    const answer = await stand.ask({
      kind: "form",
      action: "command",
      value: "track",
      values: { tag: "#cats", every: "nie" },
      message: null,
      where: { channel },
      who: stand.who,
    });
    expect(answer).toEqual({ language: "de", problems: { every: expect.stringContaining("erwartet eine Zeit") } });
  });

  test("is asked for in their language", async () => {
    stand.stage.surface.language = "ja";
    expect(await ask("/track")).toMatchObject({ language: "ja", form: { submit: "追跡" } });
    const { home } = await stand.ask({ kind: "home", where: { channel }, who: stand.who });
    expect(home).toMatchObject({ language: "ja", summary: "0 件を追跡しています。" });
  });

  test("is told of our own fault even where nobody knows what they read", async () => {
    const { surface } = stand.stage;
    const known = surface.languageOf;
    surface.languageOf = () => Promise.reject(new Error("nobody knows"));
    stand.attempt = () => Promise.reject(new Error("a bug"));
    await ask("/try #it");
    surface.languageOf = known;
    expect(stand.shown()).toEqual([["whisper", "Something broke on our side"]]);
  });
});

describe("who types in their own language", () => {
  test.each([
    ["/verfolgen #eins", "Tracking #eins on Bluesky and Mastodon"],
    ["/hashtag 追跡 #zwei", "Tracking #zwei on Bluesky and Mastodon"],
    ["/seguir #drei alerts:estricto", "Tracking #drei on Bluesky and Mastodon"],
  ])("is understood: %s", async (text, title) => {
    await ask(text);
    expect(stand.shown()).toEqual([["post", title]]);
  });

  test.each(["/hilfe", "/hashtag aide", "/ハッシュタグ ヘルプ"])("is helped: %s", async (text) => {
    await ask(text);
    expect(stand.shown()).toEqual([["whisper", "What you can say"]]);
  });

  test("sets alerts with the words that their language has for it", async () => {
    await ask("/track #stufe");
    await ask("/alarme #stufe streng");
    expect(stand.shown().at(-1)).toEqual(["post", "#stufe: alerts strict"]);
  });
});
