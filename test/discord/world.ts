import type { Json } from "./json.ts";
import type { AppOptions, DiscordOptions } from "./options.ts";

export interface User {
  readonly id: string;
  readonly name: string;
  readonly locale: string;
  readonly isBot: boolean;
  isInstalled: boolean;
}

export interface Role {
  readonly id: string;
  readonly name: string;
  readonly isMentionable: boolean;
  permissions: bigint;
}

export interface Overwrite {
  readonly allow: bigint;
  readonly deny: bigint;
}

export interface Channel {
  readonly id: string;
  readonly guildId: string | null;
  readonly name: string;
  readonly kind: "text" | "announcement" | "forum" | "thread" | "dm";
  /** Of a thread. */
  readonly parentId: string | null;
  readonly isAgeRestricted: boolean;
  /** By the id of a role or a member. */
  readonly overwrites: Map<string, Overwrite>;
  /** Of a direct channel: the person. */
  readonly recipientId: string | null;
  isArchived: boolean;
}

export interface Install {
  readonly scopes: readonly string[];
}

export interface Guild {
  readonly id: string;
  readonly name: string;
  readonly ownerId: string;
  readonly locale: string;
  readonly attachmentBytesMax: number;
  readonly roles: Map<string, Role>;
  /** Role ids by user id. */
  readonly members: Map<string, readonly string[]>;
  install: Install | null;
  isUnavailable: boolean;
}

export interface Attachment {
  readonly id: string;
  readonly name: string;
  readonly type: string;
  readonly bytes: Buffer;
  readonly description: string | null;
}

export interface Message {
  readonly id: string;
  readonly channelId: string;
  readonly authorId: string;
  readonly atMs: number;
  /** Who alone sees it; null = everyone in the channel. */
  readonly onlyFor: string | null;
  readonly interaction: Interaction | null;
  editedAtMs: number | null;
  content: string;
  embeds: readonly Json[];
  components: readonly Json[];
  attachments: readonly Attachment[];
  flags: number;
  /** By which its writer knows it; null = none. */
  readonly nonce: string | null;
  /** Of the last write; null = what Discord takes for granted. */
  allowedMentions: Json | null;
  /** What it showed before each edit, oldest first. */
  readonly before: { readonly content: string; readonly components: readonly Json[] }[];
  isDeleted: boolean;
}

/** A command, as the app registered it, with its id. */
export type Command = Json;

export interface Interaction {
  readonly id: string;
  readonly token: string;
  readonly payload: Json;
  /** 2 command, 3 component, 4 autocomplete, 5 modal. */
  readonly type: number;
  readonly userId: string;
  readonly guildId: string | null;
  readonly channelId: string;
  readonly atMs: number;
  /** Installed to nobody but the user: 5 follow-ups. */
  readonly isUserInstallOnly: boolean;
  /** The message that the component was on. */
  readonly sourceId: string | null;
  /** The first response as it came; null = none yet. */
  answer: Json | null;
  /** Of the message that `@original` is. */
  originalId: string | null;
  followUps: number;
  answered: () => void;
}

export interface Modal {
  readonly interaction: Interaction;
  readonly customId: string;
  readonly title: string;
  readonly components: readonly Json[];
}

/** One request of the app's. */
export interface Call {
  readonly method: string;
  /** With its query, without `/api/v10`. */
  readonly path: string;
  readonly body: unknown;
  readonly files: readonly { readonly name: string; readonly bytes: number }[];
  /** HTTP. */
  readonly status: number;
  readonly answer: unknown;
  readonly at: Date;
}

/** All that Discord knows. */
export interface World {
  readonly now: () => number;
  readonly options: DiscordOptions;
  readonly app: AppOptions;
  /** Of the server, without a slash at its end. */
  url: string;
  readonly users: Map<string, User>;
  readonly guilds: Map<string, Guild>;
  readonly channels: Map<string, Channel>;
  readonly messages: Message[];
  /** By guild; the global ones under the empty string. */
  readonly commands: Map<string, readonly Command[]>;
  /** By guild: when each command was created. */
  readonly commandsCreatedAtMs: Map<string, number[]>;
  /** By token. */
  readonly interactions: Map<string, Interaction>;
  /** By user: the one that is open. */
  readonly modals: Map<string, Modal>;
  readonly asked: Call[];
  /** A snowflake: never the same twice, later ones greater. */
  id(): string;
  /** Tells the app, where it listens and may hear it. */
  dispatch: (guildId: string | null, event: string, data: Json) => void;
}

const epochMs = 1_420_070_400_000;

export function snowflakes(now: () => number): () => string {
  let last = 0n;
  return () => {
    const id = BigInt(Math.max(0, now() - epochMs)) << 22n;
    last = id > last ? id : last + 1n;
    return last.toString();
  };
}

export const messageIn = (world: World, channelId: string, id: string): Message | undefined =>
  world.messages.find((message) => message.id === id && message.channelId === channelId && !message.isDeleted);

/** The direct channel of the bot and a person, made where there is none. */
export function directChannel(world: World, userId: string): Channel {
  for (const channel of world.channels.values()) if (channel.recipientId === userId) return channel;
  const made: Channel = {
    id: world.id(),
    guildId: null,
    name: "",
    kind: "dm",
    parentId: null,
    isAgeRestricted: false,
    overwrites: new Map(),
    recipientId: userId,
    isArchived: false,
  };
  world.channels.set(made.id, made);
  return made;
}
