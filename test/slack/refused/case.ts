import type { Json } from "../json.ts";
import type { SlackOptions } from "../options.ts";
import type { FakeSlack } from "../server.ts";

/** What a refused call may use to get there. */
export interface Asking {
  readonly slack: FakeSlack;
  /** A call with the bot's token, or with another one. Gives the answer, rejects with Slack's error. */
  call(method: string, args: Json, token?: string): Promise<Json>;
  /** A POST to an address of Slack's; rejects with Slack's error. */
  post(url: string, body: Json): Promise<void>;
  /** Uploads these bytes and completes the file, for nobody to see yet: gives its id. */
  upload(name: string, bytes: Buffer): Promise<string>;
  /** Moves Slack's clock. */
  wait(ms: number): void;
}

/** Something that Slack refuses. */
export interface RefusalCase {
  readonly error: string;
  /** When; the end of "is refused …". */
  readonly when: string;
  /** Of the documentation. */
  readonly page: string;
  /** What this Slack is like, where the usual one does not do. */
  readonly slack?: SlackOptions;
  /** The last call of it is the refused one. */
  ask(asking: Asking): Promise<unknown>;
}

export const method = (name: string) => `https://docs.slack.dev/reference/methods/${name}`;
export const block = (name: string) => `https://docs.slack.dev/reference/block-kit/blocks/${name}-block`;
export const kit = (name: string) => `https://docs.slack.dev/reference/block-kit/${name}`;
export const limitsPage = "https://docs.slack.dev/apis/web-api/rate-limits";
export const answersPage = "https://docs.slack.dev/interactivity/handling-user-interaction";
export const rotationPage = "https://docs.slack.dev/authentication/using-token-rotation";

export const general = "C0GENERAL";
export const plain = (text: string) => ({ type: "plain_text", text });
export const section = (text: string) => ({ type: "section", text: { type: "mrkdwn", text } });
export const button = (text = "Stop") => ({ type: "button", action_id: `stop-${text}`, text: plain(text), value: "1" });
export const option = (number: number) => ({ text: plain(`${number}`), value: `${number}` });
export const many = <T>(count: number, make: (number: number) => T): readonly T[] =>
  Array.from({ length: count }, (_, i) => make(i));
export const png: Buffer = Buffer.from(
  "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==",
  "base64",
);

export const say = (args: Json) => (asking: Asking) => asking.call("chat.postMessage", { channel: general, ...args });
export const show = (...blocks: readonly Json[]) => say({ text: "–", blocks });
export const modal = (view: Json = {}): Json => ({
  type: "modal",
  title: plain("Track"),
  blocks: [section("Which one?")],
  ...view,
});
export const open = (view: Json) => async (asking: Asking) =>
  asking.call("views.open", { trigger_id: await trigger(asking), view });
export const home = (view: Json) => (asking: Asking) =>
  asking.call("views.publish", { user_id: "U0MEMBER", view: { type: "home", blocks: [section("Hello")], ...view } });
export const type = { user: "U0MEMBER", channel: general, text: "/track #cats" };
export const trigger = async ({ slack }: Asking) => (await slack.command(type)).triggerId;
export const posted = (asking: Asking, text = "first") => asking.call("chat.postMessage", { channel: general, text });
export const edit = (change: Json) => async (asking: Asking) => {
  const { ts } = await posted(asking);
  return asking.call("chat.update", { channel: general, ts, ...change });
};
export const client = { client_id: "1234567890.9876543210", client_secret: "c1e0f5d2a7b84936" };
export const team = (more: object) => ({
  teams: [
    {
      id: "T0HARBOR",
      users: [{ id: "U0MEMBER" }, { id: "U0GONE", isDeleted: true }],
      channels: [{ id: general }],
      ...more,
    },
    { id: "T0QUAY", users: [{ id: "U0QUAY" }], channels: [{ id: "C0QUAY" }], installed: { token: "xoxb-quay" } },
  ],
});
export const only = (...scopes: readonly string[]) => team({ installed: { scopes } });
