import fc from "fast-check";
import type { Card, Control, Inline, Part, PostItem } from "../../src/cards/card.ts";
import { anyText } from "../text/any-text.ts";

/** What strangers write to be more than text. Their people, channels and hosts have "EVIL" in them, ours have "GOOD". */
const attacks = [
  "<!channel>",
  "<!here|here>",
  "<!everyone>",
  "<!subteam^SEVIL>",
  "<@UEVIL>",
  "<@UEVIL|ann>",
  "<#CEVIL>",
  "<#CEVIL|general>",
  "<!date^0^{date}^https://evil.example|now>",
  "<https://evil.example|click>",
  "<mailto:x@evil.example|write>",
  "<slack://open>",
  "&lt;!channel&gt;",
  "&amp;lt;!here&amp;gt;",
  "@here",
  "@channel",
  "@everyone",
  "@\u200bhere",
  "@he\u202ere",
  "<\u200b!channel>",
  "<\u0000@UEVIL>",
  "https://evil.example/path?a=1&b=2",
  "http://evil.example",
  "evil.example",
  "www.evil.example/x",
  "x@evil.example",
  "*EVIL*",
  "_EVIL_",
  "~EVIL~",
  "`EVIL`",
  "```EVIL```",
  "> EVIL",
  "\n> EVIL\n&gt; EVIL",
  ":rotating_light:",
  "<@666666666666666666>",
  "<@!666666666666666666>",
  "<@&666666666666666666>",
  "<#666666666666666666>",
  "</evil:666666666666666666>",
  "<t:0:R>",
  "<:evil:666666666666666666>",
  "<a:evil:666666666666666666>",
  "<id:home>",
  "<x@evil.example>",
  "[EVIL](https://evil.example)",
  "[EVIL](<https://evil.example>)",
  "](https://evil.example)",
  "discord.gg/evil",
  "**EVIL**",
  "__EVIL__",
  "~~EVIL~~",
  "||EVIL||",
  "||",
  "\\",
  "\\*EVIL\\*",
  "# EVIL",
  "\n## EVIL",
  "-# EVIL",
  "\n  -# EVIL",
  "- EVIL\n* EVIL\n+ EVIL",
  "\n1. EVIL",
  ">>> EVIL",
  "1",
  ". EVIL",
  "-",
  "@every",
  "one",
  "\u202eLIVE\u202c",
  "\u2066x\u2069",
  `z${"\u0301".repeat(300)}`,
  "🏴\u{e0067}\u{e0062}\u{e007f}\u{e0041}",
  "👩‍👩‍👧‍👦",
  "\ud800",
  "",
  " ",
  "\n",
  "\u2060",
  "&<>",
  "|",
  "<",
  "@",
  "*",
];

/** Texts at their worst: attacks alone, joined, inside words, and very many of them. */
export const hostileText: fc.Arbitrary<string> = fc.oneof(
  { weight: 6, arbitrary: fc.constantFrom(...attacks) },
  { weight: 4, arbitrary: fc.array(fc.constantFrom(...attacks), { maxLength: 6 }).map((all) => all.join("")) },
  { weight: 3, arbitrary: fc.tuple(anyText, fc.constantFrom(...attacks), anyText).map((all) => all.join("")) },
  { weight: 2, arbitrary: fc.string({ unit: "binary", maxLength: 60 }) },
  {
    weight: 1,
    arbitrary: fc
      .tuple(fc.constantFrom(...attacks, "a", "漢"), fc.constantFrom(100, 3_000, 20_000))
      .map(([one, characters]) => one.repeat(Math.ceil(characters / Math.max(1, one.length)))),
  },
);

/** Addresses; those that may be opened are all at good.example. */
const address = fc.oneof(
  fc.constantFrom(
    "https://good.example/post?a=1&b=<!channel>|x",
    "http://good.example",
    "https://good.example/#|<@UEVIL>",
    "https://good.example/(a)_b_*c*||d||`e`[f]\\g?h=)>](https://evil.example)",
    "https://good.example/@everyone",
    `https://good.example/${"a".repeat(4_000)}`,
    "javascript:alert(1)",
    "data:text/html,EVIL",
    "slack://evil.example",
    "https://good.example@evil.example/",
    "//evil.example",
    "",
  ),
  hostileText.filter((text) => !URL.canParse(text)),
);

const at = fc.oneof(
  fc.date({ min: new Date("2026-01-01"), max: new Date("2027-01-01"), noInvalidDate: true }),
  fc.constantFrom(new Date(Number.NaN), new Date(-1), new Date(8.64e15), new Date(0)),
);

/** A surface's own ids, and how each of them looks: only such ones become mentions. */
interface Ids {
  readonly own: readonly string[];
  readonly pattern: RegExp;
}

export const slackIds: Ids = { own: ["UGOOD1", "WGOOD2", "CGOOD3"], pattern: /^[A-Z0-9]+$/u };
export const discordIds: Ids = { own: ["100000000000000001", "100000000000000002"], pattern: /^\d{15,20}$/u };

const inlineOf = (id: fc.Arbitrary<string>): fc.Arbitrary<Inline> =>
  fc.oneof(
    hostileText,
    fc.record({ bold: hostileText }),
    fc.record({ code: hostileText }),
    fc.record({ link: hostileText, url: address }),
    fc.record({ person: fc.record({ id, name: hostileText }) }),
    fc.record({ channel: id }),
    fc.record({ time: at, style: fc.constantFrom("clock", "day", "moment", "relative") }),
  );

const post: fc.Arbitrary<PostItem> = fc.record({
  network: hostileText,
  author: fc.option(hostileText),
  text: hostileText,
  url: fc.option(address),
  at,
  figures: hostileText,
  sensitive: fc.boolean(),
});

const choices = fc.array(fc.record({ label: hostileText, value: hostileText }), { maxLength: 6 });
const manyChoices = fc
  .array(hostileText, { minLength: 101, maxLength: 120 })
  .map((labels) => labels.map((label, i) => ({ label, value: `${i}` })));

const action = fc.oneof(fc.constantFrom("mute", "live-stop"), hostileText);

const control: fc.Arbitrary<Control> = fc.oneof(
  fc
    .record({
      action,
      value: hostileText,
      label: hostileText,
      style: fc.constantFrom("primary", "danger", undefined),
    })
    .map(({ style, ...rest }) => ({
      kind: "button" as const,
      ...rest,
      ...(style && { style: style as "primary" | "danger" }),
    })),
  fc.record({
    kind: fc.constant("menu" as const),
    action,
    label: hostileText,
    choices: fc.oneof({ weight: 20, arbitrary: choices }, { weight: 1, arbitrary: manyChoices }),
  }),
);

const fact = fc
  .record({ label: hostileText, value: hostileText, change: fc.option(hostileText, { nil: undefined }) })
  .map(({ change, ...rest }) => (change === undefined ? rest : { ...rest, change }));

const key = "0123456789abcdef".repeat(4);

const partOf = (text: fc.Arbitrary<readonly Inline[]>): fc.Arbitrary<Part> =>
  fc.oneof(
    fc.record({ kind: fc.constant("text" as const), text }),
    fc.record({ kind: fc.constant("note" as const), text }),
    fc.record({ kind: fc.constant("facts" as const), facts: fc.array(fact, { maxLength: 12 }) }),
    hostileText.map((alt) => ({
      kind: "picture" as const,
      picture: { light: key, dark: key, alt, width: 800, height: 450 },
    })),
    fc.record({ kind: fc.constant("posts" as const), posts: fc.array(post, { maxLength: 12 }) }),
    fc.record({
      kind: fc.constant("table" as const),
      columns: fc.array(hostileText, { maxLength: 24 }),
      rows: fc.array(fc.array(hostileText, { maxLength: 5 }), { maxLength: 30 }),
    }),
    fc.record({ kind: fc.constant("actions" as const), controls: fc.array(control, { maxLength: 27 }) }),
  );

/** Cards as no author of ours would write them: every part, every string hostile, now and then 200 parts. */
export function hostileCardOf({ own, pattern }: Ids): fc.Arbitrary<Card> {
  const id = fc.oneof(
    fc.constantFrom(...own),
    hostileText.filter((text) => !pattern.test(text)),
  );
  const part = partOf(fc.array(inlineOf(id), { maxLength: 6 }));
  return fc
    .record({
      title: hostileText,
      tone: fc.constantFrom("neutral" as const, "good" as const, "alert" as const, "quiet" as const),
      summary: hostileText,
      sparkline: fc.option(fc.constantFrom("▁▂▅█", "<!channel>", "`@everyone` **x**"), { nil: undefined }),
      parts: fc.oneof(
        { weight: 30, arbitrary: fc.array(part, { maxLength: 6 }) },
        {
          weight: 1,
          arbitrary: fc
            .array(part, { minLength: 1, maxLength: 4 })
            .map((few) => Array.from({ length: 200 }, (_, i) => few[i % few.length] as Part)),
        },
      ),
    })
    .map(({ sparkline, ...card }) => (sparkline === undefined ? card : { ...card, sparkline }));
}
