import { beforeEach, describe, expect, it } from "vitest";
import type { DrawJob } from "../../src/charts/draw-job.ts";
import { type DrawRequest, openPictures } from "../../src/charts/pictures.ts";
import volume from "../../src/charts/volume.ts";
import { dayMs, hourMs } from "../../src/model/clock.ts";
import { languages } from "../../src/model/language.ts";
import type { Reader } from "../../src/model/reader.ts";

const start = new Date(Date.UTC(2025, 10, 14));
const end = new Date(start.getTime() + dayMs);
const points = [
  { at: start, posts: 412, engagement: 0 },
  { at: new Date(start.getTime() + hourMs), posts: 3, engagement: 0 },
];
const reader = { series: async () => ({ stepMs: hourMs, points, coverage: 1 }) } as unknown as Reader;

let drawn: DrawJob[] = [];
let stored = new Map<string, Uint8Array>();
beforeEach(() => {
  drawn = [];
  stored = new Map();
});

const pictures = openPictures({
  readerOf: () => reader,
  drawing: {
    async draw(job) {
      drawn.push(job);
      return { png: new TextEncoder().encode(`${job.chart} ${job.theme} ${job.language}`) };
    },
  },
  cache: {
    get: async (key) => stored.get(key) ?? null,
    put: async (key, bytes) => void stored.set(key, bytes),
  },
});

const request = (more: Partial<DrawRequest> = {}): DrawRequest => ({
  workspace: "slack:T1",
  chart: "volume",
  language: "en",
  trackers: [1],
  from: start,
  to: end,
  subject: "#a",
  disclosure: null,
  ...more,
});

const textOf = (key: string): string => new TextDecoder().decode(stored.get(key));

describe("a picture", () => {
  it("is drawn in both themes and in the language asked for, which its alt text is in too", async () => {
    const { light, dark, alt } = await pictures.draw(request({ language: "de" }));
    expect([textOf(light), textOf(dark)]).toEqual(["volume light de", "volume dark de"]);
    expect(alt).toContain("Insgesamt 415 Beiträge.");
  });

  it("of the same data is drawn once for each language", async () => {
    const asked = [...languages, ...languages];
    const keys = await Promise.all(asked.map(async (language) => (await pictures.draw(request({ language }))).light));
    expect(new Set(keys).size).toBe(languages.length);
    expect(drawn.length).toBe(2 * languages.length);
    await pictures.draw(request({ language: "ja" }));
    expect(drawn.length).toBe(2 * languages.length);
  });

  it("of a chart's own numbers has its texts in the language asked for", async () => {
    const { alt } = await pictures.sample("volume", "fr");
    expect(alt).toBe(volume.alt(volume.sample("fr"), "fr"));
    expect(drawn.map(({ data, language }) => ({ data, language }))).toEqual(
      Array(2).fill({ data: volume.sample("fr"), language: "fr" }),
    );
  });
});
