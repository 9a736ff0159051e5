import { describe, expect, test } from "vitest";
import { pageOf, type Sent } from "../scripts/discord-picture/page.tsx";
import type { Reader } from "../scripts/discord-picture/reader.ts";
import { scenes } from "../scripts/discord-picture/scenes.ts";
import type { Card, Inline } from "../src/cards/card.ts";
import type { Block } from "../src/chat/discord/components.ts";
import { modalOf } from "../src/chat/discord/form.ts";
import { messageOf } from "../src/chat/discord/render.ts";
import { hostileCasts } from "./cards/hostile-cast.ts";
import { now, plainForms, sampleForms, samplesOf, usualCast } from "./cards/samples.ts";

const reader: Reader = {
  now,
  people: { "100000000000000001": "ann" },
  channels: { "100000000000000002": "general" },
  fileOf: (name) => `https://pictures.invalid/${name}`,
};
const drawn = (sent: Sent): string => pageOf(sent, reader, "light");
const messageFor = (card: Card, file: string | null = "chart.png", isAgeRestricted = false): string =>
  drawn({ kind: "message", message: messageOf(card, { pictureOf: () => file, isAgeRestricted }) });
const blocksDrawn = (...components: Block[]): string =>
  drawn({
    kind: "message",
    message: { flags: 0, components: [{ type: 17, components }], allowed_mentions: { parse: [] } },
  });
const textCard = (...text: Inline[]): Card => ({
  title: "Title",
  tone: "neutral",
  summary: "",
  parts: [{ kind: "text", text }],
});

describe.each([usualCast, ...hostileCasts.map(([, cast]) => cast)])("with $subject.key", (cast) => {
  test.each(samplesOf(cast).map(({ name, card }) => [name, card] as const))(
    "the drawing knows every component of the card “%s”, and shows no mark of ours",
    (_, card) => {
      expect(messageFor(card)).toMatch(/<h[23]>/u);
      expect(messageFor(card, null)).not.toContain("<img");
      expect(messageFor(card).replace(/<pre>[\s\S]*?<\/pre>/gu, "")).not.toMatch(/<p>(?:-#|#|&gt;) |```/u);
    },
  );
});

test("it knows the form of every command and of the settings", () => {
  for (const form of [...sampleForms(usualCast), ...plainForms()])
    expect(drawn({ kind: "modal", modal: modalOf(form) })).toContain("Submit");
});

test("every scene is drawn in both themes, with its chart where it has one", () => {
  expect(scenes.map(({ name }) => name)).toEqual([
    "alert",
    "board",
    "top",
    "people",
    "author",
    "follow",
    "followed",
    "digest",
    "tracking",
    "track",
  ]);
  for (const { sent, chart } of scenes) {
    expect(pageOf(sent, reader, "dark")).toContain('class="dark"');
    expect(drawn(sent).includes("<img")).toBe(chart !== undefined);
  }
});

test("people, channels, times, bold and code are shown as Discord shows them", () => {
  const html = messageFor(
    textCard(
      { person: { id: "100000000000000001", name: "ignored" } },
      { channel: "100000000000000002" },
      { time: now, style: "moment" },
      { time: new Date(now.getTime() - 7_200_000), style: "relative" },
      { bold: "b*b" },
      { code: "/tags" },
      { link: "docs", url: "https://docs.example.org/" },
    ),
  );
  for (const shown of [
    "@ann",
    "# general",
    "November 20, 2026 2:02",
    "2 hours ago",
    "<b>b*b</b>",
    "<code>/tags</code>",
  ])
    expect(html.replaceAll("\u202f", " ")).toContain(shown);
  expect(html).toContain('<span class="link">docs</span>');
});

test("posts are quotes, and sensitive ones are hidden or behind a spoiler", () => {
  const post = {
    network: "Bluesky",
    author: "ann",
    text: "uttered\n# this",
    url: "https://bsky.app/p/1",
    at: now,
    figures: "",
    sensitive: false,
  };
  const card = (sensitive: boolean): Card => ({
    ...textCard(),
    parts: [{ kind: "posts", posts: [{ ...post, sensitive }] }],
  });
  expect(messageFor(card(false))).toContain("<blockquote><p>uttered</p><p># this</p></blockquote>");
  expect(messageFor(card(true))).not.toContain("uttered");
  expect(messageFor(card(true), null, true)).toContain('<span class="spoiler">uttered</span>');
});

test("text stays text, whatever is in it", () => {
  const html = messageFor(textCard(`<script>alert(1)</script> <img src=x onerror=y> &lt;b&gt; **x** # y`));
  expect(html).not.toMatch(/<script|<img|<b>x/u);
  expect(html.replaceAll("\u2060", "")).toContain("&lt;script&gt;alert(1)&lt;/script&gt;");
  expect(html).toContain("&amp;lt;b&amp;gt; **x** # y");
});

test("what it does not know, it does not pass over", () => {
  const foreign = [
    { type: 9, components: [] },
    { type: 1, components: [{ type: 5, custom_id: "x" }] },
    { type: 1, components: [{ type: 2, style: 3, label: "x", custom_id: "x" }] },
    { type: 10, content: "<t:0:S>" },
  ];
  for (const block of foreign) expect(() => blocksDrawn(block as unknown as Block)).toThrow(/do not know/u);
});
