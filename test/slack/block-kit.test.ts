import { describe, expect, test } from "vitest";
import { problemsIn } from "./block-kit.ts";

const plain = (text: string) => ({ type: "plain_text", text });
const mrkdwn = (text: string) => ({ type: "mrkdwn", text });
const times = <T>(count: number, make: (index: number) => T): T[] => Array.from({ length: count }, (_, i) => make(i));
const long = (count: number) => "x".repeat(count);
const option = (value: string, text = value) => ({ text: plain(text), value });
const button = { type: "button", action_id: "a:0", text: plain("Go"), value: "1", style: "primary" };
const select = {
  type: "static_select",
  action_id: "b:1",
  placeholder: plain("Pick"),
  options: [option("1"), option("2")],
};
const section = { type: "section", text: mrkdwn("*Hi* <@U1> &amp; <https://a.example|a> <!date^1^{date}|then>") };
const leaf = { type: "text", text: "x", style: { bold: true } };
const rich = (...elements: unknown[]) => ({ type: "rich_text", elements: [{ type: "rich_text_section", elements }] });
const cell = { type: "raw_text", text: "x" };
const table = {
  type: "table",
  rows: [
    [cell, rich(leaf)],
    [cell, { type: "raw_number", value: 1, text: "1" }],
  ],
  column_settings: [{ align: "right" }, { is_wrapped: true }],
};
const image = { type: "image", alt_text: "A chart", image_url: "https://a.example/1.png" };
const actions = { type: "actions", elements: [button, select] };
const series = { name: "Posts", data: [{ label: "Mon", value: 1 }] };
const axis = { categories: ["Mon"], x_label: "Day" };
const chart = {
  type: "data_visualization",
  title: "Posts",
  chart: { type: "line", series: [series], axis_config: axis },
};
const pie = (segments: unknown[]) => ({ ...chart, chart: { type: "pie", segments } });
const message = (...blocks: unknown[]) => ({ text: "Hi", blocks });

const input = (element: unknown, more = {}) => ({
  type: "input",
  block_id: "f",
  label: plain("Field"),
  element,
  ...more,
});
const textInput = { type: "plain_text_input", action_id: "text", initial_value: "x", max_length: 100 };
const boxes = {
  type: "checkboxes",
  action_id: "c",
  options: [option("1"), option("2")],
  initial_options: [option("2")],
};
const multi = { ...boxes, type: "multi_static_select" };
const external = {
  type: "external_select",
  action_id: "suggest:a:b",
  min_query_length: 1,
  initial_option: option("x"),
};
const channels = {
  type: "conversations_select",
  action_id: "d",
  filter: { include: ["public"], exclude_bot_users: true },
};
const modalWith = (more: Record<string, unknown>) => ({
  type: "modal",
  title: plain("Form"),
  submit: plain("Save"),
  close: plain("Cancel"),
  callback_id: "c",
  private_metadata: "",
  blocks: [input(textInput)],
  ...more,
});
const modal = (...blocks: unknown[]) => modalWith({ blocks });
const home = (...blocks: unknown[]) => ({ type: "home", blocks });

test.each([
  ["message", message()],
  ["message", { text: "only words" }],
  [
    "message",
    message({ type: "header", text: plain("T") }, section, actions, image, table, rich(leaf), chart, {
      type: "divider",
    }),
  ],
  ["message", message({ type: "section", fields: [mrkdwn("a"), plain("b")], accessory: button })],
  ["message", message({ type: "context", elements: [mrkdwn("a"), { ...image }] })],
  ["message", message({ type: "image", alt_text: "a", slack_file: { id: "F1" } }, pie([{ label: "a", value: 1 }]))],
  [
    "message",
    message(
      rich(
        { type: "user", user_id: "U1" },
        { type: "link", url: "https://a.example" },
        { type: "date", timestamp: 1, format: "{ago}", fallback: "then" },
      ),
    ),
  ],
  [
    "modal",
    modal(
      ...[textInput, boxes, multi, external, channels, select].map((element, i) =>
        input(element, { block_id: `f${i}` }),
      ),
    ),
  ],
  ["home", home(section, table, actions)],
] as const)("a %s of Slack's is taken: %#", (surface, payload) => expect(problemsIn(surface, payload)).toEqual([]));

describe("every rule refuses", () => {
  test.each([
    ["what is no object", "is no object", null],
    ["a message without words", "text is missing", { blocks: [] }],
    ["an empty text", "text is empty", { text: "" }],
    ["a text over 4,000", "more than 4000", { text: long(4_001) }],
    ["an unescaped & in the text", "unescaped &", { text: "a & b" }],
    ["51 blocks", "more than 50", message(...times(51, () => section))],
    ["no list of blocks", "blocks is no list", { text: "x", blocks: "[]" }],
    ["a block that is none", "blocks.0 is no object", message("x")],
    ["an unknown block", "is no block we know: marquee", message({ type: "marquee" })],
    ["an unknown field of a block", "unknown field color", message({ ...section, color: "red" })],
    ["a block_id over 255", "more than 255", message({ ...section, block_id: long(256) })],
    ["an empty block_id", "block_id is empty", message({ ...section, block_id: "" })],
    ["a block_id twice", "block_id a twice", message({ ...section, block_id: "a" }, { ...section, block_id: "a" })],
    [
      "more characters than a message has",
      "msg_blocks_too_long",
      message(...times(5, () => ({ type: "section", text: plain(long(2_900)) }))),
    ],
    ["a header over 150", "more than 150", message({ type: "header", text: plain(long(151)) })],
    ["a header in mrkdwn", "none of plain_text", message({ type: "header", text: mrkdwn("x") })],
    ["a header without text", "lacks text", message({ type: "header" })],
    ["a section of nothing", "neither text nor fields", message({ type: "section" })],
    ["a section over 3,000", "more than 3000", message({ type: "section", text: plain(long(3_001)) })],
    ["an empty text object", "text is empty", message({ type: "section", text: plain("") })],
    ["a blank text object", "text is blank", message({ type: "section", text: plain(" \n") })],
    ["a text that is no object", "is no text object", message({ type: "section", text: "x" })],
    [
      "a text of no type",
      "none of plain_text, mrkdwn",
      message({ type: "section", text: { type: "text", text: "x" } }),
    ],
    ["emoji in mrkdwn", "unknown field emoji", message({ type: "section", text: { ...mrkdwn("x"), emoji: true } })],
    ["an unescaped <", "unescaped < or >", message({ type: "section", text: mrkdwn("a < b") })],
    ["an unescaped &", "unescaped &", message({ type: "section", text: mrkdwn("a & b") })],
    ["11 fields", "more than 10", message({ type: "section", fields: times(11, () => plain("x")) })],
    ["no fields", "fewer than 1", message({ type: "section", fields: [] })],
    ["a field over 2,000", "more than 2000", message({ type: "section", fields: [plain(long(2_001))] })],
    ["an input as an accessory", "no place here", message({ ...section, accessory: textInput })],
    ["11 context elements", "more than 10", message({ type: "context", elements: times(11, () => plain("x")) })],
    ["no context elements", "fewer than 1", message({ type: "context", elements: [] })],
    ["a button in a context", "none of plain_text, mrkdwn", message({ type: "context", elements: [button] })],
    [
      "26 actions",
      "more than 25",
      message({ type: "actions", elements: times(26, (i) => ({ ...button, action_id: `${i}` })) }),
    ],
    ["no actions", "fewer than 1", message({ type: "actions", elements: [] })],
    ["an action_id twice", "action_id a:0 twice", message({ type: "actions", elements: [button, button] })],
    [
      "an action_id over 255",
      "more than 255",
      message({ type: "actions", elements: [{ ...button, action_id: long(256) }] }),
    ],
    ["an action that is no object", "is no object", message({ type: "actions", elements: ["x"] })],
    [
      "a button over 75",
      "more than 75",
      message({ type: "actions", elements: [{ ...button, text: plain(long(76)) }] }),
    ],
    [
      "a button in mrkdwn",
      "none of plain_text",
      message({ type: "actions", elements: [{ ...button, text: mrkdwn("x") }] }),
    ],
    [
      "a button's value over 2,000",
      "more than 2000",
      message({ type: "actions", elements: [{ ...button, value: long(2_001) }] }),
    ],
    [
      "a button in blue",
      "none of primary, danger",
      message({ type: "actions", elements: [{ ...button, style: "blue" }] }),
    ],
    [
      "a button to nowhere",
      "no web address",
      message({ type: "actions", elements: [{ ...button, url: "javascript:1" }] }),
    ],
    [
      "a button's label for readers over 75",
      "more than 75",
      message({ type: "actions", elements: [{ ...button, accessibility_label: long(76) }] }),
    ],
    [
      "half a confirmation",
      "lacks deny",
      message({
        type: "actions",
        elements: [{ ...button, confirm: { title: plain("a"), text: plain("b"), confirm: plain("c") } }],
      }),
    ],
    ["a menu of nothing", "fewer than 1", message({ type: "actions", elements: [{ ...select, options: [] }] })],
    [
      "a menu of 101",
      "more than 100",
      message({ type: "actions", elements: [{ ...select, options: times(101, (i) => option(`${i}`)) }] }),
    ],
    [
      "a placeholder over 150",
      "more than 150",
      message({ type: "actions", elements: [{ ...select, placeholder: plain(long(151)) }] }),
    ],
    [
      "an option over 75",
      "more than 75",
      message({ type: "actions", elements: [{ ...select, options: [option("1", long(76))] }] }),
    ],
    [
      "an option's value over 150",
      "more than 150",
      message({ type: "actions", elements: [{ ...select, options: [option(long(151), "x")] }] }),
    ],
    [
      "an option without a value",
      "lacks value",
      message({ type: "actions", elements: [{ ...select, options: [{ text: plain("x") }] }] }),
    ],
    [
      "an option's empty value",
      "value is empty",
      message({ type: "actions", elements: [{ ...select, options: [option("", "x")] }] }),
    ],
    ["an option that is none", "is no option", message({ type: "actions", elements: [{ ...select, options: ["x"] }] })],
    [
      "an option of a menu in mrkdwn",
      "none of plain_text",
      message({ type: "actions", elements: [{ ...select, options: [{ text: mrkdwn("x"), value: "1" }] }] }),
    ],
    [
      "a value twice",
      "value twice",
      message({ type: "actions", elements: [{ ...select, options: [option("1"), option("1", "x")] }] }),
    ],
    [
      "a choice that is no option",
      "none of the options",
      message({ type: "actions", elements: [{ ...select, initial_option: option("9") }] }),
    ],
    ["an image without words", "lacks alt_text", message({ type: "image", image_url: "https://a.example" })],
    ["an image with empty words", "alt_text is empty", message({ ...image, alt_text: "" })],
    ["an image's words over 2,000", "more than 2000", message({ ...image, alt_text: long(2_001) })],
    ["an image of nothing", "one of image_url and slack_file", message({ type: "image", alt_text: "x" })],
    ["an image of two", "one of image_url and slack_file", message({ ...image, slack_file: { id: "F1" } })],
    [
      "an image's address over 3,000",
      "more than 3000",
      message({ ...image, image_url: `https://a.example/${long(3_000)}` }),
    ],
    ["an image at no address", "no web address", message({ ...image, image_url: "/pictures/1.png" })],
    ["an image of no file", "one of id and url", message({ type: "image", alt_text: "x", slack_file: {} })],
    ["an image's title over 2,000", "more than 2000", message({ ...image, title: plain(long(2_001)) })],
    ["rich text of nothing", "fewer than 1", message({ type: "rich_text", elements: [] })],
    ["rich text without a section", "no element of rich text", message({ type: "rich_text", elements: [leaf] })],
    ["a section of rich text of nothing", "fewer than 1", message(rich())],
    ["an empty text in rich text", "text is empty", message(rich({ type: "text", text: "" }))],
    [
      "rich text of what there is not",
      "nothing that rich text is made of",
      message(rich({ type: "mrkdwn", text: "x" })),
    ],
    ["a style there is not", "unknown field blink", message(rich({ ...leaf, style: { blink: true } }))],
    ["a style that is no flag", "no list of flags", message(rich({ ...leaf, style: { bold: "yes" } }))],
    ["an unknown field in rich text", "unknown field href", message(rich({ ...leaf, href: "x" }))],
    ["a link to nowhere", "no web address", message(rich({ type: "link", url: "javascript:1" }))],
    ["nobody's mention", "no id of Slack's", message(rich({ type: "user", user_id: "ann" }))],
    ["no channel's mention", "no id of Slack's", message(rich({ type: "channel", channel_id: "#general" }))],
    ["half a second", "no whole number", message(rich({ type: "date", timestamp: 1.5, format: "{date}" }))],
    ["no format of dates", "no format of dates", message(rich({ type: "date", timestamp: 1, format: "{now}" }))],
    ["a ping to nobody", "none of here, channel, everyone", message(rich({ type: "broadcast", range: "all" }))],
    [
      "a list without a style",
      "lacks style",
      message({ type: "rich_text", elements: [{ type: "rich_text_list", elements: [rich(leaf).elements[0]] }] }),
    ],
    [
      "a list of words",
      "is no rich_text_section",
      message({ type: "rich_text", elements: [{ type: "rich_text_list", style: "bullet", elements: [leaf] }] }),
    ],
    [
      "a mention in preformatted text",
      "none of text, link",
      message({
        type: "rich_text",
        elements: [{ type: "rich_text_preformatted", elements: [{ type: "user", user_id: "U1" }] }],
      }),
    ],
    ["a table of nothing", "fewer than 1", message({ type: "table", rows: [] })],
    ["101 rows", "more than 100", message({ type: "table", rows: times(101, () => [cell]) })],
    ["21 columns", "more than 20", message({ type: "table", rows: [times(21, () => cell)] })],
    ["21 settings of columns", "more than 20", message({ ...table, column_settings: times(21, () => ({})) })],
    ["a column set askew", "none of left, center, right", message({ ...table, column_settings: [{ align: "top" }] })],
    ["a cell of mrkdwn", "no kind of cell", message({ type: "table", rows: [[mrkdwn("x")]] })],
    ["an empty cell", "text is empty", message({ type: "table", rows: [[{ type: "raw_text", text: "" }]] })],
    [
      "a number that is none",
      "is no number",
      message({ type: "table", rows: [[{ type: "raw_number", value: "1", text: "1" }]] }),
    ],
    ["two tables", "only_one_table_allowed", message(table, table)],
    [
      "tables of over 10,000",
      "more than 10,000",
      message({ type: "table", rows: times(11, () => [{ type: "raw_text", text: long(1_000) }]) }),
    ],
    ["a chart's title over 50", "more than 50", message({ ...chart, title: long(51) })],
    [
      "a chart there is not",
      "none of line, bar, area, pie",
      message({ ...chart, chart: { ...chart.chart, type: "radar" } }),
    ],
    [
      "a chart of seven series",
      "more than 6",
      message({ ...chart, chart: { ...chart.chart, series: times(7, (i) => ({ ...series, name: `${i}` })) } }),
    ],
    ["a series twice", "a name twice", message({ ...chart, chart: { ...chart.chart, series: [series, series] } })],
    [
      "a series' name over 20",
      "more than 20",
      message({ ...chart, chart: { ...chart.chart, series: [{ ...series, name: long(21) }] } }),
    ],
    [
      "21 categories",
      "more than 20",
      message({ ...chart, chart: { ...chart.chart, axis_config: { categories: times(21, (i) => `${i}`) } } }),
    ],
    [
      "a category over 20",
      "more than 20",
      message({ ...chart, chart: { ...chart.chart, axis_config: { categories: [long(21)] } } }),
    ],
    [
      "a gap in a series",
      "not one point for every category",
      message({ ...chart, chart: { ...chart.chart, axis_config: { categories: ["Mon", "Tue"] } } }),
    ],
    [
      "a point of null",
      "a point without a number",
      message({ ...chart, chart: { ...chart.chart, series: [{ name: "a", data: [{ label: "Mon", value: null }] }] } }),
    ],
    [
      "an axis' words over 50",
      "more than 50",
      message({ ...chart, chart: { ...chart.chart, axis_config: { ...axis, y_label: long(51) } } }),
    ],
    ["a slice of nothing", "no positive number", message(pie([{ label: "a", value: 0 }]))],
    ["seven slices", "more than 6", message(pie(times(7, () => ({ label: "a", value: 1 }))))],
    ["three charts", "more than two charts", message(chart, chart, chart)],
  ] as const)("%s in a message", (_, problem, payload) => {
    expect(problemsIn("message", payload).join("\n")).toContain(problem);
  });

  test.each([
    ["no blocks", "fewer than 1", modal()],
    ["101 blocks", "more than 100", modal(...times(101, () => section))],
    ["another type", "none of modal", modalWith({ type: "home" })],
    ["no title", "lacks title", { type: "modal", blocks: [section] }],
    ["a title over 24", "more than 24", modalWith({ title: plain(long(25)) })],
    ["a title in mrkdwn", "none of plain_text", modalWith({ title: mrkdwn("x") })],
    ["a submit over 24", "more than 24", modalWith({ submit: plain(long(25)) })],
    ["a close over 24", "more than 24", modalWith({ close: plain(long(25)) })],
    ["an input but no submit", "submit is missing", modalWith({ submit: undefined })],
    ["metadata over 3,000", "more than 3000", modalWith({ private_metadata: long(3_001) })],
    ["a callback_id over 255", "more than 255", modalWith({ callback_id: long(256) })],
    ["an external_id over 255", "more than 255", modalWith({ external_id: long(256) })],
    ["an unknown field", "unknown field size", modalWith({ size: "big" })],
    ["a table", "no place in a modal", modal(table)],
    ["a chart", "no place in a modal", modal(chart)],
    ["a field without a label", "lacks label", modal({ type: "input", element: textInput })],
    ["a label over 2,000", "more than 2000", modal(input(textInput, { label: plain(long(2_001)) }))],
    ["a hint over 2,000", "more than 2000", modal(input(textInput, { hint: plain(long(2_001)) }))],
    ["a field that may be empty perhaps", "none of true, false", modal(input(textInput, { optional: "perhaps" }))],
    ["a button as a field", "no place here", modal(input(button))],
    ["an initial text over 3,000", "more than 3000", modal(input({ ...textInput, initial_value: long(3_001) }))],
    ["an empty initial text", "initial_value is empty", modal(input({ ...textInput, initial_value: "" }))],
    ["a length over 3,000", "no number from 0 to 3,000", modal(input({ ...textInput, max_length: 3_001 }))],
    [
      "11 checkboxes",
      "more than 10",
      modal(input({ type: "checkboxes", action_id: "c", options: times(11, (i) => option(`${i}`)) })),
    ],
    ["no checkbox chosen, by a list", "fewer than 1", modal(input({ ...boxes, initial_options: [] }))],
    [
      "a checkbox chosen that is none",
      "none of the options",
      modal(input({ ...boxes, initial_options: [option("9")] })),
    ],
    ["choices that are none", "none of the options", modal(input({ ...multi, initial_options: [option("9")] }))],
    ["suggestions from less than nothing", "is no count", modal(input({ ...external, min_query_length: -1 }))],
    ["a suggestion that is no option", "is no option", modal(input({ ...external, initial_option: "x" }))],
    ["a filter of nothing", "filters nothing", modal(input({ ...channels, filter: {} }))],
    ["a filter of no kinds", "fewer than 1", modal(input({ ...channels, filter: { include: [] } }))],
    [
      "a filter of what there is not",
      "none of im, mpim, private, public",
      modal(input({ ...channels, filter: { include: ["dm"] } })),
    ],
    [
      "two focused fields",
      "more than one focus_on_load",
      modal(...["a", "b"].map((block_id) => input({ ...textInput, focus_on_load: true }, { block_id }))),
    ],
    ["a focus that is no flag", "focus_on_load is no flag", modal(input({ ...textInput, focus_on_load: "yes" }))],
    [
      "a view of 250 KB",
      "view_too_large",
      modal(...times(90, (i) => ({ type: "section", block_id: `${i}`, text: plain(long(2_900)) }))),
    ],
  ] as const)("%s in a modal", (_, problem, payload) => {
    expect(problemsIn("modal", payload).join("\n")).toContain(problem);
  });

  test.each([
    ["101 blocks", "more than 100", home(...times(101, () => section))],
    ["another type", "none of home", { type: "modal", blocks: [] }],
    ["a title", "unknown field title", { ...home(section), title: plain("x") }],
  ] as const)("%s in a Home tab", (_, problem, payload) => {
    expect(problemsIn("home", payload).join("\n")).toContain(problem);
  });
});

test("every problem names the page of its rule", () => {
  const problems = problemsIn("message", message({ type: "header", text: plain("") }, { type: "marquee" }));
  expect(problems).toEqual([
    "blocks.0.text.text is empty (docs.slack.dev/reference/block-kit/blocks/header-block)",
    "blocks.1.type is no block we know: marquee (docs.slack.dev/reference/block-kit/blocks)",
  ]);
});
