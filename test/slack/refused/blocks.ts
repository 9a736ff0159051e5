import { block, button, kit, many, option, plain, type RefusalCase, section, show } from "./case.ts";

/** Of blocks: each is one over the limit, or shaped wrong. */
export const blocks: readonly RefusalCase[] = (
  [
    ["with 51 blocks", kit("blocks"), many(51, () => ({ type: "divider" }))],
    ["with a block of no known type", kit("blocks"), [{ type: "marquee" }]],
    ["with a section of 3,001 characters", block("section"), [section("s".repeat(3_001))]],
    ["with 11 fields", block("section"), [{ type: "section", fields: many(11, () => plain("f")) }]],
    ["with a field of 2,001 characters", block("section"), [{ type: "section", fields: [plain("f".repeat(2_001))] }]],
    ["with a header of 151 characters", block("header"), [{ type: "header", text: plain("h".repeat(151)) }]],
    ["with a header in mrkdwn", block("header"), [{ type: "header", text: { type: "mrkdwn", text: "h" } }]],
    ["with 11 elements of context", block("context"), [{ type: "context", elements: many(11, () => plain("c")) }]],
    ["with 26 buttons in a row", block("actions"), [{ type: "actions", elements: many(26, (n) => button(`${n}`)) }]],
    ["with an image without alt_text", block("image"), [{ type: "image", image_url: "https://a.example/b.png" }]],
    [
      "with an alt_text of 2,001 characters",
      block("image"),
      [{ type: "image", image_url: "https://a.example/b.png", alt_text: "a".repeat(2_001) }],
    ],
    [
      "with a button of 76 characters",
      kit("block-elements/button-element"),
      [{ type: "actions", elements: [button("b".repeat(76))] }],
    ],
    [
      "with a button's value of 2,001 characters",
      kit("block-elements/button-element"),
      [{ type: "actions", elements: [{ ...button(), value: "v".repeat(2_001) }] }],
    ],
    [
      "with an action_id of 256 characters",
      kit("block-elements/button-element"),
      [{ type: "actions", elements: [{ ...button(), action_id: "a".repeat(256) }] }],
    ],
    [
      "with 101 options",
      kit("block-elements/select-menu-element"),
      [
        {
          type: "actions",
          elements: [{ type: "static_select", action_id: "a", placeholder: plain("?"), options: many(101, option) }],
        },
      ],
    ],
    [
      "with 6 options in an overflow menu",
      kit("block-elements/overflow-menu-element"),
      [{ type: "actions", elements: [{ type: "overflow", action_id: "a", options: many(6, option) }] }],
    ],
    ["with a block_id twice", kit("blocks"), many(2, () => ({ ...section("s"), block_id: "same" }))],
  ] as const
).map(([when, page, shown]): RefusalCase => ({ error: "invalid_blocks", when, page, ask: show(...shown) }));

export const blocksTogether: readonly RefusalCase[] = [
  {
    error: "msg_blocks_too_long",
    when: "with more than about 13,200 characters in all blocks",
    page: "https://github.com/slackapi/bolt-js/issues/2509",
    ask: show(...many(5, () => section("s".repeat(2_900)))),
  },
];
