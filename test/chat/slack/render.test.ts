import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Card, Control, Inline, Part, Picture, PostItem } from "../../../src/cards/card.ts";
import type { PictureOf } from "../../../src/chat/slack/picture.ts";
import { actionOf, messageOf } from "../../../src/chat/slack/render.ts";
import { languages } from "../../../src/model/language.ts";
import { hostileCasts } from "../../cards/hostile-cast.ts";
import { samplesOf, usualCast } from "../../cards/samples.ts";
import { isWhole } from "../../rehearsal.ts";
import { problemsIn } from "../../slack/block-kit.ts";
import { liveThingsIn } from "../../slack/live-things.ts";
import { hostileCardOf, slackIds } from "../any-card.ts";
import { expectGoldenPayload } from "../golden.ts";

const at = new Date("2026-11-20T14:02:00Z");
const asFile: PictureOf = (picture) => ({ kind: "file", id: `F${picture.light.slice(0, 8).toUpperCase()}` });
const nowhere: PictureOf = () => null;
const cardOf = (...parts: Part[]): Card => ({ title: "Title", tone: "neutral", summary: "Summary", parts });
const blocksOf = (card: Card, pictureOf: PictureOf = nowhere) => messageOf(card, pictureOf).blocks;
/** The one block of a part, without the header. */
const only = (part: Part) => blocksOf(cardOf(part))[1];
const typesOf = (card: Card) => blocksOf(card).map(({ type }) => type);
const times = <T>(count: number, make: (index: number) => T): T[] => Array.from({ length: count }, (_, i) => make(i));
const picture: Picture = { light: "a".repeat(64), dark: "b".repeat(64), alt: "From 4 to 212", width: 800, height: 450 };
const post: PostItem = {
  network: "Bluesky",
  author: "ann",
  text: "hello\nworld",
  url: "https://bsky.app/p/1",
  at,
  figures: "12 likes",
  sensitive: false,
};
const button = (label: string): Control => ({ kind: "button", action: "mute", value: "7", label });

/** What a card says itself that is to be live: its people, channels and addresses. */
const meantIn = (card: Card): string[] =>
  card.parts.flatMap((part) => {
    if (part.kind === "posts") return part.posts.flatMap(({ url }) => url ?? []);
    if (part.kind !== "text" && part.kind !== "note") return [];
    return part.text.flatMap((inline) => {
      if (typeof inline === "string") return [];
      if ("person" in inline) return [inline.person.id];
      if ("channel" in inline) return [inline.channel];
      return "url" in inline ? [new URL(inline.url).href] : [];
    });
  });

describe.each(samplesOf(usualCast).map(({ name, card }) => [name, card] as const))("the card “%s”", (name, card) => {
  test("looks as it did before", () => expectGoldenPayload("slack", name, messageOf(card, asFile)));
  test("is what Slack takes, with its picture and without", () => {
    expect(problemsIn("message", messageOf(card, asFile))).toEqual([]);
    expect(problemsIn("message", messageOf(card, nowhere))).toEqual([]);
  });
});

test.each(hostileCasts)("every card about %s is what Slack takes and makes nothing live but the person", (_, cast) => {
  for (const { card } of samplesOf(cast)) {
    const message = messageOf(card, asFile);
    expect(problemsIn("message", message)).toEqual([]);
    const meant = meantIn(card);
    const { people, channels, links, pings, dormant, formatted } = liveThingsIn(message);
    expect({ pings, dormant }).toEqual({ pings: [], dormant: [] });
    expect([...people, ...channels, ...links].filter((one) => !meant.includes(one))).toEqual([]);
    expect(formatted.filter((one) => !/^\*.+\*$|^`.+`$/u.test(one))).toEqual([]);
  }
});

test.each(languages)("every card in %s is what Slack takes", (language) => {
  for (const { card } of samplesOf(usualCast, language))
    expect(problemsIn("message", messageOf({ ...card, language }, asFile))).toEqual([]);
});

const hostileCards = isWhole ? 5_000 : 1_250;
describe(`${hostileCards} hostile cards`, () => {
  const runs = { numRuns: hostileCards };
  test("are never refused, and nothing in their text comes alive", () => {
    fc.assert(
      fc.property(hostileCardOf(slackIds), (card) => {
        const message = messageOf(card, card.parts.length % 2 ? asFile : nowhere);
        expect(problemsIn("message", message)).toEqual([]);
        const { people, channels, links, pings, dormant } = liveThingsIn(message);
        expect(pings).toEqual([]);
        expect(dormant).toEqual([]);
        expect([...people, ...channels].filter((id) => !/GOOD\d$/u.test(id))).toEqual([]);
        expect(links.filter((link) => !/^https?:\/\/good\.example(?:[/?#]|$)/u.test(link))).toEqual([]);
      }),
      runs,
    );
  }, 600_000);
});

describe("who is pinged", () => {
  const pinging = (kind: "role" | "group" | "person", id: string, card = cardOf()): Card => ({
    ...card,
    ping: { kind, id },
  });

  test("is the one group or person that the card names, and nobody else by what its text says", () => {
    fc.assert(
      fc.property(hostileCardOf(slackIds), (card) => {
        const message = messageOf(pinging("group", "SGOOD1", card), nowhere);
        expect(problemsIn("message", message)).toEqual([]);
        const { pings, dormant } = liveThingsIn(message);
        expect(pings).toEqual(["subteam^SGOOD1"]);
        expect(dormant).toEqual(["<!subteam^SGOOD1"]);
      }),
      { numRuns: 300 },
    );
    expect(liveThingsIn(messageOf(pinging("person", "U7"), nowhere)).people).toEqual(["U7"]);
  });

  test("is not what a post says, though it says the very same", () => {
    const card = cardOf({ kind: "posts", posts: [{ ...post, text: "<!subteam^S7> <@U7> <!channel>" }] });
    const { pings, people } = liveThingsIn(messageOf(card, nowhere));
    expect({ pings, people }).toEqual({ pings: [], people: [] });
  });

  test("is nobody by a name that is not Slack's", () => {
    for (const card of [
      pinging("role", "444444444444444444"),
      pinging("group", "here>"),
      pinging("person", "!channel"),
    ])
      expect(messageOf(card, nowhere)).toEqual(messageOf(cardOf(), nowhere));
  });
});

describe("the line for notifications", () => {
  test("says the figure, and that an alert is one", () => {
    const card = { ...cardOf(), summary: "#cats: 212 posts, 11× the usual" };
    expect(messageOf(card, nowhere).text).toBe("#cats: 212 posts, 11× the usual");
    expect(messageOf({ ...card, tone: "alert", sparkline: "▁▂▅█" }, nowhere).text).toBe(
      "Alert: #cats: 212 posts, 11× the usual ▁▂▅█",
    );
  });
  test("is never empty and never long", () => {
    expect(messageOf({ ...cardOf(), summary: " " }, nowhere).text).toBe("–");
    expect(messageOf({ ...cardOf(), summary: "&".repeat(5_000) }, nowhere).text.length).toBeLessThanOrEqual(1_000);
  });
  test("keeps addresses, pings and marks of a subject as text", () => {
    const card = { ...cardOf(), summary: "“<!channel> @here *x* https://evil.example” is rising" };
    const live = liveThingsIn({ text: messageOf(card, nowhere).text });
    expect(live).toEqual({ people: [], channels: [], pings: [], links: [], formatted: [], dormant: [] });
  });
});

test("the few words that Slack's look adds are in the language of the card", () => {
  const posts = times(12, () => ({ ...post, author: null, sensitive: true }));
  const card: Card = { ...cardOf({ kind: "posts", posts }), tone: "alert", language: "ja" };
  const { text, blocks } = messageOf(card, nowhere);
  expect(text).toBe("アラート: Summary");
  const said = JSON.stringify(blocks);
  for (const word of ["投稿者不明", "閲覧注意", "開く", "… 他 2 件"]) expect(said).toContain(word);
  expect(JSON.stringify(messageOf({ ...card, language: "en" }, nowhere).blocks)).toContain("… and 2 more");
});

describe("tones", () => {
  test.each([
    ["alert", "🚨 Title"],
    ["good", "✅ Title"],
    ["neutral", "Title"],
    ["quiet", "ℹ️ Title"],
  ] as const)("%s has its mark in the header", (tone, text) => {
    expect(blocksOf({ ...cardOf(), tone })[0]).toEqual({
      type: "header",
      text: { type: "plain_text", text, emoji: false },
    });
  });
  test("the header of a long title ends where Slack's ends", () => {
    const [header] = blocksOf({ ...cardOf(), tone: "alert", title: "é".repeat(400) });
    expect(JSON.stringify(header)).toContain(`${"é".repeat(146)}…`);
  });
});

describe("parts", () => {
  test("a text is rich text: bold, code, people, channels, links and times in the reader's zone", () => {
    const text: Inline[] = [
      "at ",
      { time: at, style: "clock" },
      { bold: "b" },
      { code: "c" },
      { person: { id: "U1", name: "Ann" } },
      { channel: "C1" },
      { link: "report", url: "https://www.bbc.com/sport" },
    ];
    expect(only({ kind: "text", text })).toEqual({
      type: "rich_text",
      elements: [
        {
          type: "rich_text_section",
          elements: [
            { type: "text", text: "at " },
            { type: "date", timestamp: 1_795_183_320, format: "{time}", fallback: "14:02 UTC" },
            { type: "text", text: "b", style: { bold: true } },
            { type: "text", text: "c", style: { code: true } },
            { type: "user", user_id: "U1" },
            { type: "channel", channel_id: "C1" },
            { type: "link", url: "https://www.bbc.com/sport", text: "report" },
            { type: "text", text: " (www.bbc.com)" },
          ],
        },
      ],
    });
  });
  test("facts are a grid of label, value and change", () => {
    expect(only({ kind: "facts", facts: [{ label: "Posts", value: "1,500", change: "▲ up 34 %" }] })).toEqual({
      type: "section",
      fields: [{ type: "mrkdwn", text: "*Posts*\n1,500  ▲ up 34 %", verbatim: true }],
    });
  });
  test("a fact keeps to its two lines", () => {
    expect(only({ kind: "facts", facts: [{ label: "a\nb", value: "c\n\nd", change: " " }] })).toMatchObject({
      fields: [{ text: "*a b*\nc d  –" }],
    });
  });
  test("more than ten facts are counted", () => {
    const blocks = blocksOf(cardOf({ kind: "facts", facts: times(13, (i) => ({ label: `${i}`, value: "1" })) }));
    expect(JSON.stringify(blocks[2])).toContain("… and 3 more");
  });
  test("a picture is the uploaded file, or an address that Slack can reach", () => {
    const card = cardOf({ kind: "picture", picture });
    expect(blocksOf(card, asFile)[1]).toEqual({
      type: "image",
      alt_text: "From 4 to 212",
      slack_file: { id: "FAAAAAAAA" },
    });
    expect(blocksOf(card, () => ({ kind: "url", url: "https://bot.example/1.png" }))[1]).toEqual({
      type: "image",
      alt_text: "From 4 to 212",
      image_url: "https://bot.example/1.png",
    });
  });
  test("a picture's words are text and never missing", () => {
    for (const [alt, said] of [
      ["<!channel>\u202e x", "<\u2060!channel> x"],
      ["", "–"],
    ] as const)
      expect(blocksOf(cardOf({ kind: "picture", picture: { ...picture, alt } }), asFile)[1]).toMatchObject({
        alt_text: said,
      });
  });
  test("a picture that cannot be shown leaves its figures and the sparkline", () => {
    const card = { ...cardOf({ kind: "picture", picture }), sparkline: "▁▂▅█" };
    for (const pictureOf of [nowhere, () => ({ kind: "url" as const, url: "javascript:1" })])
      expect(blocksOf(card, pictureOf)[1]).toEqual({
        type: "context",
        elements: [{ type: "plain_text", text: "From 4 to 212 ▁▂▅█", emoji: false }],
      });
  });
  test("a post says who, where and when, and what in a quote", () => {
    expect(only({ kind: "posts", posts: [post] })).toEqual({
      type: "rich_text",
      elements: [
        {
          type: "rich_text_section",
          elements: [
            { type: "text", text: "ann", style: { bold: true } },
            { type: "text", text: " · Bluesky · " },
            { type: "date", timestamp: 1_795_183_320, format: "{ago}", fallback: "20 Nov 2026, 14:02 UTC" },
            { type: "text", text: " · 12 likes" },
            { type: "text", text: " · " },
            { type: "link", url: "https://bsky.app/p/1", text: "Open" },
            { type: "text", text: " (bsky.app)" },
          ],
        },
        { type: "rich_text_quote", elements: [{ type: "text", text: "hello\nworld" }] },
      ],
    });
  });
  test("a sensitive post keeps its words to itself and can be opened", () => {
    const shown = JSON.stringify(only({ kind: "posts", posts: [{ ...post, sensitive: true }] }));
    expect(shown).toContain("Marked sensitive");
    expect(shown).toContain("https://bsky.app/p/1");
    expect(shown).not.toContain("hello");
  });
  test("a table is Slack's own, figures at the right", () => {
    expect(only({ kind: "table", columns: ["Tag", "Posts"], rows: [["#a", "1,200"]] })).toEqual({
      type: "table",
      rows: [
        ["Tag", "Posts"].map((text) => ({
          type: "rich_text",
          elements: [{ type: "rich_text_section", elements: [{ type: "text", text, style: { bold: true } }] }],
        })),
        [
          { type: "raw_text", text: "#a" },
          { type: "raw_text", text: "1,200" },
        ],
      ],
      column_settings: [{ is_wrapped: true }, { align: "right" }],
    });
  });
  test("of two tables the second is in monospace, since a message has one", () => {
    const table: Part = {
      kind: "table",
      columns: ["Tag", "Posts"],
      rows: [
        ["#a", "1"],
        ["#abc", "20"],
      ],
    };
    const blocks = blocksOf(cardOf(table, table));
    expect(blocks[1]?.type).toBe("table");
    expect(JSON.stringify(blocks[2])).toContain("Tag   Posts\\n#a        1\\n#abc     20");
  });
  test("rows for which there is no room are counted", () => {
    const rows = times(150, (i) => [`#tag${i}`, `${i}`]);
    const blocks = blocksOf(cardOf({ kind: "table", columns: ["Tag", "Posts"], rows }));
    const shown = blocks[1]?.type === "table" ? blocks[1].rows.length - 1 : 0;
    expect(shown).toBeGreaterThan(50);
    expect(JSON.stringify(blocks[2])).toContain(`… and ${150 - shown} more`);
  });
  test("a note is small print", () => {
    const text: Inline[] = [
      { bold: "simulated data" },
      " · by ",
      { person: { id: "U1", name: "Ann" } },
      " & ",
      { channel: "C2" },
    ];
    expect(only({ kind: "note", text })).toEqual({
      type: "context",
      elements: [{ type: "mrkdwn", text: "*simulated data* · by <@U1> &amp; <#C2>", verbatim: true }],
    });
  });
  test("what has nothing to show leaves no empty block", () => {
    const nothing: Part[] = [
      { kind: "text", text: ["\u202e"] },
      { kind: "note", text: [" "] },
      { kind: "facts", facts: [] },
      { kind: "posts", posts: [] },
      { kind: "table", columns: [], rows: [] },
      { kind: "table", columns: [" "], rows: [] },
      { kind: "actions", controls: [] },
    ];
    expect(typesOf(cardOf(...nothing))).toEqual(["header"]);
  });
});

describe("controls", () => {
  test("carry what they do, and give their action back", () => {
    const menu: Control = { kind: "menu", action: "pace", label: "Pace", choices: [{ label: "hourly", value: "1h" }] };
    const block = only({ kind: "actions", controls: [{ ...button("Mute"), style: "danger" } as Control, menu, menu] });
    const elements = block?.type === "actions" ? block.elements : [];
    expect(elements[0]).toEqual({
      type: "button",
      action_id: "mute:0",
      text: { type: "plain_text", text: "Mute", emoji: false },
      value: "7",
      style: "danger",
    });
    expect(elements[1]).toMatchObject({
      type: "static_select",
      placeholder: { text: "Pace" },
      options: [{ value: "1h" }],
    });
    const ids = elements.map((element) => element.action_id ?? "");
    expect(new Set(ids).size).toBe(3);
    expect(ids.map(actionOf)).toEqual(["mute", "pace", "pace"]);
    expect(actionOf("live:stop:4")).toBe("live:stop");
  });
  test("whose value Slack would not take whole are counted, never cut", () => {
    const blocks = blocksOf(
      cardOf({ kind: "actions", controls: [{ ...button("A"), value: "x".repeat(2_001) } as Control, button("B")] }),
    );
    expect(JSON.stringify(blocks)).not.toContain("xxx");
    expect(JSON.stringify(blocks[2])).toContain("… and 1 more");
  });
});

describe("a card that is too long", () => {
  const text: Part = { kind: "text", text: ["word ".repeat(200)] };
  const actions: Part = { kind: "actions", controls: [button("Mute")] };
  const note: Part = { kind: "note", text: ["simulated data"] };
  test("is folded: what is over is counted, the controls and the small print stay", () => {
    const blocks = blocksOf(cardOf(...times(200, () => text), actions, note));
    expect(blocks.length).toBeLessThanOrEqual(50);
    const shown = blocks.filter(({ type }) => type === "rich_text").length;
    expect(shown).toBeGreaterThan(5);
    expect(blocks.slice(-3).map(({ type }) => type)).toEqual(["context", "actions", "context"]);
    expect(JSON.stringify(blocks.at(-3))).toContain(`… and ${200 - shown} more`);
  });
  test("folds its posts one by one", () => {
    const long: Part = { kind: "text", text: ["word ".repeat(500)] };
    const quotesIn = (blocks: readonly unknown[]) =>
      blocks.filter((block) => JSON.stringify(block).includes("rich_text_quote")).length;
    const posts: Part = { kind: "posts", posts: times(14, () => post) };
    const roomy = blocksOf(cardOf(posts, actions, note));
    expect(quotesIn(roomy)).toBe(10);
    expect(JSON.stringify(roomy)).toContain("… and 4 more");
    const tight = blocksOf(cardOf(long, long, long, posts, actions, note));
    expect(quotesIn(tight)).toBeGreaterThan(0);
    expect(JSON.stringify(tight)).toContain(`… and ${14 - quotesIn(tight)} more`);
  });
  test("of short parts has 50 blocks", () => {
    expect(blocksOf(cardOf(...times(200, () => ({ kind: "text" as const, text: ["x"] })), actions, note))).toHaveLength(
      50,
    );
  });
  test("of exactly 50 blocks is whole", () => {
    const blocks = blocksOf(cardOf(...times(49, () => ({ kind: "text" as const, text: ["x"] }))));
    expect(blocks).toHaveLength(50);
    expect(JSON.stringify(blocks)).not.toContain("more");
  });
  test("of nothing but controls still has its title", () => {
    const blocks = blocksOf(cardOf(...times(200, () => actions)));
    expect(blocks[0]?.type).toBe("header");
    expect(JSON.stringify(blocks.at(-1))).toContain("… and");
  });
});
