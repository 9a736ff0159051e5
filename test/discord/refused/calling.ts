import { harbor } from "../options.ts";
import {
  type Asking,
  edit,
  errorsPage,
  gatewayPage,
  limitsPage,
  messagesOf,
  oauthPage,
  type RefusalCase,
  referencePage,
  say,
} from "./case.ts";

const redirect = "https://groundswell.example/discord/callback";
/** Nothing takes time there. */
const still = { now: () => new Date("2026-11-20T12:00:00Z") };
const oauth = { app: { redirectUris: [redirect] } };
const form = (fields: Readonly<Record<string, string>>): RequestInit => ({
  method: "POST",
  body: new URLSearchParams(fields),
});
const agreed = ({ discord }: Asking, scope = "identify") => {
  const query = new URLSearchParams({
    client_id: discord.app.id,
    redirect_uri: redirect,
    response_type: "code",
    scope,
  });
  const back = discord.oauth.approve(`${discord.authorizationUrl}?${query}`, { user: harbor.admin });
  return {
    client_id: discord.app.id,
    client_secret: discord.app.clientSecret,
    grant_type: "authorization_code",
    redirect_uri: redirect,
    code: new URL(back ?? "").searchParams.get("code") ?? "",
  };
};
const exchange = (asking: Asking, fields: Readonly<Record<string, string>>) =>
  asking.raw("/api/v10/oauth2/token", form(fields));
const identify = (asking: Asking) => ({ op: 2, d: { token: asking.discord.app.token, intents: 1, properties: {} } });

/** Of every request: who may ask, how, and how often. */
export const calling: readonly RefusalCase[] = [
  {
    error: 401,
    when: "with a token that Discord never gave",
    page: referencePage,
    ask: ({ raw }) => raw("/api/v10/gateway/bot", { headers: { authorization: "Bot made-up" } }),
  },
  {
    error: 50041,
    when: "for an API version that is gone",
    page: errorsPage,
    ask: ({ raw }) => raw("/api/v3/gateway/bot", {}),
  },
  { error: 404, when: "for a route that is not there", page: errorsPage, ask: ({ call }) => call("GET", "/nowhere") },
  {
    error: 405,
    when: "for a method that a route does not have",
    page: errorsPage,
    ask: ({ call }) => call("PUT", messagesOf()),
  },
  {
    error: 50109,
    when: "for a body that is no JSON",
    page: errorsPage,
    ask: ({ raw, discord }) =>
      raw(`/api/v10${messagesOf()}`, {
        method: "POST",
        headers: { authorization: `Bot ${discord.app.token}`, "content-type": "application/json" },
        body: "{",
      }),
  },
  {
    error: 10004,
    when: "for a server that the bot is not in",
    page: errorsPage,
    ask: ({ call }) => call("GET", "/guilds/123"),
  },
  {
    error: 10007,
    when: "for somebody who is not a member",
    page: errorsPage,
    discordOptions: { users: [{ id: "777" }] },
    ask: ({ call }) => call("GET", `/guilds/${harbor.guild}/members/777`),
  },
  {
    error: 429,
    when: "for the sixth message in five seconds",
    page: limitsPage,
    discordOptions: still,
    async ask(asking) {
      for (let n = 0; n < 5; n++) await say({ content: `${n}` })(asking);
      return say({ content: "6" })(asking);
    },
  },
  {
    error: 429,
    when: "for the 51st request in a second",
    page: limitsPage,
    discordOptions: still,
    async ask({ call, discord }) {
      discord.limit("GET /gateway/bot", 100, 1_000);
      for (let n = 0; n < 50; n++) await call("GET", "/gateway/bot");
      return call("GET", "/gateway/bot");
    },
  },
  {
    error: 30046,
    when: "for the fourth edit in 6 seconds of messages older than an hour",
    page: "https://github.com/discord/discord-api-docs/issues/4413",
    discordOptions: still,
    async ask(asking) {
      const { id } = await say({ content: "c" })(asking);
      asking.wait(3_600_000);
      const again = (n: number) => asking.call("PATCH", `${messagesOf()}/${id}`, { content: `${n}` });
      for (let n = 1; n <= 3; n++) await again(n);
      return again(4);
    },
  },
  {
    error: 429,
    when: "once too many requests were invalid, whatever is asked",
    page: limitsPage,
    discordOptions: { invalidRequestsMax: 2 },
    async ask({ call }) {
      for (let n = 0; n < 2; n++) await call("GET", `/channels/${harbor.hidden}`).catch(() => undefined);
      return call("GET", "/users/@me");
    },
  },
  {
    error: "invalid_client",
    when: "for another client's secret",
    page: oauthPage,
    discordOptions: oauth,
    ask: (asking) => exchange(asking, { ...agreed(asking), client_secret: "guess" }),
  },
  {
    error: "invalid_grant",
    when: "for a code that was used",
    page: oauthPage,
    discordOptions: oauth,
    async ask(asking) {
      const fields = agreed(asking);
      await exchange(asking, fields);
      return exchange(asking, fields);
    },
  },
  {
    error: "invalid_grant",
    when: "for another redirect_uri",
    page: oauthPage,
    discordOptions: oauth,
    ask: (asking) => exchange(asking, { ...agreed(asking), redirect_uri: "https://evil.example/" }),
  },
  {
    error: "invalid_request",
    when: "for a code in JSON",
    page: oauthPage,
    discordOptions: oauth,
    ask: (asking) => asking.call("POST", "/oauth2/token", agreed(asking)),
  },
  {
    error: 50001,
    when: "for the servers of somebody who did not show them",
    page: oauthPage,
    discordOptions: oauth,
    async ask(asking) {
      const { access_token } = await exchange(asking, agreed(asking));
      return asking.raw("/api/v10/users/@me/guilds", { headers: { authorization: `Bearer ${access_token}` } });
    },
  },
  {
    error: 4012,
    when: "at the gateway in another version",
    page: gatewayPage,
    ask: ({ connect }) => connect([], "?v=3"),
  },
  {
    error: 4003,
    when: "for a presence before IDENTIFY",
    page: gatewayPage,
    ask: ({ connect }) => connect([{ op: 3, d: {} }]),
  },
  { error: 4001, when: "for an unknown opcode", page: gatewayPage, ask: ({ connect }) => connect([{ op: 99, d: {} }]) },
  {
    error: 4002,
    when: "for a payload over 4,096 bytes",
    page: gatewayPage,
    ask: ({ connect }) => connect([{ op: 3, d: "d".repeat(4_096) }]),
  },
  {
    error: 4004,
    when: "for IDENTIFY with a wrong token",
    page: gatewayPage,
    ask: ({ connect }) => connect([{ op: 2, d: { token: "made-up", intents: 1 } }]),
  },
  {
    error: 4014,
    when: "for a privileged intent that was not granted",
    page: gatewayPage,
    ask: (asking) => asking.connect([{ op: 2, d: { token: asking.discord.app.token, intents: 1 << 15 } }]),
  },
  {
    error: 4005,
    when: "for IDENTIFY twice",
    page: gatewayPage,
    ask: (asking) => asking.connect([identify(asking), identify(asking)]),
  },
  {
    error: 4008,
    when: "for 121 payloads in a minute",
    page: gatewayPage,
    ask: ({ connect }) => connect(Array.from({ length: 121 }, () => ({ op: 1, d: null }))),
  },
  {
    error: 4000,
    when: "without heartbeats",
    page: gatewayPage,
    discordOptions: { heartbeatMs: 20 },
    ask: (asking) => asking.connect([identify(asking)]),
  },
  {
    error: 50035,
    when: "for an edit of another type",
    page: errorsPage,
    reason: "SCHEMA",
    ask: edit({ content: "c" }, { components: "none" }),
  },
];
