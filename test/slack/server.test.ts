import { describe, expect, test, vi } from "vitest";
import { openBoltApp, scopes } from "./bolt-app.ts";
import { defaultTeam } from "./options.ts";

const teams = [{ ...defaultTeam, installed: { scopes } }];
const mia = { user: "U0MEMBER", channel: "C0GENERAL" };
const eventually = (assertion: () => void) => vi.waitFor(assertion, { timeout: 5_000, interval: 10 });

describe.each(["http", "socket"] as const)("a Bolt app over %s", (by) => {
  const { slack, app, heard } = openBoltApp(by, { teams, ackWithinMs: 500 });

  test("hears a command, and what it posts is in the channel", async () => {
    const { complaint, afterMs } = await slack().command({ ...mia, text: "/track #cats" });
    expect(complaint).toBeNull();
    expect(afterMs).toBeLessThan(500);
    await eventually(() => expect(slack().messages("C0GENERAL").at(-1)?.text).toBe("#cats"));
    expect(slack().asked.map(({ method }) => method)).toContain("chat.postMessage");
  });

  test("answers a command in its acknowledgement", async () => {
    await slack().command({ ...mia, text: "/track loud" });
    expect(slack().messages("C0GENERAL").at(-1)).toMatchObject({ text: "Everyone hears this", onlyFor: null });
  });

  test("does not acknowledge in time, and the person is told", async () => {
    const { complaint } = await slack().command({ ...mia, text: "/track slow" });
    expect(complaint).toBe('/track failed with the error "operation_timeout"');
  });

  test("is pressed on a message that is there, and edits it", async () => {
    await slack().command({ ...mia, text: "/track #dogs" });
    await eventually(() => expect(slack().messages("C0GENERAL").at(-1)?.text).toBe("#dogs"));
    const message = slack().messages("C0GENERAL").at(-1);
    if (!message) throw new Error("no message");
    await slack().select({ user: "U0OTHER", message, actionId: "pace", value: "15m" });
    await eventually(() => expect(heard).toContain('{"text":{"type":"plain_text","text":"15m"},"value":"15m"}'));
    await slack().press({ user: "U0OTHER", message, actionId: "stop" });
    await eventually(() => expect(message).toMatchObject({ text: "Stopped", blocks: [] }));
    expect(message.edited).not.toBeNull();
    await expect(slack().press({ user: "U0OTHER", message, actionId: "stop" })).rejects.toThrow("no stop is shown");
  });

  test("whispers through response_url; nobody else can press there", async () => {
    await slack().command({ ...mia, text: "/track quiet" });
    await eventually(() => expect(slack().ephemerals("U0MEMBER")).toHaveLength(1));
    const [message] = slack().ephemerals("U0MEMBER");
    if (!message) throw new Error("no message");
    await expect(slack().press({ user: "U0OTHER", message, actionId: "stop" })).rejects.toThrow("sees no message");
    await slack().press({ user: "U0MEMBER", message, actionId: "stop" });
    await eventually(() => expect(message.text).toBe("Stopped"));
  });

  test("opens a form, refuses what was typed, then takes it", async () => {
    await slack().command({ ...mia, text: "/track form" });
    await eventually(() => expect(slack().modalOf("U0MEMBER")).not.toBeNull());
    await expect(slack().submit({ user: "U0MEMBER" })).rejects.toThrow("tag: please complete this required field");
    const refused = await slack().submit({ user: "U0MEMBER", values: { tag: "cats" } });
    expect(refused.errors).toEqual({ tag: "A hashtag begins with #" });
    expect(refused.modal).not.toBeNull();
    const view = slack().modalOf("U0MEMBER") ?? "";
    // Slack waits three seconds for them, which a busy machine may miss.
    await eventually(async () => {
      const { options } = await slack().suggest({ user: "U0MEMBER", view, actionId: "network", typed: "b" });
      expect(options?.map(({ value }) => value)).toEqual(["bluesky"]);
    });
    const taken = await slack().submit({ user: "U0MEMBER", values: { tag: "#cats", network: "bluesky" } });
    expect(taken).toMatchObject({ errors: {}, complaint: null, modal: null });
    expect(heard).toContain("#cats on bluesky");
  });

  test("hears events: a home that is opened, a mention", async () => {
    await slack().openHome({ user: "U0MEMBER" });
    await eventually(() => expect(slack().homeOf("U0MEMBER")?.content["blocks"]).toHaveLength(1));
    const { tries } = await slack().mention({ ...mia, text: "hello?" });
    expect(tries).toMatchObject([{ status: 200, problem: null }]);
    await eventually(() => expect(slack().messages("C0GENERAL").at(-1)?.text).toBe("You called?"));
    const reply = slack().messages("C0GENERAL").at(-1);
    expect(
      slack()
        .messages("C0GENERAL")
        .find(({ ts }) => ts === reply?.threadTs)?.text,
    ).toContain("hello?");
  });

  test("hears a shortcut with its message", async () => {
    const message = await slack().say({ ...mia, text: "a spike" });
    await slack().shortcut({ user: "U0OTHER", callbackId: "why", message });
    await eventually(() => expect(slack().ephemerals("U0OTHER").at(-1)?.text).toBe("About a spike"));
  });

  test("commands of apps do not work in threads", async () => {
    const message = await slack().say({ ...mia, text: "a thread" });
    await expect(slack().command({ ...mia, text: "/track #cats", thread: message.ts })).rejects.toThrow(
      "/track is not supported in threads",
    );
  });

  test("nobody acts where they see nothing", async () => {
    await expect(slack().command({ user: "U0MEMBER", channel: "C0BOARD", text: "/track a" })).rejects.toThrow(
      "not see",
    );
    await expect(slack().command({ user: "U0GUEST", channel: "C0RANDOM", text: "/track a" })).rejects.toThrow(
      "not see",
    );
    await expect(slack().mention({ user: "U0MEMBER", channel: "C0RANDOM", text: "hey" })).rejects.toThrow("not in");
  });

  if (by === "http") {
    test("proves its address, and takes no request that is not signed or is old", async () => {
      expect(await slack().verifyUrl()).toBe(true);
      const body = JSON.stringify({ type: "event_callback", team_id: "T0HARBOR", event: { type: "app_uninstalled" } });
      const now = Math.floor(Date.now() / 1_000);
      const forged = [{ secret: "guess" }, { signature: null }, { timestamp: null }, { timestamp: now - 301 }];
      for (const one of forged) expect((await slack().send(body, one)).status).toBe(401);
      expect((await slack().send(body)).status).not.toBe(401);
    });
  } else {
    test("comes back with a new socket when Slack says goodbye, or the cable breaks", async () => {
      slack().limit("apps.connections.open", 100);
      expect(slack().connections()).toBe(1);
      slack().disconnect("refresh_requested");
      await eventually(() => expect(slack().connections()).toBe(0));
      await eventually(() => expect(slack().connections()).toBe(1));
      slack().cut();
      expect((await slack().command({ ...mia, text: "/track loud" })).complaint).not.toBeUndefined();
      await eventually(() => expect(slack().connections()).toBe(1));
      expect((await slack().command({ ...mia, text: "/track loud" })).complaint).toBeNull();
      expect(slack().acknowledged.at(-1)?.payload).toMatchObject({ text: "Everyone hears this" });
    });
  }

  test("is uninstalled: its token is dead, and it hears both events in either order", async () => {
    const token = slack().botToken("T0HARBOR");
    const told = await slack().uninstall("T0HARBOR", "tokens_revoked first");
    expect(told.map(({ payload }) => (payload["event"] as { type: string }).type)).toEqual([
      "tokens_revoked",
      "app_uninstalled",
    ]);
    await expect(app().client.auth.test({ token })).rejects.toThrow("account_inactive");
    await expect(slack().command({ ...mia, text: "/track a" })).rejects.toThrow("not a valid command");
  });
});
