/** A guest sees only the channels they were put into; a single-channel guest exactly one. */
export type Rank = "primary-owner" | "owner" | "admin" | "member" | "guest" | "single-channel-guest";

export interface UserOptions {
  /** `U…` */
  readonly id: string;
  readonly name?: string;
  /** Default: member. */
  readonly rank?: Rank;
  /** IANA zone, default Europe/Berlin. */
  readonly tz?: string;
  /** Default en-US. */
  readonly locale?: string;
  readonly isDeleted?: boolean;
}

export interface ChannelOptions {
  /** `C…` */
  readonly id: string;
  readonly name?: string;
  /** Default public. Direct messages come into being when somebody opens them. */
  readonly kind?: "public" | "private";
  /** Default: everyone of the team but its guests. */
  readonly members?: readonly string[];
  /** Is our bot a member? Default true. */
  readonly botIn?: boolean;
  readonly isArchived?: boolean;
  /** The ids of other teams that see it through Slack Connect. */
  readonly sharedWith?: readonly string[];
}

export interface InstallOptions {
  /** Default: what the app asks for. */
  readonly scopes?: readonly string[];
  /** Default `xoxb-<team>-1`. */
  readonly token?: string;
  /** Default: the first user. */
  readonly installedBy?: string;
}

export interface TeamOptions {
  /** `T…` */
  readonly id: string;
  readonly name?: string;
  readonly domain?: string;
  /** The id of the Enterprise Grid organization it belongs to. */
  readonly org?: string;
  readonly users?: readonly UserOptions[];
  readonly channels?: readonly ChannelOptions[];
  /** Is the app installed? Default false. */
  readonly installed?: boolean | InstallOptions;
}

export interface OrgOptions {
  /** `E…` */
  readonly id: string;
  readonly name?: string;
  /** Installed for the whole organization? Default false. */
  readonly installed?: boolean | InstallOptions;
}

export interface AppOptions {
  readonly id: string;
  readonly clientId: string;
  readonly clientSecret: string;
  readonly signingSecret: string;
  /** With `connections:write`; null = it has none. */
  readonly appToken: string | null;
  readonly scopes: readonly string[];
  readonly redirectUris: readonly string[];
  /** With their slash; null = whatever is typed is ours. */
  readonly commands: readonly string[] | null;
  /** Those of them in whose text Slack turns #names and @names of the team into ids (`should_escape`). */
  readonly escapedCommands: readonly string[];
  /** Callback ids of the message shortcuts; null = any. */
  readonly shortcuts: readonly string[] | null;
  /** Event types it subscribed to; null = all. */
  readonly events: readonly string[] | null;
  readonly hasHomeTab: boolean;
  readonly rotatesTokens: boolean;
  /** May several teams install it? */
  readonly isDistributed: boolean;
}

/** Where requests go: the app's socket, or an address that is one URL for all or one for each. */
export type Destination =
  | "socket"
  | string
  | { readonly events: string; readonly interactivity: string; readonly commands: string; readonly options?: string };

export interface SlackOptions {
  /**
   * Slack's clock: triggers, limits, expiry, retries and files go by it. Default: this machine's. A clock that stands still
   * never gives back what a limit took, and a client that waits on this machine's clock waits in vain.
   */
  readonly now?: () => Date;
  /** What signatures are dated with. Default: this machine's clock, since Bolt compares with that one. */
  readonly signingNow?: () => Date;
  readonly app?: Partial<AppOptions>;
  readonly orgs?: readonly OrgOptions[];
  /** Default: one team, `T0HARBOR`, with the app installed, people of each rank and three channels. */
  readonly teams?: readonly TeamOptions[];
  /** Default: the socket. An address may come later with `deliverTo`. */
  readonly deliverTo?: Destination;
  /** How long Slack waits to be acknowledged; 3 s on this machine's clock, shorter in a hurry. */
  readonly ackWithinMs?: number;
  /** From `files.completeUploadExternal` until a file has its type. Default 0. */
  readonly processedAfterMs?: number;
  /** From there until it is in its channel. Default 0. */
  readonly sharedAfterMs?: number;
  /** Can Slack load this `image_url`? Default: one on this machine must really answer with an image, others do. */
  readonly canLoad?: (url: string) => boolean | Promise<boolean>;
}

export const defaultApp: AppOptions = {
  id: "A0GROUNDSWELL",
  clientId: "1234567890.9876543210",
  clientSecret: "c1e0f5d2a7b84936",
  signingSecret: "8f742231b10e8888abcd99yyyzzz85a5",
  appToken: "xapp-1-A0GROUNDSWELL-5550001112-a1b2c3d4e5f6",
  scopes: ["commands", "chat:write", "files:write"],
  redirectUris: [],
  commands: null,
  escapedCommands: [],
  shortcuts: null,
  events: null,
  hasHomeTab: true,
  rotatesTokens: false,
  isDistributed: true,
};

export const defaultTeam: TeamOptions = {
  id: "T0HARBOR",
  name: "Harbor",
  domain: "harbor",
  users: [
    { id: "U0OWNER", name: "olga", rank: "primary-owner" },
    { id: "U0ADMIN", name: "ada", rank: "admin" },
    { id: "U0MEMBER", name: "mia" },
    { id: "U0OTHER", name: "otto", tz: "America/New_York" },
    { id: "U0GUEST", name: "gus", rank: "guest" },
  ],
  channels: [
    { id: "C0GENERAL", name: "general", members: ["U0OWNER", "U0ADMIN", "U0MEMBER", "U0OTHER", "U0GUEST"] },
    { id: "C0RANDOM", name: "random", botIn: false },
    { id: "C0OLD", name: "old-news", isArchived: true },
    { id: "C0BOARD", name: "board", kind: "private", members: ["U0OWNER", "U0ADMIN"], botIn: false },
  ],
  installed: true,
};
