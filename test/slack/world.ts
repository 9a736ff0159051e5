import { randomBytes } from "node:crypto";
import type { Json } from "./json.ts";
import type { AppOptions, Rank, SlackOptions } from "./options.ts";

export interface Install {
  /** One of the two is set. */
  readonly teamId: string | null;
  readonly orgId: string | null;
  readonly botUserId: string;
  readonly botId: string;
  scopes: readonly string[];
  installedBy: string;
}

export interface Token {
  readonly value: string;
  readonly kind: "bot" | "app" | "refresh";
  readonly install: Install | null;
  /** null = never. */
  readonly expiresAtMs: number | null;
  /** What the next call with it is told, if anything. */
  dead: "token_revoked" | "account_inactive" | "invalid_refresh_token" | null;
}

export interface Team {
  readonly id: string;
  readonly name: string;
  readonly domain: string;
  readonly orgId: string | null;
  install: Install | null;
}

export interface Org {
  readonly id: string;
  readonly name: string;
  install: Install | null;
}

export interface User {
  readonly id: string;
  readonly teamId: string;
  readonly name: string;
  rank: Rank;
  tz: string;
  locale: string;
  isDeleted: boolean;
}

export interface Channel {
  readonly id: string;
  readonly teamId: string;
  readonly name: string;
  readonly kind: "public" | "private" | "dm" | "group-dm";
  /** People and bots. */
  readonly members: Set<string>;
  readonly sharedWith: readonly string[];
  isArchived: boolean;
}

export interface Message {
  readonly ts: string;
  readonly channel: string;
  readonly threadTs: string | null;
  /** A person, or a bot's user. */
  readonly user: string;
  readonly teamId: string;
  readonly botId: string | null;
  /** Who alone sees it; null = everyone in the channel. */
  readonly onlyFor: string | null;
  /** What `chat.postMessage` was given beside what follows: unfurling, parsing and such. */
  readonly args: Json;
  text: string;
  blocks: readonly Json[];
  attachments: readonly Json[];
  metadata: Json | null;
  files: readonly string[];
  edited: { readonly user: string; readonly ts: string } | null;
  /** What it was before each edit, oldest first. */
  readonly before: { readonly text: string; readonly blocks: readonly Json[] }[];
  isDeleted: boolean;
}

export interface StoredFile {
  readonly id: string;
  readonly teamId: string;
  readonly name: string;
  readonly bytesExpected: number;
  readonly altText: string;
  readonly uploadUrl: string;
  title: string;
  bytes: Buffer | null;
  isCompleted: boolean;
  /** Empty until Slack has looked at it. */
  mimetype: string;
  /** Has some message shown it? Then an edit may show it too. */
  isShared: boolean;
  readonly shares: { readonly channel: string; readonly ts: string; readonly threadTs: string | null }[];
}

export interface View {
  readonly id: string;
  readonly teamId: string;
  readonly user: string;
  readonly type: "modal" | "home";
  readonly rootId: string;
  readonly previousId: string | null;
  content: Json;
  hash: string;
  /** By block id: what Slack shows beside the input. */
  errors: Readonly<Record<string, string>>;
}

export interface Trigger {
  readonly user: string;
  readonly teamId: string;
  readonly expiresAtMs: number;
  isUsed: boolean;
}

/** One call of the Web API. `args` are as they came, without the token. */
export interface Call {
  readonly method: string;
  readonly team: string | null;
  readonly args: Json;
  readonly answer: Json;
  /** HTTP: 200, or 429. */
  readonly status: number;
  readonly at: Date;
}

/** All that Slack knows. */
export interface World {
  readonly now: () => number;
  readonly options: SlackOptions;
  readonly app: AppOptions;
  /** Of the server, without a slash at its end. */
  url: string;
  readonly teams: Map<string, Team>;
  readonly orgs: Map<string, Org>;
  readonly users: Map<string, User>;
  readonly channels: Map<string, Channel>;
  readonly tokens: Map<string, Token>;
  readonly messages: Message[];
  readonly files: Map<string, StoredFile>;
  readonly views: Map<string, View>;
  readonly triggers: Map<string, Trigger>;
  readonly asked: Call[];
  /** What happens by itself later, by Slack's clock. */
  readonly due: { readonly atMs: number; readonly run: () => void }[];
  /** A message's or an event's `ts`: never the same twice. */
  ts(): string;
  id(prefix: string): string;
}

/** The team's own installation, else its organization's; null where the app is not installed. */
export function installOf(world: World, teamId: string): Install | null {
  const team = world.teams.get(teamId);
  return team?.install ?? (team?.orgId ? (world.orgs.get(team.orgId)?.install ?? null) : null);
}

/** The teams that an installation covers. */
export const teamsOf = (world: World, { teamId, orgId }: Install): readonly string[] =>
  teamId === null ? [...world.teams.values()].filter((team) => team.orgId === orgId).map(({ id }) => id) : [teamId];

/** Does a person see what is in this channel? Members of the team may look into its public ones, guests may not. */
export function maySee(world: World, channel: Channel, userId: string): boolean {
  const user = world.users.get(userId);
  if (!user || user.isDeleted) return false;
  if (channel.members.has(userId)) return true;
  const isHome = user.teamId === channel.teamId || channel.sharedWith.includes(user.teamId);
  return channel.kind === "public" && isHome && !user.rank.includes("guest");
}

/** The direct channel of these people and a bot, made where there is none. */
export function directChannel(world: World, teamId: string, members: readonly string[]): Channel {
  const wanted = new Set(members);
  const kind = members.length > 2 ? "group-dm" : "dm";
  for (const channel of world.channels.values())
    if (channel.kind === kind && channel.members.size === wanted.size && members.every((id) => channel.members.has(id)))
      return channel;
  const id = world.id(kind === "dm" ? "D" : "G");
  const name = kind === "dm" ? "directmessage" : `mpdm-${members.join("--").toLowerCase()}-1`;
  const made: Channel = { id, teamId, name, kind, members: wanted, sharedWith: [], isArchived: false };
  world.channels.set(id, made);
  return made;
}

export const messageAt = (world: World, channel: string, ts: string): Message | undefined =>
  world.messages.find((message) => message.channel === channel && message.ts === ts && !message.isDeleted);

/** Does what became due by Slack's clock, in its order. */
export function settle(world: World): void {
  for (;;) {
    const next = world.due.findIndex(({ atMs }) => atMs <= world.now());
    if (next < 0) return;
    world.due.splice(next, 1)[0]?.run();
  }
}

export function later(world: World, afterMs: number, run: () => void): void {
  if (afterMs <= 0) {
    run();
    return;
  }
  const atMs = world.now() + afterMs;
  const index = world.due.findIndex((other) => other.atMs > atMs);
  world.due.splice(index < 0 ? world.due.length : index, 0, { atMs, run });
}

export const randomHex = (bytes: number): string => randomBytes(bytes).toString("hex");
