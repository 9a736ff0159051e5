import { readFileSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { parse } from "yaml";
import { appOf } from "../slack/manifest.ts";
import { type FakeSlack, type Forged, openSlack } from "../slack/server.ts";
import { freePort } from "./free-port.ts";
import { type Installation, openInstallation, type Product } from "./product.ts";
import { channelOf, patient, said } from "./slack-channel.ts";

/** Slack asks our address, workspaces install Groundswell themselves, and pictures are fetched from us. */
let slack: FakeSlack;
let installation: Installation;
let product: Product;
let publicUrl: string;
const [team, other, member, here] = ["T0HARBOR", "T0OTHER", "U0MEMBER", "C0GENERAL"];
/** As the manifest asks it to be kept: in nothing that leaves the product. */
const canaries = /xox[bp]-|xapp-|signing|client-secret/u;

beforeAll(async () => {
  const port = await freePort();
  publicUrl = `http://127.0.0.1:${port}`;
  const app = appOf(parse(readFileSync("manifest.yml", "utf8")));
  slack = await openSlack({
    app: { ...app, redirectUris: [`${publicUrl}/slack/oauth_redirect`] },
    teams: [
      {
        id: team,
        users: [{ id: "U0OWNER", rank: "owner" }, { id: member }],
        channels: [{ id: here, name: "general", botIn: true }],
      },
      { id: other, users: [{ id: "U1OWNER", rank: "owner" }], channels: [{ id: "C1GENERAL", name: "general" }] },
    ],
  });
  slack.deliverTo(`${publicUrl}/slack/events`);
  installation = openInstallation();
  product = await installation.start({
    env: {
      PORT: `${port}`,
      PUBLIC_URL: publicUrl,
      SLACK_API_URL: slack.apiUrl,
      SLACK_CLIENT_ID: slack.app.clientId,
      SLACK_CLIENT_SECRET: slack.app.clientSecret,
      SLACK_SIGNING_SECRET: slack.app.signingSecret,
      SIMULATOR: "on",
      LOG_LEVEL: "info",
    },
  });
}, 60_000);
afterAll(async () => {
  await installation?.remove();
  await slack?.close();
});

const { find, found } = channelOf(() => slack, here);

/** As a browser does it: the address, Slack's page, and back with the cookie. */
async function install(user: string, { cookie = true, state = (s: string) => s } = {}): Promise<Response> {
  const start = await fetch(`${publicUrl}/slack/install`, { redirect: "manual" });
  const jar = start.headers.get("set-cookie")?.split(";")[0] ?? "";
  const back = new URL(slack.approve(start.headers.get("location") ?? "", { user }));
  back.searchParams.set("state", state(back.searchParams.get("state") ?? ""));
  return fetch(back, { headers: cookie ? { cookie: jar } : {}, redirect: "manual" });
}
const installedCount = async () =>
  (await installation.query<{ n: number }>("select count(*)::int as n from installations where sealed is not null"))[0]
    ?.n;

describe("workspaces that install it themselves", { timeout: 90_000 }, () => {
  test("a state that is foreign, or comes without its cookie, gets a friendly page and no installation", async () => {
    for (const attempt of [{ cookie: false }, { state: (s: string) => `${s}x` }]) {
      const answer = await install("U0OWNER", attempt);
      expect(answer.status).toBe(400);
      expect(await answer.text()).toContain("/slack/install");
    }
    expect(await installedCount()).toBe(0);
  });

  test("whoever installs it lands on a page that says what to type, and gets one message with three buttons", async () => {
    const page = await install("U0OWNER");
    expect(page.status).toBe(200);
    const text = await page.text();
    expect(text).toContain("/track");
    expect(text).not.toMatch(canaries);
    await expect.poll(() => slack.directOf("U0OWNER")?.id ?? null, patient).not.toBeNull();
    const direct = slack.directOf("U0OWNER")?.id ?? "";
    const greeting = await found(/Groundswell is here/u, { channel: direct });
    expect(said(greeting).match(/"type":"button"/gu)).toHaveLength(3);
    expect(slack.messages(direct)).toHaveLength(1);
    slack.invite(here, slack.botUser(team));
  });

  test("from its first message a demo chart can be seen", async () => {
    const direct = slack.directOf("U0OWNER")?.id ?? "";
    const greeting = await found(/Groundswell is here/u, { channel: direct });
    await slack.press({ user: "U0OWNER", message: { channel: direct, ts: greeting.ts }, actionId: "demo:1" });
    await found(/What a chart looks like.*image_url/su, { channel: direct });
  });

  test("/track, /chart and a board work, with pictures that are fetched from the public address", async () => {
    await slack.command({ user: member, channel: here, text: "/track #worldcup" });
    await found(/Tracking #worldcup.*posts? in the last 24 hours/su);
    await slack.command({ user: member, channel: here, text: "/chart #worldcup" });
    const chart = await found(/image_url/u);
    const address = /"image_url":"([^"]+)"/u.exec(said(chart))?.[1] ?? "";
    expect(new URL(address).origin).toBe(publicUrl);
    const picture = await fetch(address);
    expect([picture.status, picture.headers.get("content-type")]).toEqual([200, "image/png"]);
    await slack.command({ user: member, channel: here, text: "/live #worldcup 6h" });
    const board = await found(/Live: #worldcup.*image_url/su);
    expect(slack.messages(here).filter(({ threadTs }) => threadTs === board.ts)).toEqual([]);
    expect(slack.files.size).toBe(0);
  });

  test("the playground is not shown to whoever reaches the public address by its name", async () => {
    const { port } = new URL(publicUrl);
    const { request } = await import("node:http");
    const status = await new Promise((resolve) =>
      request({ host: "127.0.0.1", port, path: "/", headers: { host: "groundswell.example.org" } }, (answer) =>
        resolve(answer.resume().statusCode),
      ).end(),
    );
    expect(status).toBe(421);
  });

  test("forged, old, early, replayed and huge requests do nothing", async () => {
    const body = new URLSearchParams({
      team_id: team,
      channel_id: here,
      user_id: member,
      user_name: "member",
      command: "/track",
      text: "#forged",
      trigger_id: "1.2.3",
      response_url: `${slack.url}/actions/nothing`,
    }).toString();
    const seconds = (offset: number) => Math.floor(Date.now() / 1_000) + offset;
    const statusOf = async (forged: Forged) => (await slack.send(body, { kind: "commands", ...forged })).status;
    expect(await statusOf({ secret: "another workspace's" })).toBe(401);
    expect(await statusOf({ signature: "v0=00" })).toBe(401);
    expect(await statusOf({ timestamp: seconds(-361) })).toBe(401);
    expect(await statusOf({ timestamp: seconds(361) })).toBe(401);
    expect((await fetch(`${publicUrl}/slack/events`, { method: "POST", body })).status).toBe(401);
    const huge = `${body}&more=${"x".repeat(5_000_000)}`;
    const answer = await slack.send(huge, { kind: "commands" }).catch(() => null);
    expect(answer?.status ?? 413).toBe(413);
    expect(find(/#forged/u)).toBeUndefined();
    const before = slack.messages(here).length;
    const original = slack.sent.findLast(({ kind }) => kind === "commands");
    if (!original) throw new Error("no command went out");
    // In no second in which it was really sent: that would be a replay of that one.
    const timestamp = seconds(5);
    const first = await slack.resend(original, { timestamp });
    const again = await slack.resend(original, { timestamp });
    expect([first.status, again.status]).toEqual([200, 200]);
    await expect.poll(() => slack.messages(here).length, patient).toBe(before + 1);
  });

  test("another workspace sees and changes nothing of the first", async () => {
    expect((await install("U1OWNER")).status).toBe(200);
    slack.invite("C1GENERAL", slack.botUser(other));
    await slack.command({ user: "U1OWNER", channel: "C1GENERAL", text: "/tags" });
    await expect.poll(() => said(slack.ephemerals("U1OWNER").at(-1)), patient).toContain("Nothing is tracked here yet");
    await slack.command({ user: "U1OWNER", channel: "C1GENERAL", text: "/chart #worldcup" });
    await expect.poll(() => said(slack.ephemerals("U1OWNER").at(-1)), patient).toContain("not tracked in this channel");
  });

  test("no token lies in the database, or was said on the way", async () => {
    const tables = await installation.query<{ name: string }>(
      "select table_schema || '.' || quote_ident(table_name) as name from information_schema.tables where table_schema not in ('pg_catalog', 'information_schema')",
    );
    expect(tables.length).toBeGreaterThan(20);
    for (const { name } of tables) {
      const [row] = await installation.query<{ dump: string | null }>(
        `select string_agg(t::text, '') as dump from ${name} t`,
      );
      expect(row?.dump ?? "").not.toContain(slack.botToken(team));
      expect(row?.dump ?? "").not.toContain(slack.app.clientSecret);
    }
    expect(product.output()).not.toContain(slack.botToken(team));
    expect(product.output()).not.toContain(slack.app.clientSecret);
    expect(product.output()).not.toContain(slack.app.signingSecret);
  });

  test.each(["app_uninstalled first", "tokens_revoked first"] as const)(
    "taking it out stops everything at once, whichever is told first: %s",
    async (order) => {
      const [gone, channel] = order === "app_uninstalled first" ? [team, here] : [other, "C1GENERAL"];
      await slack.uninstall(gone, order);
      const workspace = `slack:${gone}`;
      const left = () =>
        installation.query<{ sealed: string | null; removed: boolean; listeners: number }>(`
          select i.sealed, w.removed_at is not null as removed,
            (select count(*)::int from listeners where workspace_id = w.id) as listeners
          from workspaces w join installations i on i.workspace_id = w.id where w.id = '${workspace}'`);
      await expect.poll(left, patient).toEqual([{ sealed: null, removed: true, listeners: 0 }]);
      expect(slack.messages(channel).length).toBeGreaterThanOrEqual(0);
    },
  );

  test("after that nothing is said to it, and what it tracked comes back with the next installation", async () => {
    const calls = slack.asked.length;
    await new Promise((resolve) => setTimeout(resolve, 3_000));
    expect(slack.asked.slice(calls).filter(({ method }) => method.startsWith("chat."))).toEqual([]);
    expect((await install("U0OWNER")).status).toBe(200);
    slack.invite(here, slack.botUser(team));
    await slack.command({ user: member, channel: here, text: "/tags" });
    await expect.poll(() => said(slack.ephemerals(member).at(-1)), patient).toContain("#worldcup");
    expect(await product.stop()).toBe(0);
  });
});
