import { readFileSync } from "node:fs";
import { parse } from "yaml";
import { appOf } from "../test/slack/manifest.ts";
import type { TeamOptions } from "../test/slack/options.ts";
import { type FakeSlack, openSlack } from "../test/slack/server.ts";
import { drawers, publicUrl, type Room, serve, typists } from "./ack-chat.ts";
import type { Way } from "./ack-told.ts";

interface Place {
  readonly team: string;
  readonly channel: string;
  readonly user: string;
}

const way = (process.argv[2] ?? "socket") as Way;
const commands = ["/tags", "/hashtag help"];
const typistOf = (n: number): string => `U0TYPIST${n % typists}`;
const typing: Place = { team: "T0ONE", channel: "C0TYPING", user: typistOf(0) };
/** Beside one another over a socket; each in a workspace of its own over HTTP, where charts come by edits. */
const drawing: readonly Place[] = Array.from({ length: drawers }, (_, n) => ({
  team: way === "socket" ? typing.team : `T0DRAW${n}`,
  channel: `C0DRAW${n}`,
  user: `U0DRAWER${n}`,
}));
const places = [typing, ...drawing];

const slack = await openSlack({ app: appOf(parse(readFileSync("manifest.yml", "utf8"))), teams: teams() });
for (const method of ["chat.postMessage", "chat.update", "chat.delete", "users.info", "files.info"])
  slack.limit(method, 1e6);
for (const method of ["files.getUploadURLExternal", "files.completeUploadExternal"]) slack.limit(method, 1e6);

serve({
  env: envOf(slack),
  async install(productUrl) {
    if (way === "socket") return;
    slack.deliverTo(`${productUrl}/slack/events`);
    for (const place of places) await installed(productUrl, place);
  },
  async type(n) {
    const text = commands[n % commands.length] ?? "";
    const { problem, complaint, afterMs } = await slack.command({ user: typistOf(n), channel: typing.channel, text });
    return problem || complaint ? null : afterMs;
  },
  typing: roomOf(typing),
  drawing: drawing.map(roomOf),
});

function teams(): readonly TeamOptions[] {
  const everyTypist = Array.from({ length: typists }, (_, n) => typistOf(n));
  return [...new Set(places.map(({ team }) => team))].map((team) => {
    const here = places.filter((place) => place.team === team);
    const users = [...(team === typing.team ? everyTypist : []), ...here.map(({ user }) => user)];
    return {
      id: team,
      users: [...new Set(users)].map((id) => ({ id })),
      channels: here.map(({ channel }) => ({ id: channel })),
      installed: way === "socket",
    };
  });
}

function envOf({ apiUrl, app, botToken }: FakeSlack): Readonly<Record<string, string>> {
  const env =
    way === "socket"
      ? { SLACK_APP_TOKEN: app.appToken ?? "", SLACK_BOT_TOKEN: botToken(typing.team) }
      : {
          PUBLIC_URL: publicUrl,
          SLACK_SIGNING_SECRET: app.signingSecret,
          SLACK_CLIENT_ID: app.clientId,
          SLACK_CLIENT_SECRET: app.clientSecret,
        };
  return { SLACK_API_URL: apiUrl, ...env };
}

/** As a person does it in a browser, which comes back to the product's own address. */
async function installed(productUrl: string, { team, user }: Place): Promise<void> {
  const begun = await fetch(`${productUrl}/slack/install`, { redirect: "manual" });
  const back = new URL(slack.approve(begun.headers.get("location") ?? "", { user, team }));
  const cookie = begun.headers.getSetCookie().map((one) => one.split(";")[0] ?? "");
  const answer = await fetch(`${productUrl}${back.pathname}${back.search}`, { headers: { cookie: cookie.join("; ") } });
  await answer.body?.cancel();
  if (!answer.ok) throw new Error(`${team} could not install it: ${answer.status}`);
}

function roomOf({ user, channel }: Place): Room {
  const messages = () => slack.messages(channel);
  return {
    name: channel,
    track: (hashtag) => slack.command({ user, channel, text: `/track ${hashtag}` }),
    chart: (hashtag, hours) => slack.command({ user, channel, text: `/chart ${hashtag} ${hours}h` }),
    has: (words) => messages().some(({ text, blocks }) => words.test(`${text} ${JSON.stringify(blocks)}`)),
    pictures: () => messages().filter(({ blocks }) => blocks.some((block) => block["type"] === "image")).length,
  };
}
