import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type PersonFacts, peopleOf } from "../../../src/chat/slack/people.ts";
import { openWebApi } from "../../../src/chat/slack/web-api.ts";
import { minuteMs } from "../../../src/model/clock.ts";
import { secret } from "../../../src/model/secret.ts";
import type { FakeSlack } from "../../slack/server.ts";
import { openMemory } from "../memory.ts";
import { apiOn, calledOn, openLoopback } from "./loopback.ts";

const harbor = "slack:T0HARBOR";
let slack: FakeSlack;

beforeAll(async () => {
  slack = await openLoopback({
    orgs: [{ id: "E0ORG", installed: true }],
    teams: [
      {
        id: "T0HARBOR",
        installed: true,
        users: [
          { id: "U0PRIMARY", rank: "primary-owner" },
          { id: "U0OWNER", rank: "owner" },
          { id: "U0ADMIN", rank: "admin" },
          { id: "U0MEMBER", tz: "Asia/Kolkata", locale: "de-DE" },
          { id: "U0GUEST", rank: "guest" },
          { id: "U0SINGLE", rank: "single-channel-guest" },
          { id: "U0GONE", rank: "owner", isDeleted: true },
        ],
        channels: [{ id: "C0SHARED", sharedWith: ["T0OTHER"], members: ["U0MEMBER", "U0STRANGER", "U0THEIRBOSS"] }],
      },
      {
        id: "T0OTHER",
        users: [{ id: "U0STRANGER" }, { id: "U0THEIRBOSS", rank: "primary-owner" }, { id: "U0NOBODY" }],
      },
      { id: "T0NORTH", org: "E0ORG", users: [{ id: "U0NORTH" }, { id: "U0NORTHBOSS", rank: "owner" }] },
      { id: "T0SOUTH", org: "E0ORG", users: [{ id: "U0SOUTHBOSS", rank: "owner" }] },
    ],
  });
});
afterAll(() => slack.close());

const ask = (workspace: string, id: string, memory = openMemory()): Promise<PersonFacts> =>
  peopleOf(apiOn(slack), memory.cache)(workspace, id);

describe("somebody's rank is", () => {
  test.each([
    ["an owner", "U0PRIMARY", "admin"],
    ["one of several owners", "U0OWNER", "admin"],
    ["an admin", "U0ADMIN", "admin"],
    ["a member", "U0MEMBER", "member"],
    ["a guest", "U0GUEST", "guest"],
    ["a guest of one channel", "U0SINGLE", "guest"],
    ["an owner who has left", "U0GONE", "guest"],
    ["a member of another company in a shared channel", "U0STRANGER", "guest"],
    ["the owner of another company in a shared channel", "U0THEIRBOSS", "guest"],
  ])("%s: %s is %s", async (_, id, rank) => {
    expect((await ask(harbor, id)).rank).toBe(rank);
  });

  test("in an organisation theirs where they are at home, and a guest's in its other workspaces", async () => {
    expect((await ask("slack:T0NORTH", "U0NORTH")).rank).toBe("member");
    expect((await ask("slack:T0NORTH", "U0NORTHBOSS")).rank).toBe("admin");
    expect((await ask("slack:T0NORTH", "U0SOUTHBOSS")).rank).toBe("guest");
  });
});

test("somebody of whom Slack says nothing may nothing, and that is not believed for long", async () => {
  const memory = openMemory();
  await expect(ask(harbor, "U0NOBODY", memory)).rejects.toThrow("user_not_found");
  slack.invite("C0SHARED", "U0NOBODY");
  expect((await ask(harbor, "U0NOBODY", memory)).rank).toBe("guest");
});

test("their zone and language are what Slack says, of strangers perhaps nothing", async () => {
  expect(await ask(harbor, "U0MEMBER")).toEqual({ rank: "member", zone: "Asia/Kolkata", locale: "de-DE" });
  expect(await ask(harbor, "U0STRANGER")).toMatchObject({ locale: null });
});

describe("somebody is asked about", () => {
  const asked = () => calledOn(slack, "users.info").length;

  test("once in five minutes, over all processes", async () => {
    const memory = openMemory();
    const before = asked();
    await ask(harbor, "U0MEMBER", memory);
    memory.pass(5 * minuteMs - 1);
    await ask(harbor, "U0MEMBER", memory);
    expect(asked()).toBe(before + 1);
    memory.pass(1);
    await ask(harbor, "U0MEMBER", memory);
    expect(asked()).toBe(before + 2);
  });

  test("in each workspace anew, and nobody for somebody else", async () => {
    const memory = openMemory();
    const before = asked();
    expect((await ask("slack:T0SOUTH", "U0SOUTHBOSS", memory)).rank).toBe("admin");
    expect((await ask("slack:T0NORTH", "U0SOUTHBOSS", memory)).rank).toBe("guest");
    expect((await ask("slack:T0NORTH", "U0NORTH", memory)).rank).toBe("member");
    expect(asked()).toBe(before + 3);
  });

  test("anew where what was kept is not what we keep", async () => {
    const memory = openMemory();
    await memory.cache.put("slack:person:slack:T0HARBOR:U0GUEST", { rank: "king", zone: null, locale: null }, minuteMs);
    expect((await ask(harbor, "U0GUEST", memory)).rank).toBe("guest");
  });
});

/** Users as the loopback Slack has none (docs.slack.dev/reference/objects/user-object). */
describe("a user object that says", () => {
  const member = { id: "U1", team_id: "T1", is_admin: false, is_restricted: false };
  const rankOf = async (user: object) => {
    const server = createServer((_, response) => {
      response.writeHead(200, { "content-type": "application/json" }).end(JSON.stringify({ ok: true, user }));
    });
    await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
    try {
      const apiUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}/api/`;
      const api = openWebApi({ apiUrl, tokenOf: async () => secret("xoxb-1") });
      return (await peopleOf(api, openMemory().cache)("slack:T1", "U1")).rank;
    } finally {
      server.closeAllConnections();
      await new Promise((done) => server.close(done));
    }
  };

  test.each([
    [
      "a home elsewhere in the organisation, and a seat here",
      { team_id: "T2", enterprise_user: { teams: ["T2", "T1"] } },
      "member",
    ],
    ["an admin's seat here", { team_id: "T2", enterprise_user: { teams: ["T1"] }, is_admin: true }, "admin"],
    ["seats elsewhere only", { team_id: "T2", enterprise_user: { teams: ["T2", "T3"] }, is_admin: true }, "guest"],
    ["a stranger", { is_stranger: true, is_owner: true }, "guest"],
    ["a guest who is an admin all the same", { is_restricted: true, is_admin: true }, "guest"],
    ["a guest of one channel, and no more", { is_ultra_restricted: true }, "guest"],
    ["an owner, and no more", { is_owner: true }, "admin"],
    ["the first owner, and no more", { is_primary_owner: true }, "admin"],
    ["nothing of its team", { team_id: undefined, is_owner: true }, "guest"],
  ])("%s", async (_, more, rank) => {
    expect(await rankOf({ ...member, ...more })).toBe(rank);
  });

  test("no truth of its rank is an error that names it, and nobody's right", async () => {
    await expect(rankOf({ ...member, is_admin: "yes" })).rejects.toThrow("is_admin");
    await expect(rankOf([])).rejects.toThrow();
  });
});
