import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Field, Form } from "../../../src/cards/card.ts";
import { formOfCustomId, modalOf, problemsCard } from "../../../src/chat/discord/form.ts";
import { messageOf } from "../../../src/chat/discord/render.ts";
import { valuesOf } from "../../../src/chat/discord/values.ts";
import { hostileCasts } from "../../cards/hostile-cast.ts";
import { plainForms, sampleForms, usualCast } from "../../cards/samples.ts";
import { pingsIn } from "../../discord/markdown.ts";
import { hostileText } from "../any-card.ts";
import { expectGoldenPayload } from "../golden.ts";
import { messageRefusal, modalRefusal } from "./accepted.ts";

const times = <T>(count: number, make: (index: number) => T): T[] => Array.from({ length: count }, (_, i) => make(i));
const choicesOf = (count: number) => times(count, (i) => ({ label: `Choice ${i}`, value: `v${i}` }));

const everyField: readonly Field[] = [
  { kind: "text", name: "note", label: "Note", value: "old", hint: "Anything", optional: true },
  { kind: "suggested", name: "subject", label: "Subject", value: "#cats", of: { command: "track", option: "what" } },
  { kind: "channel", name: "channel", label: "Channel", value: "100000000000000001" },
  { kind: "choice", name: "pace", label: "Pace", value: "v1", choices: choicesOf(3) },
  { kind: "choices", name: "networks", label: "Networks", values: ["v0", "v2"], choices: choicesOf(3) },
];
const formOf = (fields: readonly Field[]): Form => ({
  title: "Settings",
  action: "settings-save",
  value: "7",
  submit: "Save",
  fields,
});
const text = (label: string, more: Partial<Extract<Field, { kind: "text" }>> = {}): Field => ({
  kind: "text",
  name: "name",
  label,
  value: "",
  ...more,
});
const onlyLabel = (field: Field) => {
  const [label] = modalOf(formOf([field])).components;
  if (label?.type !== 18) throw new Error("is no label");
  return label;
};

describe("a form as a modal", () => {
  test("has every kind of field", () => {
    const modal = modalOf(formOf(everyField));
    expectGoldenPayload("discord", "form-every-field", modal);
    expect(modalRefusal(modal)).toBeNull();
  });
  test.each(
    [...sampleForms(usualCast), ...plainForms()].map((form) => [form.title, form.fields.length, form] as const),
  )("that is ours is what Discord takes, with all that there is to choose (%s, %i)", (_, count, form) => {
    const modal = modalOf(form);
    expect(modalRefusal(modal)).toBeNull();
    expect(modal.components).toHaveLength(Math.max(1, count - emptyChoices(form)));
    for (const field of form.fields)
      if (field.kind === "choice" || field.kind === "choices") expect(field.choices.length).toBeLessThanOrEqual(25);
  });
  const emptyChoices = ({ fields }: Form) =>
    fields.filter((field) => "choices" in field && field.choices.length === 0).length;
  test.each(hostileCasts)("about %s is what Discord takes", (_, cast) => {
    for (const form of sampleForms(cast)) expect(modalRefusal(modalOf(form))).toBeNull();
  });
  test("of hostile words is never refused, and pings nobody", () => {
    fc.assert(
      fc.property(hostileText, hostileText, fc.nat({ max: 40 }), (s, t, count) => {
        const choices = [{ label: s, value: t }, ...times(count, (i) => ({ label: t, value: `${i}` }))];
        const form: Form = {
          title: s,
          action: "a",
          value: "1",
          submit: t,
          fields: [
            { kind: "text", name: "a", label: s, value: t, hint: s },
            { kind: "suggested", name: "b", label: s, value: "", of: { command: "track", option: "what" } },
            { kind: "channel", name: "c", label: s, value: t },
            { kind: "choice", name: "d", label: s, value: t, choices },
            { kind: "choices", name: "e", label: t, values: [t], choices },
          ],
        };
        const modal = modalOf(form);
        expect(modalRefusal(modal)).toBeNull();
        const shown = modal.components.flatMap((one) => (one.type === 18 ? [one.label, one.description ?? ""] : []));
        expect(pingsIn([modal.title, ...shown].join("\n"))).toEqual([]);
      }),
      { numRuns: 500 },
    );
  }, 60_000);
  test("must be filled in but for what may be left empty", () => {
    const required = modalOf(formOf(everyField)).components.map((one) => one.type === 18 && one.component.required);
    expect(required).toEqual([false, true, false, true, false]);
    const open = onlyLabel({ kind: "choice", name: "p", label: "P", value: "", choices: choicesOf(2), optional: true });
    expect(open.component).toMatchObject({ required: false, min_values: 0, max_values: 1 });
    expect(onlyLabel(text("T")).component).toMatchObject({ required: true, min_length: 1, max_length: 4_000 });
    expect(onlyLabel(text("T", { optional: true })).component).toMatchObject({ required: false, min_length: 0 });
  });
  test("shows no channel as chosen: left empty, it stays where it is", () => {
    expect(onlyLabel({ kind: "channel", name: "c", label: "C", value: "general" }).component).toEqual({
      type: 8,
      custom_id: "c",
      channel_types: [0, 5],
      required: false,
    });
  });
  test("with a long label goes on below it, before the hint", () => {
    const label = "What of all that can be tracked is to be tracked in this channel from now on";
    const shown = onlyLabel(text(label, { hint: "For example #cats" }));
    expect(shown.label).toBe("What of all that can be tracked is to be…");
    expect(shown.description).toBe("…tracked in this channel from now on For example #cats");
    expect(onlyLabel(text("x".repeat(60)))).toMatchObject({
      label: `${"x".repeat(44)}…`,
      description: `…${"x".repeat(16)}`,
    });
    expect(onlyLabel(text("x".repeat(45)))).not.toHaveProperty("description");
    expect(onlyLabel(text("T", { hint: "h".repeat(200) })).description).toBe(`${"h".repeat(99)}…`);
  });
  test("has a title and values as long as Discord takes", () => {
    expect(modalOf({ ...formOf(everyField), title: "t".repeat(60) }).title).toBe(`${"t".repeat(44)}…`);
    expect(onlyLabel(text("T", { value: "v".repeat(5_000) })).component).toMatchObject({ value: "v".repeat(4_000) });
    expect(onlyLabel(text("T", { value: "a\ud800" })).component).toMatchObject({ value: "a" });
  });
  test("offers at most 25 choices, and is without one that offers none", () => {
    const many = onlyLabel({ kind: "choices", name: "n", label: "N", values: [], choices: choicesOf(40) });
    expect(many.component).toMatchObject({ max_values: 25 });
    const none: Field = { kind: "choices", name: "n", label: "N", values: [], choices: [] };
    expect(modalOf(formOf([none, text("T")])).components).toHaveLength(1);
  });
  test("without fields still has a component", () => {
    const modal = modalOf({ ...formOf([]), title: "*Settings*" });
    expect(modal.components).toEqual([{ type: 10, content: "\\*Settings\\*" }]);
    expect(modalRefusal(modal)).toBeNull();
  });
  test("with more fields than five is refused by its name, as is what would have to be cut", () => {
    const many = times(6, (i) => text("T", { name: `n${i}` }));
    expect(() => modalOf(formOf(many))).toThrow(
      new RangeError("6 fields has the form “settings-save”, Discord takes 5"),
    );
    const long = "x".repeat(101);
    expect(() => modalOf({ ...formOf([]), value: long })).toThrow(RangeError);
    expect(() => modalOf(formOf([text("T", { name: long })]))).toThrow("the field “xxx");
  });
  test("says what it is for in its id", () => {
    expect(formOfCustomId(modalOf(formOf(everyField)).custom_id)).toEqual({ action: "settings-save", value: "7" });
    expect(formOfCustomId("form:command:/track a:b\nc")).toEqual({ action: "command", value: "/track a:b\nc" });
    for (const id of ["", "form", "form:", "form:x", "form::7", "mute:1:7", "xform:a:7"])
      expect(formOfCustomId(id)).toBeNull();
  });
});

describe("what was entered", () => {
  const label = (component: unknown) => ({ type: 18, id: 1, component });
  test("comes back by field", () => {
    const components = [
      { type: 10, id: 1 },
      label({ type: 4, id: 2, custom_id: "note", value: "new" }),
      label({ type: 4, id: 2, custom_id: "name", value: null }),
      label({ type: 8, id: 3, custom_id: "channel", values: ["9"] }),
      label({ type: 3, id: 4, custom_id: "pace", values: ["v2"] }),
      label({ type: 3, id: 4, custom_id: "never", values: [] }),
      label({ type: 3, id: 5, custom_id: "networks[]", values: ["v0"] }),
      label({ type: 3, id: 5, custom_id: "many[]" }),
    ];
    expect(valuesOf(components)).toEqual({
      note: "new",
      name: "",
      channel: "9",
      pace: "v2",
      never: "",
      networks: ["v0"],
      many: [],
    });
    expect(valuesOf([])).toEqual({});
  });
  test("has the names of the form's fields", () => {
    const sent = modalOf(formOf(everyField)).components.map((one) =>
      label(one.type === 18 ? { ...one.component, values: ["v0"], value: "x" } : null),
    );
    expect(valuesOf(sent)).toEqual({ note: "x", subject: "x", channel: "v0", pace: "v0", networks: ["v0"] });
  });
  test.each([
    ["x", "data.components should be a list"],
    [[null], "data.components.0 should be an object"],
    [[{ type: 1 }], "data.components.0.type should be a label"],
    [[label(null)], "data.components.0.component should be an object"],
    [[label({ type: 4 })], "data.components.0.component.custom_id should be the name of a field"],
    [[label({ type: 4, custom_id: 1 })], "data.components.0.component.custom_id should be a text"],
    [[label({ type: 4, custom_id: "a", value: 7 })], "data.components.0.component.value should be a text"],
    [[label({ type: 3, custom_id: "a", values: "x" })], "data.components.0.component.values should be a list"],
    [[label({ type: 3, custom_id: "a", values: [1] })], "data.components.0.component.values.0 should be a text"],
    [[label({ type: 19, custom_id: "a" })], "data.components.0.component.type should be a component of our forms"],
  ])("and is refused as %j with the place", (components, message) => {
    expect(() => valuesOf(components)).toThrow(new TypeError(message));
  });
  test("under a strange name stays a value", () => {
    const values = valuesOf([label({ type: 4, custom_id: "__proto__", value: "x" })]);
    expect(Object.entries(values)).toEqual([["__proto__", "x"]]);
  });
});

describe("what must be mended", () => {
  test("is a card with a line for each field, by its label", () => {
    const card = problemsCard({ note: "Too long.", other: "Not now." }, "en", everyField);
    expect(card).toEqual({
      title: "Please check what you entered",
      tone: "quiet",
      language: "en",
      summary: "Too long. Not now.",
      parts: [
        { kind: "text", text: [{ bold: "Note" }, ": Too long."] },
        { kind: "text", text: ["Not now."] },
      ],
    });
    expect(messageRefusal(messageOf(card, { pictureOf: () => null, isAgeRestricted: false }), [])).toBeNull();
  });
  test("is said in the asker's language", () => {
    expect(problemsCard({}, "de")).toMatchObject({ title: "Bitte die Angaben prüfen", language: "de" });
    expect(problemsCard({}, "de").summary).toBe("Bitte die Angaben prüfen");
  });
});
