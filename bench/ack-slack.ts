import { readFileSync } from "node:fs";
import { monitorEventLoopDelay } from "node:perf_hooks";
import { setTimeout as sleep } from "node:timers/promises";
import { parse } from "yaml";
import { appOf } from "../test/slack/manifest.ts";
import type { TeamOptions } from "../test/slack/options.ts";
import { type FakeSlack, openSlack } from "../test/slack/server.ts";
import type { Order, Reached, Typed, Way } from "./ack-told.ts";

/**
 * A Slack of its own in a process of its own: people type commands there at a steady pace, whatever the answers take, and it is
 * measured here how soon each is acknowledged.
 */
const publicUrl = "https://groundswell.example";
/** So many that nobody reaches the limit of 20 asks in 10 seconds. */
const typists = 40;
const commands = ["/tags", "/hashtag help"];
const drawers = 8;
/** No faster than the product edits one workspace's messages. */
const chartEveryMs = 1_600;
const patienceMs = 60_000;
const hashtag = "#worldcup";

interface Room {
  readonly team: string;
  readonly channel: string;
  readonly user: string;
}

const way = (process.argv[2] ?? "socket") as Way;
const typistOf = (n: number): string => `U0TYPIST${n % typists}`;
const typing: Room = { team: "T0ONE", channel: "C0TYPING", user: typistOf(0) };
/** Beside one another over a socket; each in a workspace of its own over HTTP, where charts come by edits. */
const drawing: readonly Room[] = Array.from({ length: drawers }, (_, n) => ({
  team: way === "socket" ? typing.team : `T0DRAW${n}`,
  channel: `C0DRAW${n}`,
  user: `U0DRAWER${n}`,
}));
const rooms = [typing, ...drawing];

const slack = await openSlack({ app: appOf(parse(readFileSync("manifest.yml", "utf8"))), teams: teams() });
for (const method of ["chat.postMessage", "chat.update", "chat.delete", "users.info", "files.info"])
  slack.limit(method, 1e6);
for (const method of ["files.getUploadURLExternal", "files.completeUploadExternal"]) slack.limit(method, 1e6);

function teams(): readonly TeamOptions[] {
  const everyTypist = Array.from({ length: typists }, (_, n) => typistOf(n));
  return [...new Set(rooms.map(({ team }) => team))].map((team) => {
    const here = rooms.filter((room) => room.team === team);
    const users = [...(team === typing.team ? everyTypist : []), ...here.map(({ user }) => user)];
    return {
      id: team,
      users: [...new Set(users)].map((id) => ({ id })),
      channels: here.map(({ channel }) => ({ id: channel })),
      installed: way === "socket",
    };
  });
}

function reached({ apiUrl, app, botToken }: FakeSlack): Reached {
  const env =
    way === "socket"
      ? { SLACK_APP_TOKEN: app.appToken ?? "", SLACK_BOT_TOKEN: botToken(typing.team) }
      : {
          PUBLIC_URL: publicUrl,
          SLACK_SIGNING_SECRET: app.signingSecret,
          SLACK_CLIENT_ID: app.clientId,
          SLACK_CLIENT_SECRET: app.clientSecret,
        };
  return { env: { SLACK_API_URL: apiUrl, ...env } };
}

async function until(what: string, isSo: () => boolean): Promise<void> {
  for (const endMs = performance.now() + patienceMs; !isSo(); await sleep(50))
    if (performance.now() > endMs) throw new Error(`${what} did not come in ${patienceMs} ms`);
}

async function meet(productUrl: string): Promise<void> {
  if (way === "http") {
    slack.deliverTo(`${productUrl}/slack/events`);
    for (const { team, user } of rooms) await install(productUrl, team, user);
  }
  for (const room of rooms) {
    await slack.command({ ...room, text: `/track ${hashtag}` });
    await until(`the first numbers in ${room.channel}`, () => has(room.channel, /posts? in the last 24 hours/u));
    await chart(room);
  }
}

/** As a person does it in a browser, which comes back to the product's own address. */
async function install(productUrl: string, team: string, user: string): Promise<void> {
  const begun = await fetch(`${productUrl}/slack/install`, { redirect: "manual" });
  const back = new URL(slack.approve(begun.headers.get("location") ?? "", { user, team }));
  const cookie = begun.headers.getSetCookie().map((one) => one.split(";")[0] ?? "");
  const answer = await fetch(`${productUrl}${back.pathname}${back.search}`, { headers: { cookie: cookie.join("; ") } });
  await answer.body?.cancel();
  if (!answer.ok) throw new Error(`${team} could not install it: ${answer.status}`);
}

const has = (channel: string, words: RegExp): boolean =>
  slack.messages(channel).some(({ text, blocks }) => words.test(`${text} ${JSON.stringify(blocks)}`));
const pictures = (channel: string): number =>
  slack.messages(channel).filter(({ blocks }) => blocks.some((block) => block["type"] === "image")).length;

let charts = 0;

/** One that was never drawn before: each looks back another while. */
async function chart({ channel, user }: Room): Promise<void> {
  const before = pictures(channel);
  await slack.command({ user, channel, text: `/chart ${hashtag} ${24 + charts++}h` });
  await until(`a chart in ${channel}`, () => pictures(channel) > before);
}

async function type({ perSecond, seconds, draws }: Order & { kind: "type" }): Promise<Typed> {
  const late = monitorEventLoopDelay({ resolution: 5 });
  const ended = new AbortController();
  const counted = { asked: 0, drawn: 0 };
  const drawn = draws ? drawing.map((room) => drawOn(room, ended.signal, counted)) : [];
  late.enable();
  const reactions: ReturnType<FakeSlack["command"]>[] = [];
  for (const startedMs = performance.now(); reactions.length < perSecond * seconds; await sleep(5)) {
    const owed = Math.min(((performance.now() - startedMs) * perSecond) / 1_000, perSecond * seconds);
    while (reactions.length < owed) {
      const n = reactions.length;
      const text = commands[n % commands.length] ?? "";
      reactions.push(slack.command({ user: typistOf(n), channel: typing.channel, text }));
    }
  }
  const done = await Promise.all(reactions);
  late.disable();
  const during = { ...counted };
  ended.abort();
  await Promise.all(drawn);
  return {
    afterMs: done.flatMap(({ problem, complaint, afterMs }) => (problem || complaint ? [] : afterMs)),
    typed: done.length,
    charts: during,
    slackLateMs: late.percentile(99) / 1e6,
  };
}

async function drawOn(room: Room, ended: AbortSignal, counted: { asked: number; drawn: number }): Promise<void> {
  while (!ended.aborted) {
    const pause = sleep(chartEveryMs);
    counted.asked++;
    await chart(room);
    counted.drawn++;
    await pause;
  }
}

process.on("message", async (order: Order) => {
  if (order.kind === "type") process.send?.(await type(order));
  else {
    await meet(order.productUrl);
    process.send?.({});
  }
});
process.on("disconnect", () => process.exit(0));
process.send?.(reached(slack));
