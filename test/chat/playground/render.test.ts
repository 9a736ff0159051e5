import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Card, Form, Inline, Part } from "../../../src/cards/card.ts";
import { FormView } from "../../../src/chat/playground/form.tsx";
import type { Content, Message } from "../../../src/chat/playground/log.ts";
import { MessageView } from "../../../src/chat/playground/message.tsx";

const at = new Date("2026-12-01T14:20:00Z");
const key = "0123456789abcdef".repeat(4);

const messageOf = (content: Content, change: Partial<Message> = {}): Message => ({
  id: "7",
  workspace: "playground",
  channel: "general",
  author: null,
  onlyFor: null,
  content,
  postedAt: at,
  editedAt: null,
  ...change,
});
const render = (message: Message, viewer = "ana") => String(MessageView({ message, viewer }));
const cardOf = (...parts: Part[]): Card => ({ title: "Title", tone: "neutral", summary: "Summary", parts });
const html = (...parts: Part[]) => render(messageOf(cardOf(...parts)));
const text = (...inlines: Inline[]) => html({ kind: "text", text: inlines });
/** What a reader sees, without the markup. */
const seen = (markup: string) => markup.replace(/<[^>]*>/g, "");
const times = <T>(count: number, make: (index: number) => T): T[] =>
  Array.from({ length: count }, (_, index) => make(index));

/** One card with every kind of part, in which every string is `s`. */
function everything(s: string): Card {
  const choices = [{ label: s, value: s }];
  return {
    title: s,
    tone: "alert",
    summary: s,
    parts: [
      {
        kind: "text",
        text: [
          s,
          { bold: s },
          { code: s },
          { link: s, url: s },
          { person: { id: s, name: s } },
          { time: at, style: "day" },
        ],
      },
      { kind: "facts", facts: [{ label: s, value: s, change: s }] },
      { kind: "picture", picture: { light: key, dark: key, alt: s, width: 800, height: 450 } },
      {
        kind: "posts",
        posts: [true, false].map((sensitive) => ({
          network: s,
          author: s,
          text: s,
          url: s,
          at,
          figures: s,
          sensitive,
        })),
      },
      { kind: "table", columns: [s, s], rows: [[s, s]] },
      {
        kind: "actions",
        controls: [
          { kind: "button", action: s, value: s, label: s, style: "danger" },
          { kind: "menu", action: s, label: s, choices },
        ],
      },
      { kind: "note", text: [s] },
    ],
  };
}

const formOf = (s: string): Form => ({
  title: s,
  action: s,
  value: s,
  submit: s,
  fields: [
    { kind: "text", name: s, label: s, value: s, hint: s },
    { kind: "choice", name: s, label: s, value: s, choices: [{ label: s, value: s }] },
    { kind: "choices", name: s, label: s, values: [s], choices: [{ label: s, value: s }] },
  ],
});

const wellFormedTag = /^<\/?[a-z][a-z0-9]*( [a-zA-Z-]+(="[^"<>]*")?)* ?\/?>$/;

function expectHarmless(markup: string) {
  const tags = markup.match(/<[^>]*>/g) ?? [];
  expect(tags.length).toBeGreaterThan(0);
  for (const tag of tags) {
    expect(tag).toMatch(wellFormedTag);
    const names = tag.replace(/"[^"]*"/g, '""');
    expect(names).not.toMatch(/^<(script|style|iframe|object|base|meta|link)\b| on[a-z]+=| style=/i);
    const to = / (?:href|src|srcset|action|formaction)="([^"]*)"/.exec(tag)?.[1];
    if (to !== undefined) expect(to).toMatch(/^(https?:\/\/|\/pictures\/[0-9a-f]{64}\.png$)/);
  }
  expect(seen(markup)).not.toMatch(/[<>]/);
}

const attacks = [
  "<script>alert(1)</script>",
  "<img src=x onerror=alert(1)>",
  '"><svg/onload=alert(1)>',
  "' onmouseover='alert(1)",
  "javascript:alert(1)",
  " JaVaScRiPt:alert(1)",
  "java\tscript:alert(1)",
  "data:text/html,<script>1</script>",
  "vbscript:x",
  "//evil.example",
  "https://user@evil.example/",
  'https://evil.example/"onclick="alert(1)',
  "</article></section>",
  "<!--",
  "]]>",
  "&lt;b&gt;",
  "\u202egnp.exe",
];
const hostile = fc.oneof(
  fc.constantFrom(...attacks),
  fc.string({ unit: "binary", maxLength: 60 }),
  fc.tuple(fc.string(), fc.constantFrom(...attacks), fc.string()).map((pieces) => pieces.join("")),
);

describe("strings of strangers", () => {
  test("stay text wherever they stand in a card", () => {
    fc.assert(fc.property(hostile, (s) => expectHarmless(render(messageOf(everything(s))))));
  });
  test("stay text in what a person typed, and in names", () => {
    fc.assert(
      fc.property(hostile, (s) =>
        expectHarmless(render(messageOf({ said: s }, { author: { id: s, name: s }, onlyFor: s }))),
      ),
    );
  });
  test("stay text in a form", () => {
    fc.assert(fc.property(hostile, (s) => expectHarmless(String(FormView({ form: formOf(s), message: s })))));
  });
});

describe("links", () => {
  test("say where they lead and tell nobody who came", () => {
    const markup = text({ link: "report", url: "https://www.bbc.com/sport" });
    expect(markup).toContain('href="https://www.bbc.com/sport" rel="noopener nofollow ugc"');
    expect(seen(markup)).toContain("report (www.bbc.com)");
  });
  test("show an international domain as it is asked for", () => {
    expect(seen(text({ link: "apple", url: "https://аррӏе.com/" }))).toContain("apple (xn--80ak6aa92e.com)");
  });
  test.each([
    "javascript:alert(1)",
    "data:text/html,x",
    "ftp://a.example",
    "not a url",
    "https://bank.example@evil.example",
  ])("to %s are no links", (url) => {
    expect(text({ link: "label", url })).not.toContain("<a ");
    expect(seen(text({ link: "label", url }))).toContain("label");
  });
});

describe("parts", () => {
  test("a text has its bold, code and times in UTC until the page knows better", () => {
    const markup = text("at ", { time: at, style: "clock" }, { bold: "b" }, { code: "c" });
    expect(markup).toContain('<time datetime="2026-12-01T14:20:00.000Z" data-look="clock">14:20 UTC</time>');
    expect(markup).toContain("<strong>b</strong><code>c</code>");
  });
  test("a picture has both themes, its size and its words", () => {
    const markup = html({ kind: "picture", picture: { light: key, dark: key, alt: "Posts", width: 800, height: 450 } });
    expect(markup).toContain(`<img src="/pictures/${key}.png" alt="Posts" width="800" height="450"/>`);
    expect(markup).toContain(`<source srcset="/pictures/${key}.png" media="(prefers-color-scheme: dark)"`);
  });
  test("a sensitive post is closed until asked for, another one is open", () => {
    const post = { network: "Bluesky", author: null, text: "words", url: null, at, figures: "", sensitive: true };
    expect(html({ kind: "posts", posts: [post] })).toMatch(
      /<details class="sensitive">.*sensitive.*words.*<\/details>/,
    );
    expect(html({ kind: "posts", posts: [{ ...post, sensitive: false }] })).not.toContain("<details");
  });
  test("figures stand at the right of a table, words at the left", () => {
    const markup = html({ kind: "table", columns: ["Tag", "Posts"], rows: [["#a", "1,200"]] });
    expect(markup).toContain('<td class="words"><bdi>#a</bdi></td><td class="figure"><bdi>1,200</bdi></td>');
  });
  test("buttons and menu choices carry what they do", () => {
    const markup = html({
      kind: "actions",
      controls: [
        { kind: "button", action: "live", value: "12", label: "Live", style: "primary" },
        { kind: "menu", action: "pace", label: "Pace", choices: [{ label: "hourly", value: "1h" }] },
      ],
    });
    expect(markup).toContain('<button type="button" class="primary" data-action="live" value="12">Live</button>');
    expect(markup).toContain('<button type="button" data-action="pace" value="1h">hourly</button>');
  });
  test("an alert says so in a word", () => {
    expect(seen(render(messageOf({ ...cardOf(), tone: "alert" })))).toContain("Alert");
  });
});

describe("what is too long is folded, and the rest is counted", () => {
  test("title and text", () => {
    expect(seen(render(messageOf({ ...cardOf(), title: "t".repeat(500) })))).toContain(`${"t".repeat(149)}…`);
    const markup = seen(text("a".repeat(2_999), { bold: "b".repeat(1_001) }));
    expect(markup).toContain("… and 1,000 more characters");
    expect(markup).not.toContain("bb");
  });
  test("facts, posts, rows and controls", () => {
    const fact = { label: "l", value: "v" };
    const post = { network: "n", author: "a", text: "t", url: null, at, figures: "", sensitive: false };
    const button = { kind: "button", action: "a", value: "", label: "l" } as const;
    expect(seen(html({ kind: "facts", facts: times(12, () => fact) }))).toContain("… and 2 more");
    expect(seen(html({ kind: "posts", posts: times(22, () => post) }))).toContain("… and 12 more");
    expect(seen(html({ kind: "table", columns: ["c"], rows: times(1_020, () => ["1"]) }))).toContain(
      "… and 1,000 more",
    );
    expect(seen(html({ kind: "actions", controls: times(6, () => button) }))).toContain("… and 1 more");
    expect(html({ kind: "actions", controls: times(6, () => button) }).match(/<button/g)).toHaveLength(5);
  });
  test("an emoji is never cut in half", () => {
    expect(seen(render(messageOf({ ...cardOf(), title: "🌊".repeat(200) })))).toContain(`${"🌊".repeat(149)}…`);
  });
});

describe("a message", () => {
  const board = cardOf({
    kind: "actions",
    controls: [{ kind: "button", action: "live-stop", value: "3", label: "Stop board" }],
  });
  test("is an article named after who wrote it", () => {
    expect(render(messageOf(cardOf()))).toMatch(/^<article [^>]*aria-label="Groundswell"/);
    const said = messageOf({ said: "/help" }, { author: { id: "ana1234", name: "You" } });
    expect(render(said, "ana1234")).toMatch(/^<article [^>]*aria-label="You"/);
    expect(render(said, "ben")).toMatch(/^<article [^>]*aria-label="Guest ana1"/);
  });
  test("that was edited says so, unless it is a live board", () => {
    expect(seen(render(messageOf(cardOf(), { editedAt: at })))).toContain("(edited)");
    expect(seen(render(messageOf(board, { editedAt: at })))).not.toContain("(edited)");
    expect(seen(render(messageOf(cardOf())))).not.toContain("(edited)");
  });
  test("adds its few words in the language of its card", () => {
    const posts = times(11, (index) => ({
      network: "X",
      author: null,
      text: `${index}`,
      url: null,
      at,
      figures: "",
      sensitive: true,
    }));
    const german: Card = { ...cardOf({ kind: "posts", posts }), tone: "alert", language: "de" };
    const said = seen(render(messageOf(german)));
    for (const word of ["Alarm", "unbekannt", "Als heikel markiert", "… und 1 weitere"]) expect(said).toContain(word);
  });
  test("for one person says so", () => {
    expect(seen(render(messageOf(cardOf(), { onlyFor: "ana" })))).toContain("Only visible to you");
    expect(seen(render(messageOf(cardOf())))).not.toContain("Only visible");
  });
  test("has another version as soon as it looks different, and only then", () => {
    const version = (message: Message, viewer = "ana") => /data-version="(\w+)"/.exec(render(message, viewer))?.[1];
    expect(version(messageOf(cardOf()))).toBe(version(messageOf(cardOf())));
    expect(version(messageOf(cardOf()))).not.toBe(version(messageOf(board)));
    const said = messageOf({ said: "hi" }, { author: { id: "ana", name: "You" } });
    expect(version(said, "ana")).not.toBe(version(said, "ben"));
  });
});
