import type { Json } from "../json.ts";
import type { DiscordOptions } from "../options.ts";
import { harbor } from "../options.ts";
import type { FakeDiscord } from "../server.ts";

/** Name and bytes of a file. */
export type FileSent = readonly [name: string, bytes: number];

/** What a refused call may use to get there. */
export interface Asking {
  readonly discord: FakeDiscord;
  /** With the bot's token. Gives the answer, rejects with Discord's error. */
  call(method: string, path: string, body?: unknown, files?: readonly FileSent[]): Promise<Json>;
  /** The same with an own address and own headers. */
  raw(path: string, init: RequestInit): Promise<Json>;
  /** Connects to the gateway, says this and waits until it closes: rejects with the close code. */
  connect(said: readonly unknown[], query?: string): Promise<never>;
  /** Moves Discord's clock. */
  wait(ms: number): void;
}

/** Something that Discord refuses. */
export interface RefusalCase {
  /** The JSON error code, else the HTTP status, the gateway's close code or OAuth's word. */
  readonly error: number | string;
  /** When; the end of "is refused …". */
  readonly when: string;
  /** Of the documentation. Where it is an issue, the documentation is silent and people saw it there. */
  readonly page: string;
  /** Of an invalid form: the code of the field. `SCHEMA` = Discord's OpenAPI says no, and is needed. */
  readonly reason?: string;
  /** What this Discord is like, where the usual one does not do. */
  readonly discordOptions?: DiscordOptions;
  /** The last call of it is the refused one. */
  ask(asking: Asking): Promise<unknown>;
}

const docs = "https://docs.discord.com/developers";
export const messagePage = `${docs}/resources/message`;
export const componentsPage = `${docs}/components/reference`;
export const channelPage = `${docs}/resources/channel`;
export const interactionPage = `${docs}/interactions/receiving-and-responding`;
export const commandsPage = `${docs}/interactions/application-commands`;
export const errorsPage = `${docs}/topics/opcodes-and-status-codes`;
export const limitsPage = `${docs}/topics/rate-limits`;
export const permissionsPage = `${docs}/topics/permissions`;
export const oauthPage = `${docs}/topics/oauth2`;
export const referencePage = `${docs}/reference`;
export const gatewayPage = `${docs}/events/gateway`;

export const v2: number = 1 << 15;
export const many = <T>(count: number, make: (number: number) => T): readonly T[] =>
  Array.from({ length: count }, (_, index) => make(index));
export const text = (content = "text") => ({ type: 10, content });
export const row = (...components: readonly Json[]) => ({ type: 1, components });
export const button = (id = "stop", more: Json = {}) => ({ type: 2, style: 1, label: "Stop", custom_id: id, ...more });
export const option = (n: number) => ({ label: `${n}`, value: `${n}` });
export const picker = (options: readonly Json[]) => row({ type: 3, custom_id: "pick", options });

export const messagesOf = (channel: string = harbor.general) => `/channels/${channel}/messages`;
export const say =
  (body: Json, files?: readonly FileSent[], channel?: string) =>
  ({ call }: Asking) =>
    call("POST", messagesOf(channel), body, files);
export const edit = (first: Json, change: Json) => async (asking: Asking) => {
  const { id } = await say(first)(asking);
  return asking.call("PATCH", `${messagesOf()}/${id}`, change);
};

export const commandsOf = ({ discord }: Asking) => `/applications/${discord.app.id}/commands`;
export const track: Json = {
  name: "track",
  description: "Follow a hashtag",
  options: [{ type: 3, name: "tag", description: "Which one", autocomplete: true }],
  integration_types: [0, 1],
  contexts: [0, 1],
};

/** A person typed /track; nobody answered yet. */
export async function typed(asking: Asking, user: string = harbor.member) {
  await asking.call("PUT", commandsOf(asking), [track]);
  const { interaction } = await asking.discord.command({ user, channel: harbor.general, name: "track" });
  const callback = `/interactions/${interaction.id}/${interaction.token}/callback`;
  const webhook = `/webhooks/${asking.discord.app.id}/${interaction.token}`;
  return { interaction, callback, original: `${webhook}/messages/@original`, webhook };
}
export const answer = (type: number, data?: Json) => ({ type, ...(data && { data }) });
export const answering = (body: Json) => async (asking: Asking) =>
  asking.call("POST", (await typed(asking)).callback, body);
