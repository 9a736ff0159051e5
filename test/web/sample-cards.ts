import type { Card, Form } from "../../src/cards/card.ts";
import { at } from "./playground-server.ts";

const pictureKey = { light: "a".repeat(64), dark: "b".repeat(64) };
export const chartWords = "Posts per hour with #worldcup: latest 1,240, peak 2,310.";

/** A live board that shows `posts`. */
export const board = (posts: string): Card => ({
  title: "#worldcup, last 24 hours",
  tone: "neutral",
  summary: `#worldcup: ${posts} posts`,
  parts: [
    { kind: "facts", facts: [{ label: "Posts", value: posts, change: "▲ up 34 %" }] },
    { kind: "picture", picture: { ...pictureKey, alt: chartWords, width: 800, height: 450 } },
    { kind: "actions", controls: [{ kind: "button", action: "live-stop", value: "1", label: "Stop" }] },
    { kind: "note", text: ["Live, updated ", { time: at, style: "clock" }] },
  ],
});

/** A card with every other kind of part. */
export const tracking: Card = {
  title: "Tracking #worldcup",
  tone: "good",
  summary: "Tracking #worldcup",
  parts: [
    { kind: "text", text: ["Reading ", { bold: "Bluesky" }, " since ", { time: at, style: "moment" }] },
    {
      kind: "posts",
      posts: [{ network: "Bluesky", author: "ana", text: "hidden words", url: null, at, figures: "", sensitive: true }],
    },
    { kind: "table", columns: ["Hashtag", "Posts"], rows: [["#worldcup", "18,204"]] },
    {
      kind: "actions",
      controls: [
        { kind: "button", action: "filter", value: "1", label: "Filter…" },
        { kind: "menu", action: "pace", label: "Pace", choices: [{ label: "every hour", value: "1h" }] },
      ],
    },
  ],
};

export const refusal: Card = { title: "Which hashtag?", tone: "quiet", summary: "Which hashtag?", parts: [] };

export const filter: Form = {
  title: "Filter #worldcup",
  action: "filter",
  value: "1",
  submit: "Save",
  fields: [
    { kind: "text", name: "words", label: "Must contain", value: "" },
    { kind: "choice", name: "language", label: "Language", value: "en", choices: [{ label: "English", value: "en" }] },
    {
      kind: "choices",
      name: "networks",
      label: "Networks",
      values: ["bluesky"],
      choices: [
        { label: "Bluesky", value: "bluesky" },
        { label: "Mastodon", value: "mastodon" },
      ],
    },
  ],
};
