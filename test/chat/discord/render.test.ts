import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Card, Control, Inline, Part, Picture, PostItem } from "../../../src/cards/card.ts";
import type { ActionRow, Block, TextDisplay } from "../../../src/chat/discord/components.ts";
import { messageOf, type PictureOf, pressedOf } from "../../../src/chat/discord/render.ts";
import { wordsOf } from "../../../src/chat/words.ts";
import { languages } from "../../../src/model/language.ts";
import { hostileCasts } from "../../cards/hostile-cast.ts";
import { samplesOf, usualCast } from "../../cards/samples.ts";
import { componentsIn } from "../../discord/components.ts";
import { type LiveKind, pingsIn, readMarkdown } from "../../discord/markdown.ts";
import { hasSpec } from "../../discord/schema.ts";
import { isWhole } from "../../rehearsal.ts";
import { discordIds, hostileCardOf } from "../any-card.ts";
import { expectGoldenPayload } from "../golden.ts";
import { messageRefusal, toJson } from "./accepted.ts";

const at = new Date("2026-11-20T14:02:00Z");
const file = "chart-aaaaaaaa.png";
const asFile: PictureOf = (picture) => `chart-${picture.light.slice(0, 8)}.png`;
const nowhere: PictureOf = () => null;
const unseen = { pictureOf: nowhere, isAgeRestricted: false };
const cardOf = (...parts: Part[]): Card => ({ title: "Title", tone: "neutral", summary: "Summary", parts });
const blocksOf = (card: Card, look = unseen): readonly Block[] => messageOf(card, look).components[0]?.components ?? [];
/** The texts of a card's parts, without the title. */
const textsOf = (card: Card, look = unseen) =>
  blocksOf(card, look)
    .slice(1)
    .filter((block): block is TextDisplay => block.type === 10)
    .map(({ content }) => content);
const rowsOf = (card: Card) => blocksOf(card).filter((block): block is ActionRow => block.type === 1);
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

describe.each(samplesOf(usualCast).map(({ name, card }) => [name, card] as const))("the card “%s”", (name, card) => {
  test("looks as it did before", () =>
    expectGoldenPayload("discord", name, messageOf(card, { ...unseen, pictureOf: asFile })));
  test("is what Discord takes, with its picture and without", () => {
    expect(messageRefusal(messageOf(card, { ...unseen, pictureOf: asFile }), [file])).toBeNull();
    expect(messageRefusal(messageOf(card, unseen), [])).toBeNull();
  });
});

test.runIf(hasSpec)("Discord's own description of a message was asked", () => {
  const [container] = messageOf(cardOf(), unseen).components;
  const long = { ...container, components: [{ type: 10, content: "x".repeat(4_001) }] };
  expect(messageRefusal({ flags: 1 << 15, components: [long] }, [])).toContain("SCHEMA");
});

const formatting: readonly LiveKind[] = ["heading", "small", "quote", "bold", "code", "block", "spoiler"];
const pointing: readonly LiveKind[] = ["person", "channel", "masked link", "time"];
const countOf = <T>(all: readonly T[], is: (one: T) => boolean) => all.filter(is).length;

/** How much of each kind a card may make live at most, and what it may point at. */
function meantBy(card: Card, isAgeRestricted: boolean) {
  const texts = card.parts.filter((part) => part.kind === "text" || part.kind === "note");
  const inlines = texts.flatMap(({ text }) => text).filter((inline) => typeof inline !== "string");
  const posts = card.parts.flatMap((part) => (part.kind === "posts" ? part.posts : []));
  const facts = card.parts.flatMap((part) => (part.kind === "facts" ? part.facts : []));
  const rows = card.parts.flatMap((part) => (part.kind === "table" ? part.rows : []));
  const moments = [
    ...posts.map((one) => one.at),
    ...inlines.flatMap((inline) => ("time" in inline ? [inline.time] : [])),
  ];
  const most: Partial<Record<LiveKind, number>> = {
    heading: 1,
    bold: countOf(inlines, (inline) => "bold" in inline) + posts.length + facts.length + rows.length,
    code: countOf(inlines, (inline) => "code" in inline) + 1 + countOf(rows.flat(), (cell) => /[▁-█·]/u.test(cell)),
    block: countOf(card.parts, ({ kind }) => kind === "table"),
    quote: posts.length,
    spoiler: isAgeRestricted ? countOf(posts, (one) => one.sensitive) * 500 : 0,
    person: countOf(inlines, (inline) => "person" in inline),
    channel: countOf(inlines, (inline) => "channel" in inline),
    "masked link": countOf(inlines, (inline) => "link" in inline) + countOf(posts, ({ url }) => url !== null),
    time: moments.length,
  };
  return { most, seconds: moments.map((moment) => Math.floor(moment.getTime() / 1000)) };
}

/** That nothing in it is alive but what a card's own words are to be. */
function expectOnlyOursAlive(card: Card, look: { pictureOf: PictureOf; isAgeRestricted: boolean }) {
  const message = messageOf(card, look);
  const displays = componentsIn(message.components.map(toJson)).flatMap((one) =>
    one["type"] === 10 ? [String(one["content"])] : [],
  );
  const { most, seconds } = meantBy(card, look.isAgeRestricted);
  const found = displays.flatMap((content, i) => {
    const { live } = readMarkdown(content);
    const isSmall = content.startsWith("-# ");
    // Only the title is a heading, small print is nothing else, and a quote is the end of a post.
    expect(countOf(live, ({ kind }) => kind === "heading")).toBe(i === 0 ? 1 : 0);
    expect(countOf(live, ({ kind }) => kind === "small")).toBe(isSmall ? content.split("\n").length : 0);
    expect(countOf(live, ({ kind }) => kind === "quote")).toBe(/\n> [^\n]*$/u.test(content) ? 1 : 0);
    return live;
  });
  const known = [...formatting, ...pointing];
  expect(found.filter(({ kind }) => !known.includes(kind))).toEqual([]);
  for (const [kind, count] of Object.entries(most))
    expect(
      countOf(found, (one) => one.kind === kind),
      kind,
    ).toBeLessThanOrEqual(count);
  const to = (...kinds: LiveKind[]) => found.filter(({ kind }) => kinds.includes(kind)).map((one) => one.to);
  // What is given back to us is not shown.
  const text = JSON.stringify(message, (key, value: unknown) => (["value", "custom_id"].includes(key) ? null : value));
  expect(text).not.toMatch(/[\u202a-\u202e\u2066-\u2069\u200b\ufeff]/u);
  expect(to("time").filter((time) => !seconds.includes(Number.parseInt(time, 10)))).toEqual([]);
  return { links: to("masked link"), people: to("person", "channel"), pings: pingsIn(text) };
}

/** Of its posts. */
const addressesOf = ({ parts }: Card): readonly string[] =>
  parts.flatMap((part) => (part.kind === "posts" ? part.posts.flatMap(({ url }) => url ?? []) : []));

test.each(hostileCasts)("every card about %s is what Discord takes and makes nothing live of it", (_, cast) => {
  for (const { card } of samplesOf(cast)) {
    const look = { ...unseen, pictureOf: asFile };
    expect(messageRefusal(messageOf(card, look), [file])).toBeNull();
    expect(expectOnlyOursAlive(card, look)).toEqual({ links: addressesOf(card), people: [], pings: [] });
  }
});

const hostileCards = isWhole ? 5_000 : 1_250;
describe(`${hostileCards} hostile cards`, () => {
  test("are never refused, and nothing in their text comes alive", () => {
    fc.assert(
      fc.property(hostileCardOf(discordIds), fc.boolean(), (card, isAgeRestricted) => {
        const look = { pictureOf: card.parts.length % 2 ? (): string => "f.png" : nowhere, isAgeRestricted };
        expect(messageRefusal(messageOf(card, look), ["f.png"])).toBeNull();
        const { links, people, pings } = expectOnlyOursAlive(card, look);
        expect(people.filter((id) => !discordIds.own.includes(id))).toEqual([]);
        expect(pings.filter((ping) => !discordIds.own.some((id) => ping === `<@${id}>`))).toEqual([]);
        expect(links.filter((link) => !/^https?:\/\/good\.example(?:[/?#]|$)/u.test(link))).toEqual([]);
      }),
      { numRuns: hostileCards },
    );
  }, 600_000);
});

describe("who is pinged", () => {
  const [role, somebody] = ["444444444444444444", "555555555555555555"];
  const pinging = (kind: "role" | "group" | "person", id: string, card = cardOf()): Card => ({
    ...card,
    ping: { kind, id },
  });

  test("is the one role or person that the card names, and nobody else by what its text says", () => {
    fc.assert(
      fc.property(hostileCardOf(discordIds), (card) => {
        const message = messageOf(pinging("role", role, card), unseen);
        expect(messageRefusal(message, ["f.png"])).toBeNull();
        expect(message.allowed_mentions).toEqual({ parse: [], roles: [role] });
        // What is given back to us is not shown.
        const text = JSON.stringify(message, (key, value: unknown) =>
          ["value", "custom_id"].includes(key) ? null : value,
        );
        expect(pingsIn(text).filter((ping) => ping.includes("&"))).toEqual([`<@&${role}>`]);
      }),
      { numRuns: 300 },
    );
    const message = messageOf(pinging("person", somebody), unseen);
    expect(message.allowed_mentions).toEqual({ parse: [], users: [somebody] });
    expect(textsOf(pinging("person", somebody))).toEqual([`<@${somebody}>`]);
  });

  test("is not what a post says, though it says the very same", () => {
    const said = { ...post, text: `<@&${role}> <@${somebody}> @everyone` };
    const card = cardOf({ kind: "posts", posts: [said] });
    expect(messageOf(card, unseen).allowed_mentions).toEqual({ parse: [] });
    expect(pingsIn(JSON.stringify(messageOf(card, unseen)))).toEqual([]);
    expect(pingsIn(JSON.stringify(messageOf(pinging("role", role, card), unseen)))).toEqual([`<@&${role}>`]);
  });

  test("is nobody by a name that is not Discord's", () => {
    for (const card of [pinging("group", "S0123"), pinging("role", "everyone"), pinging("person", "U1")])
      expect(messageOf(card, unseen)).toEqual(messageOf(cardOf(), unseen));
  });
});

describe("a message", () => {
  test("is one container of new components that pings nobody", () => {
    expect(messageOf({ ...cardOf(), tone: "alert" }, unseen)).toEqual({
      flags: 32_768,
      components: [{ type: 17, accent_color: 0xed4245, components: [{ type: 10, content: "## 🚨 Title" }] }],
      allowed_mentions: { parse: [] },
    });
  });
  test.each([
    ["alert", "## 🚨 Title", 0xed4245],
    ["good", "### ✅ Title", 0x57f287],
    ["neutral", "### Title", undefined],
    ["quiet", "### ℹ️ Title", undefined],
  ] as const)("that is %s says so in a mark, not only in a colour", (tone, content, accent) => {
    const [container] = messageOf({ ...cardOf(), tone }, unseen).components;
    expect(container?.components).toEqual([{ type: 10, content }]);
    expect(container?.accent_color).toBe(accent);
  });
  test("has a title of one line, however long or empty it was", () => {
    const titleOf = (title: string) => (blocksOf({ ...cardOf(), title })[0] as TextDisplay).content;
    expect(titleOf("a\n# b")).toBe("### a # b");
    expect(titleOf(" ")).toBe("### –");
    expect(titleOf("é".repeat(400))).toBe(`### ${"é".repeat(199)}…`);
  });
});

describe("parts", () => {
  test("a text has bold, code, people, channels, links and times in the reader's zone", () => {
    const text: Inline[] = [
      "at ",
      { time: at, style: "clock" },
      " ",
      { bold: "b" },
      { code: "c" },
      { person: { id: "100000000000000001", name: "Ann" } },
      { channel: "100000000000000002" },
      { link: "report", url: "https://www.bbc.com/sport" },
    ];
    expect(textsOf(cardOf({ kind: "text", text }))).toEqual([
      "at <t:1795183320:t> **b**`c`<@100000000000000001><#100000000000000002>[report](<https://www.bbc.com/sport>) (www.bbc.com)",
    ]);
  });
  test("facts are a line each, of one text", () => {
    const facts = [
      { label: "Posts", value: "1,500", change: "▲ up 34 %" },
      { label: "*a*\nb", value: "**c**\n\nd", change: "# e" },
    ];
    expect(textsOf(cardOf({ kind: "facts", facts }))).toEqual([
      "Posts **1,500**  ▲ up 34 %\n\\*a\\* b **\\*\\*c\\*\\* d**  \\# e",
    ]);
  });
  test("more than ten facts are counted", () => {
    const texts = textsOf(cardOf({ kind: "facts", facts: times(13, (i) => ({ label: `${i}`, value: "1" })) }));
    expect(texts[0]?.split("\n")).toHaveLength(10);
    expect(texts[1]).toBe("-# … and 3 more");
  });
  test("a picture is the attached file, with its words", () => {
    const [, shown] = blocksOf(cardOf({ kind: "picture", picture }), { ...unseen, pictureOf: asFile });
    expect(shown).toEqual({
      type: 12,
      items: [{ media: { url: "attachment://chart-aaaaaaaa.png" }, description: "From 4 to 212" }],
    });
  });
  test("a picture's words are text, never missing and never too long", () => {
    for (const [alt, said] of [
      ["@everyone\u202e x", "@\u2060everyone x"],
      ["", "–"],
      ["x".repeat(2_000), `${"x".repeat(1_023)}…`],
    ] as const) {
      const card = cardOf({ kind: "picture", picture: { ...picture, alt } });
      expect(blocksOf(card, { ...unseen, pictureOf: asFile })[1]).toMatchObject({ items: [{ description: said }] });
    }
  });
  test("a picture that cannot be shown leaves its figures and the sparkline, and only the first the latter", () => {
    const card = { ...cardOf({ kind: "picture", picture }, { kind: "picture", picture }), sparkline: "▁▂▅█" };
    for (const pictureOf of [nowhere, () => ""])
      expect(textsOf(card, { ...unseen, pictureOf })).toEqual(["-# From 4 to 212 `▁▂▅█`", "-# From 4 to 212"]);
  });
  test("a sparkline stands nowhere else", () => {
    const card = { ...cardOf({ kind: "picture", picture }, { kind: "text", text: ["x"] }), sparkline: "▁▂▅█" };
    expect(JSON.stringify(messageOf(card, { ...unseen, pictureOf: asFile }))).not.toContain("▁");
    expect(JSON.stringify(messageOf({ ...card, parts: [] }, unseen))).not.toContain("▁");
  });
  test("a post says who, where and when, and what in a quote", () => {
    expect(textsOf(cardOf({ kind: "posts", posts: [post] }))).toEqual([
      "**ann** · Bluesky · <t:1795183320:R> · 12 likes · [Open](<https://bsky.app/p/1>) (bsky.app)\n> hello\n> world",
    ]);
  });
  test("a post without author, figures, address or words still stands", () => {
    const bare = { ...post, author: null, figures: "", url: "javascript:alert(1)", text: " " };
    expect(textsOf(cardOf({ kind: "posts", posts: [bare] }))).toEqual([
      "**unknown author** · Bluesky · <t:1795183320:R>\n> –",
    ]);
  });
  test("a post's own address can still be read", () => {
    const [text = ""] = textsOf(cardOf({ kind: "posts", posts: [{ ...post, text: "see https://example.org/a_b" }] }));
    expect(readMarkdown(text).seen.replaceAll("\u2060", "")).toContain("see https://example.org/a_b");
  });
  test("a sensitive post keeps its words to itself and can be opened", () => {
    const [text] = textsOf(cardOf({ kind: "posts", posts: [{ ...post, sensitive: true }] }));
    expect(text).toContain("> Marked sensitive");
    expect(text).toContain("https://bsky.app/p/1");
    expect(text).not.toContain("hello");
  });
  test("a sensitive post is behind a spoiler where only grown-ups read", () => {
    const sensitive = { ...post, sensitive: true, text: "hello\n\nyou || there|" };
    const [text] = textsOf(cardOf({ kind: "posts", posts: [sensitive] }), { ...unseen, isAgeRestricted: true });
    expect(text).toContain("\n> ||hello||\n> \n> ||you ∣∣ there∣||");
    const [open] = textsOf(cardOf({ kind: "posts", posts: [post] }), { ...unseen, isAgeRestricted: true });
    expect(open).not.toContain("||");
  });
  test("a table is monospace, figures at the right", () => {
    const rows = [
      ["#a", "1"],
      ["#abc`", "20"],
    ];
    expect(textsOf(cardOf({ kind: "table", columns: ["Tag", "Posts"], rows }))).toEqual([
      "```\nTag    Posts\n#a         1\n#abcˋ     20\n```",
    ]);
  });
  test("a wide table fits a phone: columns close up, heads give way, and a line of bars", () => {
    const columns = ["Hashtag", "24 h", "against the day before", "last 24 hours"];
    const rows = [
      ["#WorldCup", "1,000", "▲ up 25 %", "▁▂·█▁▂·█▁▂·█▁▂·█▁▂·█▁▂·█"],
      ["#cats", "5", "▲ up 5 %", "▁▂·█"],
    ];
    expect(textsOf(cardOf({ kind: "table", columns, rows }))).toEqual([
      [
        "```",
        "Hashtag    24 h against … last 24 hours",
        "#WorldCup 1,000 ▲ up 25 % ▁▂█▂█▂█▁▂█▂█▂█",
        "#cats         5 ▲ up 5 %  ▁▂·█",
        "```",
      ].join("\n"),
    ]);
  });
  test("wide characters take two places each", () => {
    const rows = [
      ["Bluesky", "投稿181件"],
      ["東京", "9"],
    ];
    expect(textsOf(cardOf({ kind: "table", columns: ["ネットワーク", "24時間"], rows }))).toEqual([
      "```\nネットワーク  24時間\nBluesky       投稿181件\n東京          9\n```",
    ]);
  });
  test("a table whose words are too wide for a phone is a line for each row, its heads above", () => {
    const columns = ["", "24 h", "alerts"];
    const rows = [
      ["#WorldCup", "1,000", "▁▂·█", "muted until 15:02 *tomorrow*"],
      ["#cats", "", "▁▂·█", "off"],
    ];
    expect(textsOf(cardOf({ kind: "table", columns, rows }))).toEqual([
      "-# 24 h · alerts",
      "**#WorldCup** 1,000 · `▁▂·█` · muted until 15:02 \\*tomorrow\\*\n**#cats** `▁▂·█` · off",
    ]);
    const many = textsOf(cardOf({ kind: "table", columns, rows: times(60, () => rows[0] ?? []) }));
    expect(many.at(-1)).toMatch(/^-# … and \d+ more$/u);
  });
  test("a sparkline keeps its whole time where its column is narrow: its newest, its highest and its gaps", () => {
    const rows = [["Mastodon", "1,234 posts", "▁▂▁▁····▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁█"]];
    const [text] = textsOf(cardOf({ kind: "table", columns: ["Network", "24 h", "Last 24 hours"], rows }));
    expect(text).toContain("\nMastodon 1,234 posts ▁▂▁▁···▁▁▁▁▁▁▁▁▁▁▁█\n");
  });
  test("rows and columns for which there is no room are counted", () => {
    const rows = times(150, (i) => [`#tag${i}`, `${i}`]);
    const texts = textsOf(cardOf({ kind: "table", columns: ["Tag", "Posts"], rows }));
    const shown = (texts[0] ?? "").split("\n").length - 3;
    expect(shown).toBeGreaterThan(40);
    expect(texts[1]).toBe(`-# … and ${150 - shown} more`);
    const wide = textsOf(cardOf({ kind: "table", columns: times(12, (i) => `column${i}`), rows: [] }));
    expect(wide[0]?.split("\n").every((line) => line.length <= 40)).toBe(true);
    expect(wide[1]).toBe("-# … and 4 more columns");
  });
  test("a note is small print on each of its lines", () => {
    const text: Inline[] = [{ bold: "simulated data" }, "\n# x\n\n-# y"];
    expect(textsOf(cardOf({ kind: "note", text }))).toEqual(["-# **simulated data**\n-# \\# x\n-# \\-# y"]);
  });
  test("what has nothing to show leaves nothing", () => {
    const nothing: Part[] = [
      { kind: "text", text: ["\u202e"] },
      { kind: "note", text: [" "] },
      { kind: "facts", facts: [] },
      { kind: "posts", posts: [] },
      { kind: "table", columns: [], rows: [] },
      { kind: "actions", controls: [] },
    ];
    expect(blocksOf(cardOf(...nothing))).toHaveLength(1);
  });
});

describe("controls", () => {
  const menu: Control = { kind: "menu", action: "pace", label: "Pace", choices: [{ label: "hourly", value: "1h" }] };
  test("carry what they do, and give their action and value back", () => {
    const [row] = rowsOf(cardOf({ kind: "actions", controls: [{ ...button("Mute"), style: "danger" } as Control] }));
    expect(row?.components).toEqual([{ type: 2, style: 4, label: "Mute", custom_id: "mute:0:7" }]);
    expect(pressedOf("mute:0:7")).toEqual({ action: "mute", value: "7" });
    expect(pressedOf("command:12:/track #a:b\nc")).toEqual({ action: "command", value: "/track #a:b\nc" });
    expect(pressedOf("pace:3:")).toEqual({ action: "pace", value: "" });
  });
  test.each(["", "mute", "mute:", "mute:7", "mute::7", "Mute:1:7", "form:settings-save:7", "a b:1:2"])(
    "%j is none of ours",
    (id) => {
      expect(pressedOf(id)).toBeNull();
    },
  );
  test("are at most five buttons a row, and then a menu alone in its own", () => {
    const controls = [...times(3, (i) => button(`${i}`)), menu, ...times(4, (i) => button(`${i}`)), menu];
    const rows = rowsOf(cardOf({ kind: "actions", controls }));
    expect(rows.map(({ components }) => components.map(({ type }) => type))).toEqual([
      [2, 2, 2, 2, 2],
      [2, 2],
      [3],
      [3],
    ]);
    expect(rows[2]?.components[0]).toEqual({
      type: 3,
      custom_id: "pace:3:",
      placeholder: "Pace",
      options: [{ label: "hourly", value: "1h" }],
    });
  });
  test("have ids that differ over the whole message", () => {
    const part: Part = { kind: "actions", controls: [button("A"), button("B")] };
    const ids = rowsOf(cardOf(part, part)).flatMap(({ components }) => components.map(({ custom_id }) => custom_id));
    expect(ids).toEqual(["mute:0:7", "mute:1:7", "mute:2:7", "mute:3:7"]);
  });
  test("whose value Discord would not give back whole are counted, never cut", () => {
    const long = { ...button("A"), value: "x".repeat(100) } as Control;
    const broken = { ...button("A"), value: "\ud800" } as Control;
    const foreign = { ...button("A"), action: "Mute:1" } as Control;
    const card = cardOf({ kind: "actions", controls: [long, button("B"), broken, foreign] });
    expect(JSON.stringify(blocksOf(card))).not.toContain("xxx");
    expect(rowsOf(card)[0]?.components).toHaveLength(1);
    expect(textsOf(card)).toEqual(["-# … and 3 more"]);
  });
  test("with the longest of our actions and values have room", () => {
    const card = cardOf({
      kind: "actions",
      controls: [{ ...button("A"), action: "a".repeat(16), value: "v".repeat(80) } as Control],
    });
    expect(rowsOf(card)[0]?.components[0]?.custom_id).toHaveLength(99);
  });
  test("have words as long as Discord takes, and options that differ", () => {
    const choices = [
      { label: "o".repeat(200), value: "1" },
      { label: "again", value: "1" },
      { label: "none", value: "" },
      { label: "long", value: "v".repeat(101) },
      ...times(30, (i) => ({ label: `${i}`, value: `v${i}` })),
    ];
    const card = cardOf({
      kind: "actions",
      controls: [button("b".repeat(90)), { ...menu, label: "p".repeat(200), choices } as Control],
    });
    const [first, second] = rowsOf(card).flatMap(({ components }) => components);
    expect(first).toMatchObject({ label: `${"b".repeat(79)}…` });
    expect(second).toMatchObject({ placeholder: `${"p".repeat(149)}…` });
    const options = second?.type === 3 ? second.options : [];
    expect(options).toHaveLength(25);
    expect(options[0]).toEqual({ label: `${"o".repeat(99)}…`, value: "1" });
    expect(options[1]).toEqual({ label: "0", value: "v0" });
    const none = cardOf({ kind: "actions", controls: [{ ...menu, choices: [] } as Control] });
    expect(textsOf(none)).toEqual(["-# … and 1 more"]);
  });
});

describe("a card that is too long", () => {
  const text: Part = { kind: "text", text: ["word ".repeat(60)] };
  const actions: Part = { kind: "actions", controls: [button("Mute"), button("Chart")] };
  const note: Part = { kind: "note", text: ["simulated data"] };
  const countIn = (card: Card) => componentsIn(messageOf(card, unseen).components.map(toJson)).length;
  test("in characters is folded: what is over is counted, the controls and the small print stay", () => {
    const card = cardOf(...times(30, () => text), actions, note);
    const texts = textsOf(card);
    const shown = texts.filter((one) => one.startsWith("word")).length;
    expect(shown).toBeGreaterThan(10);
    expect(texts.join("").length).toBeLessThanOrEqual(4_000);
    expect(texts.slice(-2)).toEqual([`-# … and ${30 - shown} more`, "-# simulated data"]);
    expect(blocksOf(card).slice(-2)[0]?.type).toBe(1);
    expect(messageRefusal(messageOf(card, unseen), [])).toBeNull();
  });
  test("in components is folded, nested ones counted", () => {
    const small: Part = { kind: "text", text: ["word"] };
    const fits = cardOf(...times(34, () => small), actions, note);
    expect(countIn(fits)).toBe(40);
    expect(textsOf(fits).join()).not.toContain("more");
    const over = cardOf(...times(35, () => small), actions, note);
    expect(countIn(over)).toBe(40);
    expect(textsOf(over).slice(-2)).toEqual(["-# … and 2 more", "-# simulated data"]);
    expect(messageRefusal(messageOf(over, unseen), [])).toBeNull();
  });
  test("takes exactly the characters that there are", () => {
    const long = (characters: number): Part => ({ kind: "text", text: ["x".repeat(characters)] });
    // The title, three texts, and a line end for each of the four.
    const left = 4_000 - 2 * 1_500 - "### Title".length - 4;
    const fits = cardOf(long(1_500), long(1_500), long(left));
    expect(textsOf(fits).join()).not.toContain("more");
    const over = cardOf(long(1_500), long(1_500), long(left + 1));
    expect(textsOf(over).at(-1)).toBe("-# … and 1 more");
  });
  test("folds its posts one by one, after the tenth anyway", () => {
    const posts: Part = { kind: "posts", posts: times(14, () => post) };
    const roomy = textsOf(cardOf(posts, actions, note));
    expect(roomy.filter((one) => one.includes("\n> "))).toHaveLength(10);
    expect(roomy).toContain("-# … and 4 more");
    const tight = textsOf(cardOf(...times(10, () => text), posts, actions, note));
    const quotes = tight.filter((one) => one.includes("\n> ")).length;
    expect(quotes).toBeGreaterThan(0);
    expect(quotes).toBeLessThan(10);
    expect(tight).toContain(`-# … and ${14 - quotes} more`);
  });
  test("of one endless text shows its beginning", () => {
    const endless = cardOf({ kind: "text", text: ["* ".repeat(9_000)] }, actions, {
      kind: "note",
      text: ["* ".repeat(9_000)],
    });
    const [shown = "", small = ""] = textsOf(endless);
    expect(shown.length).toBeGreaterThan(1_600);
    expect(shown.endsWith("…")).toBe(true);
    expect(small.length).toBeLessThanOrEqual(510);
    expect(messageRefusal(messageOf(endless, unseen), [])).toBeNull();
  });
});

test.each(languages)("the words that are ours are in the card's language: %s", (language) => {
  const bare = { ...post, author: null, sensitive: true };
  const parts: Part[] = [
    { kind: "posts", posts: times(12, () => bare) },
    { kind: "table", columns: times(12, () => "column"), rows: times(1_500, () => ["a"]) },
  ];
  const texts = textsOf({ ...cardOf(...parts), language });
  const [first = ""] = texts;
  const words = wordsOf[language];
  expect(first).toContain(`**${words.unknownAuthor}**`);
  expect(first).toContain(`[${words.open}](`);
  expect(first.endsWith(`\n> ${words.sensitive}`)).toBe(true);
  expect(texts[10]).toBe(`-# ${words.more("2")}`);
  expect(texts[12]).toBe(`-# ${words.more((1_440).toLocaleString(language))}`);
  expect(texts[13]).toBe(`-# ${words.moreColumns("4")}`);
  if (language !== "en") expect(Object.values(words)).not.toContain(wordsOf.en.sensitive);
});
