import { expect, it, vi } from "vitest";

const read = vi.hoisted(() => [] as string[]);

vi.mock("node:fs", async (original) => {
  const fs = await original<typeof import("node:fs")>();
  const readFileSync = (path: string) => {
    read.push(path.split("/").at(-1) ?? "");
    return fs.readFileSync(path);
  };
  return { ...fs, readFileSync };
});

it("reads no weights before the first text, and each file once", async () => {
  const { sentimentOf } = await import("../../src/text/sentiment.ts");
  const { detectLanguage } = await import("../../src/text/language.ts");
  expect(read).toEqual([]);
  sentimentOf("een dag", "nl");
  expect(read).toEqual([]);
  sentimentOf("a day", "en");
  sentimentOf("un jour", "fr");
  expect(read).toEqual(["sentiment.bin"]);
  detectLanguage("a day at the sea");
  detectLanguage("день у моря");
  expect(read).toEqual(["sentiment.bin", "language.bin"]);
  const { topicsOf } = await import("../../src/text/topics.ts");
  topicsOf("a day at the sea", "en");
  topicsOf("un jour", "fr");
  expect(read).toEqual(["sentiment.bin", "language.bin", "topics.bin"]);
});
