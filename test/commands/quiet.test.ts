import { beforeEach, describe, expect, test } from "vitest";
import type { Card } from "../../src/cards/card.ts";
import { usualPeace } from "../../src/model/peace.ts";
import { channel } from "../jobs/services.ts";
import { useDoor } from "../open-door.ts";

const stand = useDoor();
let made = 0;
let here = channel;

beforeEach(() => {
  here = { ...channel, id: `C${++made}00000000` };
  stand.stage.surface.zone = "Europe/Berlin";
});

const type = (text: string) => stand.ask({ kind: "command", text, where: { channel: here }, who: stand.who });
const press = (action: string, value: string) =>
  stand.ask({ kind: "action", action, value, message: null, where: { channel: here }, who: stand.who });
const peace = () => stand.stage.tenant.peaces.of(here);
const last = () => stand.stage.surface.shown.at(-1)?.card as Card;
const words = () => JSON.stringify(last());
const undo = () => {
  const controls = last().parts.flatMap((part) => (part.kind === "actions" ? part.controls : []));
  const [button] = controls.flatMap((one) => (one.kind === "button" && one.action === "undo" ? [one.value] : []));
  return press("undo", button ?? "");
};

describe("/quiet", () => {
  test("alone shows how the channel hears of alerts, to whoever asks", async () => {
    await type("/quiet");
    expect(stand.shown()).toEqual([["whisper", "No quiet hours"]]);
    expect(words()).toContain("At most 10 alerts an hour get a message of their own");
    expect(await peace()).toEqual(usualPeace);
  });

  test.each([
    ["/quiet 22:00-07:00", { from: "22:00", to: "07:00", zone: "Europe/Berlin", instead: "morning" }],
    ["/quiet tz:tokyo 10pm–7am", { from: "22:00", to: "07:00", zone: "Asia/Tokyo", instead: "morning" }],
    ["/quiet 22h-7h30 in:<#C700000000|night>", { from: "22:00", to: "07:30", instead: "C700000000" }],
    ["/ruhe 22〜7", { from: "22:00", to: "07:00" }],
  ])("sets the hours, in the zone of whoever asks unless another is named: %s", async (line, quiet) => {
    await type(line);
    expect(await peace()).toMatchObject({ ...usualPeace, quiet });
    expect(stand.shown().map(([how]) => how)).toEqual(["post"]);
  });

  test("changes what is said and nothing else, and Undo brings back what was", async () => {
    await type("/quiet 22:00-07:00 cap:6/h");
    const before = await peace();
    await type("/quiet escalate:15m to:me");
    expect(await peace()).toEqual({ ...before, escalateMs: 900_000, escalateTo: stand.who });
    expect(words()).toContain("Where nobody is on an alert after 15 minutes, it is said once more, to ");
    await undo();
    expect(await peace()).toEqual(before);
  });

  test("off ends the hours; a cap and who is named are ended by themselves", async () => {
    await type("/quiet 22:00-07:00 cap:6/h escalate:1h to:@on-call");
    expect(await peace()).toMatchObject({ perHour: 6, escalateTo: "on-call" });
    await type("/quiet off");
    expect(await peace()).toMatchObject({ quiet: null, perHour: 6, escalateMs: 3_600_000 });
    await type("/quiet cap:off escalate:off to:off");
    expect(await peace()).toEqual({ quiet: null, perHour: null, escalateMs: null, escalateTo: null });
  });

  test("is not taken back where it was set anew since", async () => {
    await type("/quiet cap:6");
    const first = last();
    await type("/quiet cap:7");
    stand.stage.surface.shown.push({ how: "post", channel: here.id, id: null, to: null, thread: null, card: first });
    await undo();
    expect(stand.said()).toContain("It was set anew since");
    expect((await peace()).perHour).toBe(7);
  });

  test("opens a form filled in with how it stands, whose answer is the command's", async () => {
    await type("/quiet 22:00-07:00 cap:6");
    const { form } = await press("quiet", "1");
    const values = Object.fromEntries(
      (form?.fields ?? []).map((field) => [field.name, "value" in field ? field.value : ""]),
    );
    expect(values).toEqual({ hours: "22:00-07:00", tz: "Europe/Berlin", in: here.id, cap: "6", escalate: "off" });
    await stand.ask({
      kind: "form",
      action: form?.action ?? "",
      value: form?.value ?? "",
      values: { ...values, hours: "23:00-06:00", in: "C700000000" },
      message: null,
      where: { channel: here },
      who: stand.who,
    });
    expect((await peace()).quiet).toMatchObject({ from: "23:00", to: "06:00", instead: "C700000000" });
  });

  test("sends alerts to no channel that whoever asks may not manage", async () => {
    stand.stage.surface.unmanaged.add("C900000000");
    await type("/quiet 22:00-07:00 in:<#C900000000>");
    stand.stage.surface.unmanaged.clear();
    expect(stand.said()).toContain("a channel that you may manage");
    expect((await peace()).quiet).toBeNull();
  });

  test.each(["/quiet 22:00-22:00", "/quiet 25:00-07:00", "/quiet cap:0", "/quiet escalate:10s", "/quiet tz:Berlin"])(
    "says what is wrong with %s, and changes nothing",
    async (line) => {
      await type(line);
      expect(stand.shown().map(([how]) => how)).toEqual(["whisper"]);
      expect(await peace()).toEqual(usualPeace);
    },
  );

  test("is for whoever may manage the channel; all may look", async () => {
    stand.stage.surface.managed = false;
    await type("/quiet cap:6");
    expect(await peace()).toEqual(usualPeace);
    await type("/quiet");
    stand.stage.surface.managed = true;
    expect(stand.shown().at(-1)).toEqual(["whisper", "No quiet hours"]);
  });
});
