import { general, method, only, type RefusalCase, rotationPage, team } from "./case.ts";
import { install } from "./installing.ts";

/** Of every method: who may call it. */
export const calling: readonly RefusalCase[] = [
  {
    error: "unknown_method",
    when: "for a method that Slack does not have",
    page: "https://docs.slack.dev/apis/web-api",
    ask: ({ call }) => call("chat.shout", {}),
  },
  {
    error: "not_authed",
    when: "without a token",
    page: method("auth.test"),
    ask: ({ call }) => call("auth.test", {}, ""),
  },
  {
    error: "invalid_auth",
    when: "with a token that Slack never gave",
    page: method("auth.test"),
    ask: ({ call }) => call("auth.test", {}, "xoxb-made-up"),
  },
  {
    error: "token_revoked",
    when: "with a token that was revoked",
    page: method("auth.revoke"),
    slack: team({ installed: { token: "xoxb-1" } }),
    async ask({ call }) {
      await call("auth.revoke", {}, "xoxb-1");
      return call("auth.test", {}, "xoxb-1");
    },
  },
  {
    error: "account_inactive",
    when: "with the token of an app that was uninstalled",
    page: method("auth.test"),
    async ask({ slack, call }) {
      const token = slack.botToken("T0HARBOR");
      await slack.uninstall("T0HARBOR");
      return call("auth.test", {}, token);
    },
  },
  {
    error: "token_expired",
    when: "twelve hours after the token was given",
    page: rotationPage,
    slack: { app: { rotatesTokens: true }, ...team({}) },
    async ask(asking) {
      const { access_token: token } = await install(asking);
      asking.wait(12 * 3_600_000);
      return asking.call("auth.test", {}, String(token));
    },
  },
  {
    error: "not_allowed_token_type",
    when: "to an app-level token where a bot's is wanted",
    page: method("chat.postMessage"),
    ask: ({ slack, call }) => call("chat.postMessage", { channel: general, text: "hi" }, slack.app.appToken ?? ""),
  },
  {
    error: "not_allowed_token_type",
    when: "to a bot's token where the app-level one is wanted",
    page: method("apps.connections.open"),
    ask: ({ call }) => call("apps.connections.open", {}),
  },
  ...(
    [
      ["chat.postMessage", "chat:write"],
      ["chat.update", "chat:write"],
      ["chat.postEphemeral", "chat:write"],
      ["chat.delete", "chat:write"],
      ["files.getUploadURLExternal", "files:write"],
      ["files.completeUploadExternal", "files:write"],
      ["files.info", "files:read"],
      ["users.info", "users:read"],
      ["conversations.open", "im:write"],
    ] as const
  ).map(
    ([name, scope]): RefusalCase => ({
      error: "missing_scope",
      when: `to ${name} without ${scope}`,
      page: method(name),
      slack: only("commands"),
      ask: ({ call }) => call(name, { channel: general, text: "hi", users: "U0MEMBER" }),
    }),
  ),
  {
    error: "invalid_arguments",
    when: "without an argument that is required",
    page: method("chat.postMessage"),
    ask: ({ call }) => call("chat.postMessage", { text: "hi" }),
  },
];
