import { describe, expect, test } from "vitest";
import { pageOf, type Sent } from "../scripts/slack-picture/page.tsx";
import type { Reader } from "../scripts/slack-picture/reader.ts";
import { scenes } from "../scripts/slack-picture/scenes.ts";
import type { Card, Form, PostItem } from "../src/cards/card.ts";
import type { Block } from "../src/chat/slack/blocks.ts";
import { modalOf } from "../src/chat/slack/form.ts";
import { homeOf } from "../src/chat/slack/home.ts";
import type { PictureOf } from "../src/chat/slack/picture.ts";
import { messageOf } from "../src/chat/slack/render.ts";
import { formOf } from "../src/commands/form.ts";
import { commands } from "../src/commands/index.ts";
import { hostileCasts } from "./cards/hostile-cast.ts";
import { now, sampleForms, samplesOf, usualCast } from "./cards/samples.ts";

const reader: Reader = {
  now,
  people: { U1: "ann" },
  channels: { C1: "general" },
  imageOf: () => "https://pictures.invalid/chart.png",
};
const asFile: PictureOf = () => ({ kind: "file", id: "F1" });
const asWords: PictureOf = () => null;
const drawn = (sent: Sent): string => pageOf(sent, reader, "light");
const messageFor = (card: Card, pictureOf: PictureOf = asFile): string =>
  drawn({ kind: "message", message: messageOf(card, pictureOf) });
const blocksDrawn = (...blocks: Block[]): string => drawn({ kind: "message", message: { text: "", blocks } });
const saying = (text: string): Card => ({
  title: text,
  tone: "neutral",
  summary: text,
  parts: [
    { kind: "text", text: [text, { bold: text }, { code: text }, { person: { id: "not an id", name: text } }] },
    { kind: "facts", facts: [{ label: text, value: text, change: text }] },
    { kind: "table", columns: [text], rows: [[text]] },
    { kind: "actions", controls: [{ kind: "button", action: "mute", value: "1", label: text }] },
    { kind: "note", text: [text, { bold: text }, { code: text }] },
  ],
});

describe.each([usualCast, ...hostileCasts.map(([, cast]) => cast)])("with $subject.key", (cast) => {
  test.each(samplesOf(cast).map(({ name, card }) => [name, card] as const))(
    "the drawing knows every block of the card “%s”",
    (_, card) => {
      expect(messageFor(card)).toContain('<div class="block header">');
      expect(messageFor(card, asWords)).not.toContain("<img");
      expect(drawn({ kind: "home", view: homeOf(card) })).toContain('<div class="block header">');
    },
  );
  test("it knows every field of the settings", () => {
    for (const form of sampleForms(cast)) expect(drawn({ kind: "modal", view: modalOf(form, "") })).toContain("Save");
  });
});

test("it knows every kind of field, filled and empty", () => {
  const form: Form = {
    title: "Everything",
    action: "a",
    value: "",
    submit: "Go",
    fields: [
      { kind: "text", name: "empty", label: "Empty", value: "", hint: "A hint", optional: true },
      { kind: "text", name: "text", label: "Text", value: "written" },
      { kind: "suggested", name: "tag", label: "Tag", value: "#cats", of: { command: "live", option: "tag" } },
      { kind: "channel", name: "channel", label: "Channel", value: "C1" },
      { kind: "choice", name: "one", label: "One", value: "b", choices: [{ label: "Bee", value: "b" }] },
      { kind: "choices", name: "few", label: "Few", values: ["b"], choices: [{ label: "Bee", value: "b" }] },
      {
        kind: "choices",
        name: "many",
        label: "Many",
        values: ["7"],
        choices: Array.from({ length: 20 }, (_, i) => ({ label: `Choice ${i}`, value: `${i}` })),
      },
    ],
  };
  const html = drawn({ kind: "modal", view: modalOf(form, "") });
  for (const shown of ["A hint", "(optional)", "written", "#cats", "# general", "Bee", "✓", "Choice 7"])
    expect(html).toContain(shown);
});

test("it knows the form of every command", () => {
  for (const command of commands)
    expect(drawn({ kind: "modal", view: modalOf(formOf(command, { asksChannel: true }, "en"), "") })).toContain(
      `/${command.name}`,
    );
});

test("it knows posts, open and sensitive", () => {
  const post = (more: Partial<PostItem>): PostItem => ({
    network: "Bluesky",
    author: "ann",
    text: "said this",
    url: "https://bsky.app/p/1",
    at: new Date(now.getTime() - 7_200_000),
    figures: "12 likes",
    sensitive: false,
    ...more,
  });
  const html = messageFor({
    title: "Posts",
    tone: "neutral",
    summary: "",
    parts: [{ kind: "posts", posts: [post({}), post({ text: "not for everybody", sensitive: true })] }],
  });
  expect(html).toContain("2 hours ago");
  expect(html).toContain("said this");
  expect(html).not.toContain("not for everybody");
});

test("every scene is drawn in both themes, with its chart where it has one", () => {
  expect(scenes.map(({ name }) => name)).toEqual([
    "alert",
    "board",
    "board-words",
    "top",
    "people",
    "author",
    "follow",
    "followed",
    "digest",
    "tracking",
    "home",
    "track",
  ]);
  for (const { sent, chart } of scenes) {
    expect(pageOf(sent, reader, "dark")).toContain('class="dark"');
    expect(drawn(sent).includes("<img")).toBe(chart !== undefined);
  }
});

test("text stays text, whatever is in it", () => {
  const html = messageFor(saying(`<script>alert(1)</script> "q" <img src=x onerror=y> &lt;b&gt; <!channel>`));
  expect(html).not.toMatch(/<script|<img|<!channel/u);
  expect(html).toContain("&lt;script&gt;alert(1)&lt;/script&gt;");
  // What was typed as an entity is shown as it was typed.
  expect(html).toContain("&amp;lt;b&amp;gt;");
});

test("people, channels, times and code of small print are shown as Slack shows them", () => {
  const html = messageFor({
    title: "Small print",
    tone: "quiet",
    summary: "",
    parts: [
      {
        kind: "note",
        text: [
          { person: { id: "U1", name: "ignored" } },
          { channel: "C1" },
          { time: now, style: "moment" },
          { code: "/tags" },
          { link: "docs", url: "https://docs.example.org/?a=1&b=2" },
        ],
      },
    ],
  });
  expect(html).toContain("@ann");
  expect(html).toContain("#general");
  expect(html).toContain("today, 2:02 PM");
  expect(html).toContain("<code>/tags</code>");
  expect(html).toContain('<span class="link">docs</span>');
});

test("what it does not know, it does not pass over", () => {
  const foreign = [
    { type: "video" },
    { type: "section", text: { type: "mrkdwn", text: "<!here>" } },
    { type: "section", accessory: { type: "button" } },
    { type: "actions", elements: [{ type: "datepicker" }] },
    { type: "rich_text", elements: [{ type: "rich_text_list", elements: [] }] },
    { type: "rich_text", elements: [{ type: "rich_text_section", elements: [{ type: "emoji", name: "wave" }] }] },
    { type: "input", label: { type: "plain_text", text: "When" }, element: { type: "timepicker" } },
    { type: "table", rows: [[{ type: "picture" }]] },
  ];
  for (const block of foreign) expect(() => blocksDrawn(block as Block)).toThrow(/do not know/u);
});
