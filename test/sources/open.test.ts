import { describe, expect, it } from "vitest";
import { blueskyDefaults } from "../../src/sources/bluesky/settings.ts";
import { createBluesky } from "../../src/sources/bluesky.ts";
import { sourcesFor } from "../../src/sources/index.ts";
import { openSources } from "../../src/sources/open.ts";
import { simulatorDefaults } from "../../src/sources/simulator/settings.ts";
import { handClock, hashtag, never } from "./reading.ts";

const clock = handClock("2026-03-10T12:00:00Z");
const bluesky = { ...blueskyDefaults, login: null };
const open = (settings: Parameters<typeof sourcesFor>[0]) =>
  openSources(sourcesFor(settings), { clock, gate: { enter: async () => "ok" }, sleep: async () => {} });

describe("sources that are opened together", () => {
  it("bring each network once, the real one where there is one", async () => {
    const { networks, connection } = open({ bluesky, simulator: simulatorDefaults });
    const names = networks.map(({ name }) => name);
    expect(names).toEqual(["bluesky", "mastodon", "x", "youtube", "reddit", "tiktok"]);
    expect(networks.map(({ source }) => source.name)).toEqual(["bluesky", ...Array(5).fill("simulator")]);
    const query = {
      network: "reddit",
      subject: hashtag("Harbour"),
      cursor: null,
      since: new Date("2026-03-10T06:00:00Z"),
    };
    const page = await connection("simulator")?.search?.(query, never);
    expect(page?.posts.length).toBeGreaterThan(0);
    for (const post of page?.posts ?? []) expect(post.network).toBe("reddit");
  });

  it("say of a stand-in beside real networks that it is one", () => {
    const mixed = open({ bluesky, simulator: simulatorDefaults });
    expect(mixed.labels(["bluesky", "mastodon", "elsewhere"], "en")).toEqual([
      "Bluesky",
      "Mastodon (simulated)",
      "elsewhere",
    ]);
    const alone = open({ simulator: simulatorDefaults });
    expect(alone.labels(["bluesky", "mastodon"], "en")).toEqual(["Bluesky", "Mastodon"]);
  });

  it("disclose what is not real, wholly or partly", () => {
    const mixed = open({ bluesky, simulator: simulatorDefaults });
    expect(mixed.disclosure(["bluesky"])).toBeNull();
    expect(mixed.disclosure(["mastodon", "x"])).toBe("simulated");
    expect(mixed.disclosure(["bluesky", "x"])).toBe("partly simulated");
    expect(mixed.disclosure([])).toBeNull();
    expect(open({ simulator: simulatorDefaults }).disclosure(["bluesky", "x"])).toBe("simulated");
  });
});

describe("a source's reach", () => {
  it("is this machine only where its operator named it", () => {
    expect(createBluesky(bluesky).allowLoopback).toBe(false);
    expect(createBluesky({ ...bluesky, apiUrl: "http://localhost:2584" }).allowLoopback).toBe(true);
    expect(createBluesky({ ...bluesky, jetstreamUrl: "ws://[::1]:6008/subscribe" }).allowLoopback).toBe(true);
  });
});
