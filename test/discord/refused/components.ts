import { button, componentsPage, many, option, picker, type RefusalCase, row, say, text, v2 } from "./case.ts";

/** Of components: each is one over the limit, or put wrong. */
export const components: readonly RefusalCase[] = (
  [
    ["for a text display without the flag", { components: [text()] }, "BASE_TYPE_CHOICES"],
    [
      "for 41 components together",
      { flags: v2, components: [{ type: 17, components: many(40, () => text()) }] },
      "COMPONENT_MAX_TOTAL_COMPONENTS_EXCEEDED",
    ],
    [
      "for texts of 4,001 characters together",
      { flags: v2, components: [text("a".repeat(2_001)), text("b".repeat(2_000))] },
      "COMPONENT_DISPLAYABLE_TEXT_SIZE_EXCEEDED",
    ],
    ["for six buttons in a row", { content: "c", components: [row(...many(6, (n) => button(`${n}`)))] }, undefined],
    [
      "for a custom_id twice",
      { content: "c", components: [row(button(), button())] },
      "COMPONENT_CUSTOM_ID_DUPLICATED",
    ],
    ["for an id twice", { flags: v2, components: many(2, () => ({ ...text(), id: 7 })) }, "COMPONENT_ID_DUPLICATED"],
    [
      "for a link button with a custom_id",
      { content: "c", components: [row(button("a", { style: 5, url: "https://a.example/" }))] },
      undefined,
    ],
    ["for a button without a label", { content: "c", components: [row(button("a", { label: "" }))] }, undefined],
    [
      "for a label of 81 characters",
      { content: "c", components: [row(button("a", { label: "l".repeat(81) }))] },
      "SCHEMA",
    ],
    ["for a custom_id of 101 characters", { content: "c", components: [row(button("i".repeat(101)))] }, "SCHEMA"],
    ["for 26 options", { content: "c", components: [picker(many(26, option))] }, "SCHEMA"],
    [
      "for an option's value twice",
      { content: "c", components: [picker([option(1), option(1)])] },
      "SELECT_COMPONENT_OPTION_VALUE_DUPLICATED",
    ],
    [
      "for a container in a container",
      { flags: v2, components: [{ type: 17, components: [{ type: 17, components: [text()] }] }] },
      "SCHEMA",
    ],
    ["for a gallery of 11 pictures", { flags: v2, components: [gallery(11)] }, "SCHEMA"],
  ] as const
).map(
  ([when, body, reason]): RefusalCase => ({
    error: 50035,
    when,
    page: componentsPage,
    ...(reason && { reason }),
    ask: say(body),
  }),
);

function gallery(count: number) {
  return { type: 12, items: many(count, (n) => ({ media: { url: `https://a.example/${n}.png` } })) };
}
