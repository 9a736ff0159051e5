import { PermissionFlagsBits as may } from "discord.js";

export interface UserOptions {
  readonly id: string;
  readonly name?: string;
  /** Default en-US. */
  readonly locale?: string;
  /** Is the app installed to this user? Default false. */
  readonly isInstalled?: boolean;
}

export interface RoleOptions {
  readonly id: string;
  readonly name: string;
  /** Default none. */
  readonly permissions?: bigint;
  /** May everybody mention it? Default false. */
  readonly isMentionable?: boolean;
}

export interface ChannelOptions {
  readonly id: string;
  readonly name?: string;
  /** Default text. */
  readonly kind?: "text" | "announcement" | "forum" | "thread";
  /** Of a thread: the channel it is in. */
  readonly parent?: string;
  readonly isAgeRestricted?: boolean;
  readonly isArchived?: boolean;
  /** What the bot is denied here, whatever its roles say. */
  readonly botDenied?: bigint;
  /** What everyone is denied here. */
  readonly everyoneDenied?: bigint;
}

export interface MemberOptions {
  readonly user: string;
  readonly roles?: readonly string[];
}

export interface InstallOptions {
  /** Default bot and applications.commands. */
  readonly scopes?: readonly string[];
  /** Of the bot's own role. */
  readonly permissions?: bigint;
}

export interface GuildOptions {
  readonly id: string;
  readonly name?: string;
  /** Default: the first member. */
  readonly owner?: string;
  /** Default en-US. */
  readonly locale?: string;
  readonly members?: readonly MemberOptions[];
  readonly roles?: readonly RoleOptions[];
  readonly channels?: readonly ChannelOptions[];
  /** Of @everyone. */
  readonly permissions?: bigint;
  /** Of each file; default 10 MiB. */
  readonly attachmentBytesMax?: number;
  /** Default: with what the bot usually asks for. */
  readonly installed?: boolean | InstallOptions;
}

export interface AppOptions {
  /** Of the application and of its bot user. */
  readonly id: string;
  readonly name: string;
  readonly token: string;
  readonly clientSecret: string;
  readonly redirectUris: readonly string[];
  /** Privileged intents that the portal grants, as bits. */
  readonly privilegedIntents: number;
}

export interface DiscordOptions {
  /** Discord's clock; `advance` moves it on. Default: this machine's. */
  readonly now?: () => Date;
  readonly app?: Partial<AppOptions>;
  readonly users?: readonly UserOptions[];
  readonly guilds?: readonly GuildOptions[];
  /** Where interactions go: the gateway (default) or the app's signed HTTP endpoint. */
  readonly deliverTo?: string;
  /** How long people wait for a first response on this machine's clock; 3 s, shorter in a hurry. */
  readonly answerWithinMs?: number;
  /** Default 41,250. */
  readonly heartbeatMs?: number;
  /** What an app that asks is advised to open. Default 1. */
  readonly shards?: number;
  /** How many shards may IDENTIFY in one window, each a key of its own (`max_concurrency`). Default 1. */
  readonly maxConcurrency?: number;
  /** One IDENTIFY for each key in so much time. Default 5 s. */
  readonly identifyWindowMs?: number;
  /** Invalid requests in 10 minutes until the address is banned. Default 10,000. */
  readonly invalidRequestsMax?: number;
}

export const defaultApp: AppOptions = {
  id: "900000000000000001",
  name: "Groundswell",
  token: "OTAwMDAwMDAwMDAwMDAwMDAx.GaBcDe.loopback-token-of-no-value",
  clientSecret: "loopback-client-secret",
  redirectUris: [],
  privilegedIntents: 0,
};

/** What @everyone has in a new server, as far as it matters here. */
export const everyonePermissions: bigint =
  may.ViewChannel |
  may.SendMessages |
  may.EmbedLinks |
  may.AttachFiles |
  may.ReadMessageHistory |
  may.MentionEveryone |
  may.UseApplicationCommands |
  may.CreatePublicThreads |
  may.SendMessagesInThreads;

/** What an install link of ours would ask for. */
export const botPermissions: bigint =
  may.ViewChannel |
  may.SendMessages |
  may.EmbedLinks |
  may.AttachFiles |
  may.ReadMessageHistory |
  may.CreatePublicThreads |
  may.SendMessagesInThreads;

/** Of the server that is there where a test names none. */
export const harbor = {
  guild: "100000000000000001",
  general: "200000000000000001",
  adults: "200000000000000002",
  forum: "200000000000000003",
  thread: "200000000000000004",
  hidden: "200000000000000005",
  owner: "300000000000000001",
  admin: "300000000000000002",
  member: "300000000000000003",
  other: "300000000000000004",
  crew: "400000000000000001",
  admins: "400000000000000002",
} as const;

export const defaultUsers: readonly UserOptions[] = [
  { id: harbor.owner, name: "olga" },
  { id: harbor.admin, name: "ada" },
  { id: harbor.member, name: "mia" },
  { id: harbor.other, name: "otto", locale: "de" },
];

export const defaultGuild: GuildOptions = {
  id: harbor.guild,
  name: "Harbor",
  owner: harbor.owner,
  roles: [
    { id: harbor.crew, name: "crew", isMentionable: true },
    { id: harbor.admins, name: "admins", permissions: may.ManageGuild },
  ],
  members: [
    { user: harbor.owner },
    { user: harbor.admin, roles: [harbor.admins] },
    { user: harbor.member, roles: [harbor.crew] },
    { user: harbor.other },
  ],
  channels: [
    { id: harbor.general, name: "general" },
    { id: harbor.adults, name: "after-dark", isAgeRestricted: true },
    { id: harbor.forum, name: "ideas", kind: "forum" },
    { id: harbor.thread, name: "a-thread", kind: "thread", parent: harbor.general },
    { id: harbor.hidden, name: "hidden", botDenied: may.ViewChannel },
  ],
};
