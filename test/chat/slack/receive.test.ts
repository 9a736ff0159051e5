import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import type { Form } from "../../../src/cards/card.ts";
import { socketReceiving } from "../../../src/chat/slack/socket.ts";
import { secret } from "../../../src/model/secret.ts";
import type { FakeSlack } from "../../slack/server.ts";
import { type Ears, openEars } from "./ears.ts";
import { calledOn, cardOf, here, member, openLoopback } from "./loopback.ts";

let slack: FakeSlack;
let ears: Ears;

beforeAll(async () => {
  slack = await openLoopback();
  ears = await openEars(slack, ({ log }) =>
    socketReceiving({ appToken: secret(slack.app.appToken ?? ""), apiUrl: slack.apiUrl, log }),
  );
  await vi.waitFor(() => expect(slack.connections()).toBe(1), { timeout: 5_000 });
});
afterAll(async () => {
  await ears?.stop();
  await slack?.close();
});
beforeEach(() => {
  ears.answer = async () => ({});
  ears.asks.length = 0;
  ears.logged.length = 0;
});

const eventually = (assertion: () => void) => vi.waitFor(assertion, { timeout: 5_000, interval: 10 });
const type = (text: string, channel = here.id) => slack.command({ user: member.id, channel, text });
const never = () => new Promise<never>(() => {});
const whispers = () => slack.ephemerals(member.id);
const buttons = cardOf("Buttons", {
  parts: [{ kind: "actions", controls: [{ kind: "button", action: "undo", value: "7", label: "Undo" }] }],
});
const pressOn = async () => {
  const { id: ts } = await ears.surface.post({ channel: here }, buttons);
  return slack.press({ user: member.id, message: { channel: here.id, ts }, actionId: "undo:0" });
};
const form: Form = {
  title: "Track",
  action: "track-save",
  value: "9",
  submit: "Save",
  fields: [
    { kind: "text", name: "tag", label: "Tag", value: "#cats" },
    { kind: "suggested", name: "like", label: "Like", value: "", of: { command: "track", option: "like" } },
  ],
};
/** A form that a command opened. */
const openForm = async () => {
  ears.answer = async () => ({ form });
  await type("/track");
  await eventually(() => expect(slack.modalOf(member.id)).not.toBeNull());
  ears.asks.length = 0;
  return slack.modalOf(member.id)?.id ?? "";
};
/** As `like` must be filled in: people choose what was suggested. */
const submit = async () => {
  const view = slack.modalOf(member.id)?.id ?? "";
  const answer = ears.answer;
  ears.answer = async () => ({ suggestions: ["#dogs"] });
  await slack.suggest({ user: member.id, view, actionId: "suggest:track:like", typed: "d" });
  ears.answer = answer;
  ears.asks.length = 0;
  return slack.submit({ user: member.id, values: { like: "#dogs" } });
};

describe("a door that never answers", () => {
  test("leaves a command and a press acknowledged at once", async () => {
    ears.answer = never;
    const command = await type("/track #cats");
    expect([command.complaint, command.problem]).toEqual([null, null]);
    expect(command.afterMs).toBeLessThan(1_000);
    const press = await pressOn();
    expect(press.problem).toBeNull();
    expect(press.afterMs).toBeLessThan(1_000);
    await eventually(() => expect(ears.asks.map(({ kind }) => kind)).toEqual(["command", "action"]));
  });

  test("leaves a shortcut and an event acknowledged at once", async () => {
    ears.answer = never;
    const message = await slack.say({ user: member.id, channel: here.id, text: "#cats" });
    expect((await slack.shortcut({ user: member.id, callbackId: "analyse", message })).problem).toBeNull();
    const { tries } = await slack.mention({ user: member.id, channel: here.id, text: "tags" });
    expect(tries.map(({ problem }) => problem)).toEqual([null]);
    await eventually(() => expect(ears.asks.map(({ kind }) => kind)).toEqual(["form", "command"]));
  });

  test("leaves a form acknowledged within three seconds, and closed", async () => {
    await openForm();
    ears.answer = never;
    const sent = await submit();
    expect([sent.complaint, sent.problem, sent.modal]).toEqual([null, null, null]);
    expect(sent.afterMs).toBeLessThan(3_000);
  });
});

describe("a form", () => {
  test("opens where a command or a press asks for one, and brings back where that was", async () => {
    await openForm();
    ears.answer = async () => ({});
    const { modal, complaint } = await submit();
    expect([modal, complaint]).toEqual([null, null]);
    expect(ears.asks).toMatchObject([
      {
        kind: "form",
        action: "track-save",
        value: "9",
        values: { tag: "#cats", like: "#dogs" },
        where: { channel: here },
      },
    ]);
    ears.answer = async () => ({ form });
    await pressOn();
    await eventually(() => expect(slack.modalOf(member.id)?.content["callback_id"]).toBe("track-save"));
    await slack.dismiss({ user: member.id });
  });

  test("stays open with what is wrong beside its fields; what belongs to none stands at the first", async () => {
    await openForm();
    ears.answer = async () => ({ problems: { like: "Nobody likes that.", elsewhere: "Not here." } });
    const { errors, modal, complaint } = await submit();
    expect(errors).toEqual({ like: "Nobody likes that.", tag: "Not here." });
    expect([modal !== null, complaint]).toEqual([true, null]);
    await slack.dismiss({ user: member.id });
  });

  test("may lead to another, which takes its place", async () => {
    await openForm();
    ears.answer = async () => ({ form: { ...form, action: "second", value: "10" } });
    const { modal, complaint } = await submit();
    expect(complaint).toBeNull();
    expect(modal?.content).toMatchObject({ callback_id: "second" });
    await slack.dismiss({ user: member.id });
    expect(slack.modalOf(member.id)).toBeNull();
  });

  test("whose problems come too late to be shown in it has them said to the person", async () => {
    await openForm();
    ears.answer = async () => {
      await new Promise((done) => setTimeout(done, 2_600));
      return { problems: { tag: "That is no hashtag." } };
    };
    const before = whispers().length;
    expect(await submit()).toMatchObject({ complaint: null, modal: null });
    await eventually(() => expect(whispers()).toHaveLength(before + 1));
    expect(whispers().at(-1)?.text).toContain("That is no hashtag.");
  });

  test("suggests while people type, a hundred things at most", async () => {
    const view = await openForm();
    const suggest = () => slack.suggest({ user: member.id, view, actionId: "suggest:track:like", typed: "do" });
    ears.answer = async () => ({ suggestions: Array.from({ length: 120 }, (_, i) => `#dogs${i}`) });
    expect((await suggest()).options).toHaveLength(100);
    expect(ears.asks).toMatchObject([{ kind: "suggest", command: "track", option: "like", typed: "do" }]);
    ears.answer = async () => ({});
    expect((await suggest()).options).toEqual([]);
    await slack.dismiss({ user: member.id });
  });
});

describe("what is for the person who asked", () => {
  const whisper = (times: number) => {
    ears.answer = async ({ where, who }, surface) => {
      for (let i = 0; i < times; i++) await surface.whisper(where, who, cardOf(`psst ${i}`));
      return {};
    };
  };

  test("is said by the way that is open where we are no member, too", async () => {
    whisper(1);
    const before = calledOn(slack, "chat.postEphemeral").length;
    await type("/tags", "C0RANDOM");
    await eventually(() => expect(slack.ephemerals(member.id, "C0RANDOM")).toHaveLength(1));
    expect(calledOn(slack, "chat.postEphemeral")).toHaveLength(before);
  });

  test("is said the usual way where that one is closed", async () => {
    whisper(6);
    const before = [whispers().length, calledOn(slack, "chat.postEphemeral").length] as const;
    await type("/tags");
    await eventually(() => expect(whispers()).toHaveLength(before[0] + 6));
    expect(calledOn(slack, "chat.postEphemeral")).toHaveLength(before[1] + 1);
  });

  test("leaves the message alone whose button was pressed", async () => {
    whisper(1);
    const before = whispers().length;
    await pressOn();
    await eventually(() => expect(whispers()).toHaveLength(before + 1));
    expect(slack.messages(here.id).at(-1)?.text).toBe("Buttons");
  });

  test("answers a shortcut", async () => {
    whisper(1);
    const before = whispers().length;
    const message = await slack.say({ user: member.id, channel: here.id, text: "#cats" });
    await slack.shortcut({ user: member.id, callbackId: "analyse", message });
    await eventually(() => expect(whispers()).toHaveLength(before + 1));
  });
});

describe("an event", () => {
  test("is worked on once, however often it is delivered", async () => {
    const { payload } = await slack.mention({ user: member.id, channel: here.id, text: "tags" });
    for (let i = 0; i < 3; i++) expect((await slack.deliver("events", payload)).problem).toBeNull();
    await slack.mention({ user: member.id, channel: here.id, text: "chart" });
    await eventually(() => expect(ears.asks).toHaveLength(2));
    expect(ears.asks).toMatchObject([{ text: "/tags" }, { text: "/chart" }]);
  });

  test("that took us out is told with its envelope, once", async () => {
    const { payload } = await slack.event("T0HARBOR", "app_uninstalled");
    await slack.deliver("events", payload);
    await slack.event("T0HARBOR", "tokens_revoked", { tokens: { bot: ["UB"] } });
    await eventually(() => expect(ears.revoked).toHaveLength(2));
    expect(ears.revoked).toMatchObject([
      { team_id: "T0HARBOR", event: { type: "app_uninstalled" } },
      { event: { type: "tokens_revoked" } },
    ]);
  });
});

describe("somebody's Home", () => {
  const showing = (title: string) => {
    ears.answer = async ({ kind }) => (kind === "home" ? { home: { ...buttons, title } } : {});
  };
  const shown = () => JSON.stringify(slack.homeOf(member.id)?.content ?? null);

  test("is published when it is opened, and again after each press on it", async () => {
    showing("Yours");
    await slack.openHome({ user: member.id });
    await eventually(() => expect(shown()).toContain("Yours"));
    showing("Yours, undone");
    await slack.press({ user: member.id, view: slack.homeOf(member.id)?.id ?? "", actionId: "undo:0" });
    await eventually(() => expect(shown()).toContain("Yours, undone"));
    expect(ears.asks.map(({ kind }) => kind)).toEqual(["home", "action", "home"]);
  });

  test("is left as it is where its messages are opened", async () => {
    const before = calledOn(slack, "views.publish").length;
    showing("Other");
    await slack.openHome({ user: member.id, tab: "messages" });
    await slack.idle();
    expect(calledOn(slack, "views.publish")).toHaveLength(before);
  });
});

test("what cannot be read is logged, and the next is heard", async () => {
  await slack.deliver("commands", { command: "/track", text: 7 });
  await eventually(() => expect(ears.logged.join()).toContain("could not be handled"));
  await type("/tags");
  await eventually(() => expect(ears.asks).toHaveLength(1));
  expect(ears.logged.join()).not.toMatch(/xoxb|xapp/u);
});
