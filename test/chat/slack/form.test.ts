import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Field, Form } from "../../../src/cards/card.ts";
import { modalOf, problemsOf, suggestedOf, valuesOf } from "../../../src/chat/slack/form.ts";
import { languages } from "../../../src/model/language.ts";
import { hostileCasts } from "../../cards/hostile-cast.ts";
import { plainForms, sampleForms, usualCast } from "../../cards/samples.ts";
import { problemsIn } from "../../slack/block-kit.ts";
import { liveThingsIn } from "../../slack/live-things.ts";
import { hostileText } from "../any-card.ts";
import { expectGoldenPayload } from "../golden.ts";

const times = <T>(count: number, make: (index: number) => T): T[] => Array.from({ length: count }, (_, i) => make(i));
const choicesOf = (count: number) => times(count, (i) => ({ label: `Choice ${i}`, value: `v${i}` }));

const everyField: readonly Field[] = [
  { kind: "text", name: "note", label: "Note", value: "old", hint: "Anything", optional: true },
  { kind: "text", name: "name", label: "Name", value: "" },
  { kind: "suggested", name: "subject", label: "Subject", value: "#cats", of: { command: "track", option: "what" } },
  { kind: "channel", name: "channel", label: "Channel", value: "C0123" },
  { kind: "choice", name: "pace", label: "Pace", value: "v1", choices: choicesOf(3) },
  { kind: "choices", name: "networks", label: "Networks", values: ["v0", "v2"], choices: choicesOf(3) },
  { kind: "choices", name: "many", label: "Many", values: [], choices: choicesOf(11) },
];
const formOf = (fields: readonly Field[]): Form => ({
  title: "Settings",
  action: "settings-save",
  value: "7",
  submit: "Save",
  fields,
});
const inputsOf = (form: Form) =>
  modalOf(form, "").blocks.map((block) => block as unknown as { element: Record<string, unknown>; optional: boolean });

describe("a form as a modal", () => {
  test.each(sampleForms(usualCast).map((form, i) => [i, form] as const))("looks as it did before (%i)", (i, form) => {
    const modal = modalOf(form, '{"value":"7"}');
    expectGoldenPayload("slack", `form-settings-${i}`, modal);
    expect(problemsIn("modal", modal)).toEqual([]);
  });
  test("has every kind of field", () => {
    const modal = modalOf(formOf(everyField), "meta");
    expectGoldenPayload("slack", "form-every-field", modal);
    expect(problemsIn("modal", modal)).toEqual([]);
    expect(modal).toMatchObject({ callback_id: "settings-save", private_metadata: "meta" });
    expect(modal.blocks.map(({ block_id }) => block_id)).toEqual(everyField.map(({ name }) => name));
  });
  test.each(languages)("is what Slack takes in %s", (language) => {
    for (const form of [...sampleForms(usualCast, language), ...plainForms(language)])
      expect(problemsIn("modal", modalOf(form, "{}", language))).toEqual([]);
  });
  test("is left in its own language", () => {
    expect(modalOf(formOf([]), "", "de").close?.text).toBe("Abbrechen");
    expect(modalOf(formOf([]), "").close?.text).toBe("Cancel");
  });
  test.each(hostileCasts)("about %s is what Slack takes", (_, cast) => {
    for (const form of sampleForms(cast)) expect(problemsIn("modal", modalOf(form, "{}"))).toEqual([]);
  });
  test("of hostile words is never refused, and nothing comes alive", () => {
    fc.assert(
      fc.property(hostileText, hostileText, fc.nat({ max: 130 }), (s, t, count) => {
        const choices = [{ label: s, value: t }, ...times(count, (i) => ({ label: t, value: `${i}` }))];
        const form: Form = {
          title: s,
          action: "a",
          value: s,
          submit: t,
          fields: [
            { kind: "text", name: "a", label: s, value: t, hint: s },
            { kind: "suggested", name: "b", label: s, value: t, of: { command: "track", option: "what" } },
            { kind: "channel", name: "c", label: s, value: t },
            { kind: "choice", name: "d", label: s, value: t, choices },
            { kind: "choices", name: "e", label: t, values: [t], choices },
            ...times(count, (i): Field => ({ kind: "text", name: `n${i}`, label: s, value: "" })),
          ],
        };
        const modal = modalOf(form, "x");
        expect(problemsIn("modal", modal)).toEqual([]);
        expect(liveThingsIn(modal)).toMatchObject({ people: [], channels: [], pings: [], links: [], dormant: [] });
      }),
      { numRuns: 300 },
    );
  }, 60_000);
  test("must be filled in but for what may be left empty", () => {
    expect(inputsOf(formOf(everyField)).map(({ optional }) => optional)).toEqual([
      true,
      false,
      false,
      false,
      false,
      true,
      true,
    ]);
  });
  test("without fields still has a block", () => {
    const modal = modalOf(formOf([]), "");
    expect(problemsIn("modal", modal)).toEqual([]);
    expect(modal.blocks).toHaveLength(1);
    const hostile = modalOf({ ...formOf([]), title: "<!channel> \u202e" }, "");
    expect(hostile.blocks).toMatchObject([{ text: { type: "plain_text", text: "<\u2060!channel>" } }]);
  });
  test("with more fields than blocks counts the rest", () => {
    const fields = times(120, (i): Field => ({ kind: "text", name: `f${i}`, label: `F${i}`, value: "" }));
    const modal = modalOf(formOf(fields), "");
    expect(modal.blocks).toHaveLength(100);
    expect(JSON.stringify(modal.blocks.at(-1))).toContain("… and 21 more");
  });
  test("offers channels only, never bots or direct messages", () => {
    const [input] = inputsOf(formOf([{ kind: "channel", name: "c", label: "Channel", value: "" }]));
    expect(input?.element).toEqual({
      type: "conversations_select",
      action_id: "channel",
      filter: { include: ["public", "private"], exclude_bot_users: true },
      default_to_current_conversation: true,
    });
  });
  test("never cuts what it needs back", () => {
    const long = "x".repeat(3_001);
    expect(() => modalOf(formOf([]), long)).toThrow("the metadata has 3001 characters, Slack takes 3000");
    expect(() => modalOf({ ...formOf([]), action: long }, "")).toThrow("the form's action");
    expect(() => modalOf(formOf([{ kind: "text", name: long, label: "L", value: "" }]), "")).toThrow("a field's name");
    const of = { command: long, option: "o" };
    expect(() => modalOf(formOf([{ kind: "suggested", name: "s", label: "L", value: "", of }]), "")).toThrow("option");
  });
});

describe("suggestions", () => {
  test("are asked for by the action_id of their field", () => {
    for (const of of [
      { command: "track", option: "what" },
      { command: "a:b", option: "ü %" },
    ]) {
      const [input] = inputsOf(formOf([{ kind: "suggested", name: "s", label: "S", value: "", of }]));
      expect(suggestedOf(String(input?.element["action_id"]))).toEqual(of);
    }
  });
  test.each(["", "mute:1", "suggest:track", "suggest::x", "suggest:a:b:c", "suggest:%:x"])("%j asks for none", (id) => {
    expect(suggestedOf(id)).toBeNull();
  });
});

describe("what was entered", () => {
  const option = (value: string) => ({ text: { type: "plain_text", text: "T" }, value });
  test("comes back by field", () => {
    const state = {
      note: { text: { type: "plain_text_input", value: "new" } },
      name: { text: { type: "plain_text_input", value: null } },
      subject: { "suggest:track:what": { type: "external_select", selected_option: option("#dogs") } },
      channel: { channel: { type: "conversations_select", selected_conversation: "C9" } },
      pace: { choice: { type: "static_select", selected_option: option("v2") } },
      never: { choice: { type: "static_select", selected_option: null } },
      networks: { choices: { type: "checkboxes", selected_options: [option("v0"), option("v1")] } },
      many: { choices: { type: "multi_static_select", selected_options: [] } },
    };
    expect(valuesOf(state)).toEqual({
      note: "new",
      name: "",
      subject: "#dogs",
      channel: "C9",
      pace: "v2",
      never: "",
      networks: ["v0", "v1"],
      many: [],
    });
    expect(valuesOf({})).toEqual({});
  });
  test.each([
    [null, "view.state.values should be an object"],
    [{ a: 1 }, "view.state.values.a should be an object"],
    [{ a: {} }, "view.state.values.a should be one element"],
    [{ a: { b: {}, c: {} } }, "view.state.values.a should be one element"],
    [{ a: { b: { type: "datepicker" } } }, "view.state.values.a.b.type should be an element of our forms"],
    [{ a: { b: { type: "plain_text_input", value: 7 } } }, "view.state.values.a.b.value should be a text"],
    [{ a: { b: { type: "checkboxes", selected_options: "x" } } }, "a.b.selected_options should be a list"],
    [{ a: { b: { type: "checkboxes", selected_options: [1] } } }, "a.b.selected_options.0 should be an object"],
    [{ a: { b: { type: "static_select", selected_option: { value: 1 } } } }, "selected_option.value should be a text"],
  ])("and is refused as %j with the place", (values, message) => {
    expect(() => valuesOf(values)).toThrow(message);
  });
  test("under a strange name stays a value", () => {
    const values = valuesOf(JSON.parse('{"__proto__":{"text":{"type":"plain_text_input","value":"x"}}}'));
    expect(Object.entries(values)).toEqual([["__proto__", "x"]]);
  });
});

describe("what must be mended", () => {
  test("stands at its field", () => {
    expect(problemsOf({ name: "Give it a name" }, everyField)).toEqual({ name: "Give it a name" });
  });
  test("stands at the first field where it is about none of them", () => {
    expect(problemsOf({ other: "Not now.", note: "Too long." }, everyField)).toEqual({ note: "Not now. Too long." });
    expect(problemsOf({ other: "Not now." }, [])).toEqual({});
  });
  test("is text, and never blank or endless", () => {
    expect(problemsOf({ name: "There is no <!here>\u202e", note: "" }, everyField)).toEqual({
      name: "There is no <\u2060!here>",
      note: "–",
    });
    expect(problemsOf({ name: "x".repeat(500) }, everyField)["name"]).toHaveLength(150);
  });
});
