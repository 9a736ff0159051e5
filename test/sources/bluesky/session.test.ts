import { inspect } from "node:util";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { hourMs, minuteMs } from "../../../src/model/clock.ts";
import { secret } from "../../../src/model/secret.ts";
import { createBluesky } from "../../../src/sources/bluesky.ts";
import type { Http } from "../../../src/sources/source.ts";
import { connected, type HandClock, handClock, hashtag, never, nobody } from "../reading.ts";
import { type FakeAppview, openAppview } from "./appview.ts";

const account = { identifier: "harbour.test", password: "abcd-efgh-ijkl-mnop" };
let clock: HandClock;
let appview: FakeAppview;
beforeEach(async () => {
  clock = handClock("2026-03-10T12:00:00.000Z");
  appview = await openAppview({ now: () => clock.at, account });
  for (let n = 0; n < 250; n++) appview.add({ text: `${n} #harbour`, indexedAt: new Date(clock.at.getTime() - n - 1) });
});
afterEach(() => appview.close());

function later(ms: number): void {
  clock.at = new Date(clock.at.getTime() + ms);
}
const query = {
  network: "bluesky",
  subject: hashtag("Harbour"),
  cursor: null,
  since: new Date("2026-03-10T00:00:00Z"),
};

function open(password = account.password, http?: Http) {
  const source = createBluesky({
    jetstreamUrl: "wss://stream.example/subscribe",
    apiUrl: "https://nobody.example",
    login: { identifier: account.identifier, password: secret(password), serviceUrl: appview.url },
  });
  const connection = http ? source.connect({ ...nobody(clock), http }) : connected(source, clock);
  return async (cursor: string | null = null) => connection.search?.({ ...query, cursor }, never);
}

describe("Bluesky asked as an account", () => {
  it("logs in once for all who ask, and may turn pages", async () => {
    appview.refuseStrangers("search");
    const search = open();
    const [page] = await Promise.all([search(), search(), search()]);
    expect(page).toMatchObject({ more: true });
    expect(await search(page?.cursor)).toMatchObject({ more: true, posts: { length: 100 } });
    expect(appview.logins()).toBe(1);
    const tokens = appview.asked.filter(({ method }) => method.endsWith("searchPosts")).map(({ token }) => token);
    expect(new Set(tokens).size).toBe(1);
    expect(tokens[0]).toMatch(/^[\w-]+\.[\w-]+\.[\w-]+$/);
  });

  it("logs in anew before its token ends, and where the server takes it no more", async () => {
    const search = open();
    await search();
    later(hourMs);
    await search();
    expect(appview.logins()).toBe(1);
    later(56 * minuteMs);
    await search();
    expect(appview.logins()).toBe(2);
    later(20 * minuteMs);
    appview.forgetTokens();
    expect(await search()).toMatchObject({ more: true });
    expect(appview.logins()).toBe(3);
    appview.forgetTokens();
    await expect(search()).rejects.toMatchObject({ failure: "bad-response" });
    expect(appview.logins()).toBe(3);
  });

  it("does not try a refused login again for a while", async () => {
    const search = open("wrong");
    for (let ask = 0; ask < 50; ask++) {
      await expect(search()).rejects.toMatchObject({ failure: "unauthorized" });
      later(minuteMs / 2);
    }
    expect(appview.logins()).toBe(2);
  });

  it("waits with a login as long as the service says", async () => {
    appview.limit(1, { "retry-after": "60" });
    const search = open();
    await expect(search()).rejects.toMatchObject({ failure: "rate-limited", retryAfterMs: 60_000 });
    later(30_000);
    await expect(search()).rejects.toMatchObject({ failure: "rate-limited" });
    expect(appview.logins()).toBe(0);
    later(31_000);
    expect(await search()).toMatchObject({ more: true });
  });

  it("asks the account's own server where the login names it", async () => {
    const asked: string[] = [];
    const service = { id: "#atproto_pds", type: "AtprotoPersonalDataServer", serviceEndpoint: "https://own.example" };
    const http: Http = {
      async json(url, init) {
        asked.push(`${url.origin} ${init?.headers?.["authorization"] ?? ""}`);
        return url.pathname.endsWith("createSession")
          ? { accessJwt: "a.b.c", didDoc: { service: [service] } }
          : { posts: [] };
      },
    };
    await open(account.password, http)();
    expect(asked).toEqual([`${appview.url} `, "https://own.example Bearer a.b.c"]);
  });

  it("never tells what it knows, whatever the answer is", async () => {
    const known = [account.password, "tokentokentoken"];
    const answers = [
      () => ({ accessJwt: 7, refreshJwt: "tokentokentoken" }),
      () => "tokentokentoken",
      () => null,
      (): never => {
        throw new DOMException("tokentokentoken", "TimeoutError");
      },
    ];
    for (const answer of answers) {
      const error: unknown = await open(account.password, { json: async () => answer() })().catch(
        (thrown: unknown) => thrown,
      );
      expect(error).toBeInstanceOf(Error);
      const shown = `${error} ${inspect(error, { depth: 10 })} ${JSON.stringify(error)}`;
      for (const word of known) expect(shown).not.toContain(word);
    }
    const shown = inspect(
      createBluesky({
        jetstreamUrl: appview.url,
        apiUrl: appview.url,
        login: { ...account, password: secret(account.password), serviceUrl: appview.url },
      }),
      { depth: 10 },
    );
    expect(shown).not.toContain(account.password);
  });
});
