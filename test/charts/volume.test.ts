import { describe, expect, it } from "vitest";
import type { ChartScope } from "../../src/charts/chart.ts";
import { drawPng, drawSvg } from "../../src/charts/draw.ts";
import { textWidth } from "../../src/charts/text-width.ts";
import volume from "../../src/charts/volume.ts";
import type { VolumeData } from "../../src/charts/volume-data.ts";
import { dayMs, hourMs, minuteMs } from "../../src/model/clock.ts";
import { disclosed } from "../../src/model/disclosure.ts";
import type { Point } from "../../src/model/feed.ts";
import { languages } from "../../src/model/language.ts";
import type { Reader } from "../../src/model/reader.ts";
import { allSaid, englishIn, foreign, textsOf } from "./english.ts";
import { useFonts } from "./fonts-for-tests.ts";
import { expectGolden } from "./golden.ts";

useFonts();

const start = Date.UTC(2025, 10, 14);

/** A day of hourly buckets; what is given replaces the first of them. */
function hourly(posts: readonly (number | null)[], change: Partial<VolumeData> = {}): VolumeData {
  return {
    subject: "#a",
    from: new Date(start),
    to: new Date(start + posts.length * hourMs),
    stepMs: hourMs,
    points: posts.map((posts, hour) => ({ at: new Date(start + hour * hourMs), posts })),
    coverage: posts.filter((count) => count !== null).length / posts.length,
    marks: [],
    notes: [],
    ...change,
  };
}

const placesOf = (svg: string, text: string): number[] => {
  const at = svg.match(new RegExp(`translate\\(([-\\d.]+),([-\\d.]+)\\)"[^>]*>${text}<`));
  return at ? [Number(at[1]), Number(at[2])] : [];
};

describe("the picture", () => {
  it.each(["light", "dark"] as const)("of the sample looks as it did (%s)", async (theme) => {
    expectGolden(`volume-${theme}.svg`, await drawSvg(volume, volume.sample("en"), theme, "en"));
  });

  it.each([
    ["de", "light"],
    ["ja", "dark"],
  ] as const)("of the sample looks as it did in the language %s", async (language, theme) => {
    expectGolden(`volume-${language}-${theme}.svg`, await drawSvg(volume, volume.sample(language), theme, language));
  });

  it("is 1600×900, opaque, and not one colour", async () => {
    const { png, width, height } = await drawPng(await drawSvg(volume, volume.sample("en"), "light", "en"));
    expect([width, height]).toEqual([1600, 900]);
    expect(Array.from(png.subarray(0, 4))).toEqual([0x89, 0x50, 0x4e, 0x47]);
    const colourType = png[25];
    expect(colourType).toBe(2);
    expect(png.length).toBeGreaterThan(20_000);
  });

  it("breaks the line at a gap and hatches it instead of falling to zero", async () => {
    const whole = await drawSvg(volume, hourly(Array(24).fill(50)), "light", "en");
    const broken = await drawSvg(
      volume,
      hourly([...Array(8).fill(50), ...Array(8).fill(null), ...Array(8).fill(50)]),
      "light",
      "en",
    );
    const lines = (svg: string) =>
      svg.match(/<path aria-label="[^"]*"[^>]*fill="none"|<path[^>]*stroke-width="3"/g)?.length;
    expect(whole).not.toContain('fill="url(#blind)"');
    expect(broken).toContain('fill="url(#blind)"');
    expect(textsOf(broken)).toContain("not observed");
    expect(lines(broken)).toBe((lines(whole) ?? 0) + 1);
  });

  it("explains hatching in the footer where the gap is too narrow to say so itself", async () => {
    const svg = await drawSvg(volume, hourly([...Array(23).fill(5), null]), "light", "en");
    expect(textsOf(svg)).not.toContain("not observed");
    expect(textsOf(svg).join()).toContain("95 % observed (rest hatched)");
  });

  it("says of a bucket that is not over that its count is so far only", async () => {
    const counts = [4, 5, 6];
    const over = await drawSvg(volume, hourly(counts), "light", "en");
    const open = await drawSvg(volume, hourly(counts, { to: new Date(start + 2.5 * hourMs) }), "light", "en");
    expect(textsOf(over)).not.toContain("so far");
    expect(textsOf(open)).toContain("so far");
  });

  it.each([
    ["at the start", 0],
    ["in the middle", 12],
    ["at the very end", 24],
  ])("keeps a mark's sentence inside its edges %s", async (_, hour) => {
    const label = "Forty characters are the most that fit x";
    const marks = [{ at: new Date(start + hour * hourMs), label }];
    const svg = await drawSvg(volume, hourly(Array(24).fill(5), { marks }), "light", "en");
    const plotLeft = Number(svg.match(/stroke-miterlimit="4" transform="translate\((\d+),/)?.[1]);
    const [x = Number.NaN] = placesOf(svg, label);
    expect(plotLeft + x).toBeGreaterThanOrEqual(31);
    expect(plotLeft + x + 400).toBeLessThanOrEqual(800);
  });

  it("leaves out a mark that lies outside the period", async () => {
    const marks = [{ at: new Date(start - hourMs), label: "before" }];
    expect(textsOf(await drawSvg(volume, hourly([1, 2], { marks }), "light", "en"))).not.toContain("before");
  });

  it("draws without a warning when there is nothing, little or only blindness", async () => {
    for (const data of [hourly([]), hourly([7]), hourly([null]), hourly([0, 0]), hourly([1e9, 3])]) {
      await expect(drawSvg(volume, data, "dark", "en")).resolves.toContain("<svg");
    }
  });
});

describe("the takeaway", () => {
  it("names the peak and when it was, as precisely as the period needs", () => {
    expect(volume.takeaway(hourly([1, 412, 3]), "en")).toBe("#a peaked at 412 posts an hour at 01:00");
    expect(volume.takeaway(volume.sample("en"), "en")).toBe("#worldcup peaked at 412 posts an hour on Fri 14:00");
    expect(volume.takeaway(hourly([0, 1]), "en")).toBe("#a peaked at 1 post an hour at 01:00");
  });

  it("tells silence from blindness", () => {
    expect(volume.takeaway(hourly(Array(24).fill(0)), "en")).toBe("No posts of #a in the last 24 h");
    expect(volume.takeaway(hourly([null, ...Array(23).fill(0)]), "en")).toBe("No posts of #a seen in the last 24 h");
    expect(volume.takeaway(hourly(Array(24).fill(null)), "en")).toBe("#a was not observed in the last 24 h");
  });
});

it("says in its alt text the period, total, latest, peak, coverage, gaps and where the numbers come from", () => {
  expect(volume.alt(volume.sample("en"), "en")).toBe(
    "Posts per hour of #worldcup, 13 Nov 2025 00:00 – 15 Nov 00:00 UTC. 2,444 posts in total. Latest 21, 14 Nov 23:00. " +
      "Peak 412, 14 Nov 14:00. 77 % of the time was observed. Not observed: 13 Nov 20:00 to 14 Nov 07:00. " +
      "Marked, 14 Nov 13:00: 6 times the usual at 13:00. Note: simulated.",
  );
});

/** Every kind of thing the chart can say, beside what its sample makes it say. */
const kinds: readonly (readonly [string, VolumeData])[] = [
  ["nothing at all", hourly([])],
  ["silence", hourly(Array(24).fill(0))],
  ["silence, half seen", hourly([null, ...Array(23).fill(0)])],
  ["blindness", hourly(Array(24).fill(null))],
  ["one post", hourly([0, 1, 0])],
  ["a million posts", hourly([7, 1_000_000, 3])],
  ["a bucket that is not over", hourly([4, 5, 6], { to: new Date(start + 2.5 * hourMs) })],
  ["a narrow gap", hourly([...Array(23).fill(5), null])],
  ["more gaps than are named", hourly([1, null, 2, null, 3, null, 4, null, 5, null])],
  ["a minute of minutes", hourly([3, 9], { stepMs: minuteMs, to: new Date(start + minuteMs) })],
  ["an hour", hourly([3, 9], { stepMs: minuteMs, to: new Date(start + hourMs) })],
  [
    "three quarters of an hour by five minutes",
    hourly([3], { stepMs: 5 * minuteMs, to: new Date(start + 45 * minuteMs) }),
  ],
  ["half a week by six hours", hourly([3, 9], { stepMs: 6 * hourMs, to: new Date(start + 84 * hourMs) })],
  ["a week", hourly([3, 9], { to: new Date(start + 7 * dayMs) })],
  ["a fortnight", hourly([3, 9], { to: new Date(start + 14 * dayMs) })],
  ["a year by days", hourly([3, 9], { stepMs: dayMs, to: new Date(start + 365 * dayMs) })],
];

describe.each(foreign)("in the language %s", (language) => {
  it.each(kinds)("says nothing in English about %s", async (_, data) => {
    expect(await englishIn(volume, () => data, language)).toEqual([]);
  });
});

describe.each(languages)("in the language %s", (language) => {
  /** Months whose short names are longest, in two years. */
  const longest = { from: new Date(Date.UTC(2026, 8, 28)), to: new Date(Date.UTC(2027, 8, 30)) };
  const innerRight = 800 - 32;

  it.each([8, 24, 100])("keeps title and footer inside the picture with a name of %i letters", async (letters) => {
    for (const [, kind] of kinds) {
      const data = {
        ...kind,
        ...longest,
        subject: `#${"W".repeat(letters)}`,
        notes: [disclosed("partly replayed", language)],
      };
      const texts = textsOf(await drawSvg(volume, data, "light", language));
      const [title = "", , footer = ""] = texts;
      expect(32 + textWidth(title, 26, 700), title).toBeLessThanOrEqual(innerRight);
      expect(32 + textWidth(footer, 17), footer).toBeLessThanOrEqual(innerRight);
      expect(footer, "what the numbers are is said in full").toContain(data.notes[0]);
    }
  });

  it("names a hashtag of twenty letters in full beside a large number", async () => {
    const data = hourly([4, 288_400], { subject: "#Bundestagswahl2025x" });
    const [title = ""] = await allSaid(volume, data, language);
    for (const said of [title, volume.takeaway(data, language)]) expect(said).toMatch(/#Bundestagswahl2025x.*288.400/u);
  });

  it("says when the peak was of a hashtag of twelve letters", async () => {
    const data = { ...volume.sample(language), subject: "#LauncheventX" };
    const [title = ""] = await allSaid(volume, data, language);
    for (const said of [title, volume.takeaway(data, language)])
      expect(said).toMatch(/#LauncheventX.*412.*14:00|#LauncheventX.*14:00.*412/u);
  });
});

it("says the same in its alt text in another language, with that language's dates, numbers and spaces", () => {
  expect(volume.alt(volume.sample("de"), "de")).toBe(
    "Beiträge pro Stunde zu #worldcup, 13. Nov. 2025 00:00 – 15. Nov. 00:00 UTC. Insgesamt 2.444 Beiträge. Zuletzt 21, 14. Nov. 23:00. " +
      "Höchstwert 412, 14. Nov. 14:00. Beobachtet: 77\u00A0% der Zeit. Nicht beobachtet: 13. Nov. 20:00 bis 14. Nov. 07:00. " +
      "Markiert, 14. Nov. 13:00: Um 13:00 sechsmal so viel wie üblich. Hinweis: simuliert.",
  );
  expect(volume.alt(volume.sample("ja"), "ja")).toBe(
    "#worldcupの1時間あたりの投稿数、2025年11月13日 00:00 – 11月15日 00:00 UTC。合計2,444件。最新は21件（11月14日 23:00）。" +
      "ピークは412件（11月14日 14:00）。観測できた時間は77%。未観測：11月13日 20:00～11月14日 07:00。" +
      "11月14日 13:00の目印：13:00に通常の6倍。注記：シミュレーション。",
  );
});

describe("loading", () => {
  const scope = (lengthMs: number): ChartScope => ({
    trackers: [1],
    from: new Date(start),
    to: new Date(start + lengthMs),
    subject: "#a",
    disclosure: "simulated",
  });
  const readerOf = (pointsOf: (stepMs: number) => readonly Point[]) => {
    const asked: number[] = [];
    const series = async (_: unknown, stepMs: number) => {
      asked.push(stepMs);
      return { stepMs, points: pointsOf(stepMs), coverage: 1 };
    };
    return { asked, reader: { series } as unknown as Reader };
  };
  const one: Point = { at: new Date(start), posts: 3, engagement: 9 };

  it.each([
    [hourMs, minuteMs],
    [6 * hourMs, 5 * minuteMs],
    [dayMs, 15 * minuteMs],
    [7 * dayMs, hourMs],
    [14 * dayMs, 6 * hourMs],
    [90 * dayMs, dayMs],
  ])("asks for at most about 170 points (%i ms by %i ms)", async (lengthMs, stepMs) => {
    const { asked, reader } = readerOf(() => [one]);
    const data = await volume.load(reader, scope(lengthMs));
    expect(asked).toEqual([stepMs]);
    expect(data).toMatchObject({ subject: "#a", notes: ["simulated"], marks: [], points: [{ at: one.at, posts: 3 }] });
  });

  it("falls back to hours where the minutes are not kept any more", async () => {
    const { asked, reader } = readerOf((stepMs) => (stepMs < hourMs ? [{ ...one, posts: null }] : [one]));
    expect((await volume.load(reader, scope(dayMs))).stepMs).toBe(hourMs);
    expect(asked).toEqual([15 * minuteMs, hourMs]);
  });
});
