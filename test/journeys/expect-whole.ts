import { expect } from "vitest";
import { comparedFeeds, isReadSince, type Query } from "./backfill.ts";

/** Work that a killed process had in hand is free again after half a minute. */
export const recovered = { timeout: 90_000, interval: 500 };

/** Every network read up to a moment after `since`, nothing missing, nothing twice, no hole. */
export async function expectWhole(query: Query, tag: string, since: Date): Promise<void> {
  await expect.poll(() => isReadSince(query, tag, since), recovered).toBe(true);
  const feeds = await comparedFeeds(query, tag);
  for (const { is, shouldBe } of feeds) expect(is).toEqual(shouldBe);
  expect(feeds.flatMap(({ is }) => is.posts).length).toBeGreaterThan(10_000);
}
