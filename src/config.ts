import { resolve } from "node:path";
import { z } from "zod";
import { type DiscordConfig, discordOf } from "./chat/discord/settings.ts";
import { type SlackConfig, slackOf } from "./chat/slack/settings.ts";
import { ConfigError } from "./model/errors.ts";
import { type Secret, secret } from "./model/secret.ts";
import { keyProblems } from "./model/secret-keys.ts";
import { isLoopback, mayAsk } from "./sources/address.ts";
import { type BlueskySettings, blueskyDefaults } from "./sources/bluesky/settings.ts";
import { simulatorDefaults } from "./sources/simulator/settings.ts";

const whole = (min: number, max: number) =>
  z.coerce
    .number({ error: `must be a number from ${min} to ${max}` })
    .int(`must be a whole number from ${min} to ${max}`)
    .min(min, `must be at least ${min}`)
    .max(max, `must be at most ${max}`);
const number = (min: number, max: number) =>
  z.coerce
    .number({ error: `must be a number from ${min} to ${max}` })
    .min(min, `must be at least ${min}`)
    .max(max, `must be at most ${max}`);

const oneOf = <const T extends readonly [string, ...string[]]>(...choices: T) =>
  z.enum(choices, { error: `must be one of ${choices.join(", ")}` });
const address = (schemes: readonly string[], example: string) =>
  z
    .string()
    .refine((value) => URL.canParse(value) && schemes.includes(new URL(value).protocol), `must look like ${example}`);
/** Of a network: encrypted, to a host with a name, or to this machine. */
const networkAddress = (scheme: "https:" | "wss:", example: string) =>
  z
    .string()
    .refine(
      (value) =>
        URL.canParse(value) &&
        (isLoopback(new URL(value)) || (new URL(value).protocol === scheme && mayAsk(new URL(value), {}))),
      `must look like ${example}; unencrypted and to an IP address only on this machine`,
    );

/** Every setting there is. `describe` is what docs/configuration.md and .env.example say; a test keeps them fresh. */
export const settings = z.object({
  PORT: whole(0, 65_535).default(3000).describe("Port of the page and of /livez and /readyz. 0 takes any free one."),
  HOST: z
    .string()
    .default("127.0.0.1")
    .describe("Address they listen on. Leave it, or put a login in front: the playground has none."),
  DATA_DIR: z.string().default(".data").describe("Where the embedded Postgres keeps its data, and fonts are unpacked."),
  DATABASE_URL: z
    .string()
    .regex(/^postgres(ql)?:\/\/.+/u, "must look like postgres://user:password@host:5432/database")
    .optional()
    .describe(
      "A Postgres (15 or newer) of your own; without it one is started in DATA_DIR. Its user must own the database.",
    ),
  REDIS_URL: address(["redis:", "rediss:"], "redis://:password@host:6379/0")
    .optional()
    .describe(
      "A Redis (6.2 or newer, noeviction) for jobs, limits, cache and locks; without it Postgres does that too.",
    ),
  PLAYGROUND: oneOf("on", "off")
    .optional()
    .describe("The chat channel in the browser. Without it: on for `start`, off for `bot`, `worker` and `web`."),
  BLUESKY: oneOf("auto", "on", "off")
    .default("auto")
    .describe("Bluesky, live. auto: on where it can be reached when `start` begins, and always on for separate roles."),
  BLUESKY_JETSTREAM_URL: networkAddress("wss:", blueskyDefaults.jetstreamUrl)
    .default(blueskyDefaults.jetstreamUrl)
    .describe("The Jetstream whose posts are read."),
  BLUESKY_API_URL: networkAddress("https:", blueskyDefaults.apiUrl)
    .default(blueskyDefaults.apiUrl)
    .describe("The AppView that is asked for older posts and for counters."),
  BLUESKY_IDENTIFIER: z
    .string()
    .optional()
    .describe(
      "A Bluesky handle. With its app password there is history: logged out, Bluesky mostly answers no search.",
    ),
  BLUESKY_APP_PASSWORD: z.string().optional().describe("An app password of that account, never the account's own."),
  BLUESKY_SERVICE_URL: networkAddress("https:", blueskyDefaults.serviceUrl)
    .default(blueskyDefaults.serviceUrl)
    .describe("Where that account lives."),
  SECRET_KEYS: z
    .string()
    .superRefine((value, context) => {
      for (const message of keyProblems(value)) context.addIssue({ code: "custom", message });
    })
    .optional()
    .describe(
      "Keys that seal the tokens of workspaces; `groundswell keys new` makes one. Needed with DATABASE_URL where workspaces install Groundswell themselves. The first seals, all of them open.",
    ),
  PUBLIC_URL: address(["https:", "http:"], "https://groundswell.example.org")
    .optional()
    .describe("Where Slack, Discord and browsers reach this from outside. Without it they are connected to from here."),
  SLACK_APP_TOKEN: z
    .string()
    .regex(/^xapp-/u, "must begin with xapp-")
    .optional()
    .describe(
      "Slack's app-level token, for Socket Mode. See docs/slack.md; `groundswell setup slack` writes all of these.",
    ),
  SLACK_BOT_TOKEN: z
    .string()
    .regex(/^xoxb-/u, "must begin with xoxb-")
    .optional()
    .describe("The bot token of the one workspace that Groundswell is for."),
  SLACK_CLIENT_ID: z.string().optional().describe("Of the Slack app, for workspaces that install it themselves."),
  SLACK_CLIENT_SECRET: z.string().optional().describe("The secret to it."),
  SLACK_SIGNING_SECRET: z.string().optional().describe("What Slack signs its requests with, where it asks PUBLIC_URL."),
  SLACK_API_URL: networkAddress("https:", "https://slack.com/api/")
    .default("https://slack.com/api/")
    .describe("Slack's Web API."),
  DISCORD_BOT_TOKEN: z
    .string()
    .regex(/^[\w-]+\.[\w-]+\.[\w-]+$/u, "must be three parts with dots between, from the application's “Bot” page")
    .optional()
    .describe("The token of the Discord bot. See docs/discord.md; `groundswell setup discord` writes all of these."),
  DISCORD_CLIENT_SECRET: z
    .string()
    .optional()
    .describe("The application's client secret, where servers add it from PUBLIC_URL/discord/install."),
  DISCORD_PUBLIC_KEY: z
    .string()
    .regex(/^[0-9a-f]{64}$/iu, "must be 64 of 0-9 and a-f")
    .optional()
    .describe(
      "The application's public key, where Discord asks PUBLIC_URL/discord/interactions. Without it we connect to Discord.",
    ),
  DISCORD_GUILD_ID: z
    .string()
    .regex(/^\d{15,20}$/u, "must be a server's id: a long number")
    .optional()
    .describe(
      "For development: the one server where commands are registered, at once. Without it they are registered everywhere.",
    ),
  DISCORD_API_URL: networkAddress("https:", "https://discord.com/api")
    .default("https://discord.com/api")
    .describe("Discord's API, without its version."),
  LOG_LEVEL: oneOf("debug", "info", "warn", "error", "silent")
    .default("warn")
    .describe("How much is logged, as JSON lines on standard error."),
  DRAW_THREADS: whole(1, 16).default(1).describe("Threads that draw charts."),
  SIMULATOR: oneOf("on", "off")
    .optional()
    .describe(
      "Six networks of invented people, for trying. Without it: on where the playground is, and neither Slack nor Discord.",
    ),
  SIMULATOR_POSTS_PER_HOUR: number(1, 100_000)
    .default(simulatorDefaults.postsPerHour)
    .describe("Mean posts an hour for a hashtag, over all simulated networks."),
  SIMULATOR_PATTERN: oneOf("daily", "steady", "event")
    .default(simulatorDefaults.pattern)
    .describe("Rhythm of the simulated posts: daily and weekly, steady, or quiet days with events."),
  SIMULATOR_BURSTS_PER_DAY: number(0, 48)
    .default(simulatorDefaults.burstsPerDay)
    .describe("Simulated bursts a day and hashtag."),
  SIMULATOR_FIRST_BURST_SECONDS: whole(0, 86_400)
    .default((simulatorDefaults.firstBurstAfterMs ?? 0) / 1000)
    .describe("When the first simulated burst comes after /track; 0 for none."),
  SIMULATOR_SEED: whole(0, 2_147_483_647)
    .default(simulatorDefaults.seed)
    .describe("Another seed is another simulated world."),
});

export interface Config {
  readonly port: number;
  readonly host: string;
  /** Absolute. */
  readonly dataDir: string;
  readonly databaseUrl: Secret | null;
  readonly redisUrl: Secret | null;
  /** null = as the role has it. */
  readonly playground: boolean | null;
  readonly bluesky: BlueskySettings & { readonly mode: "auto" | "on" | "off" };
  readonly secretKeys: Secret | null;
  readonly publicUrl: string | null;
  readonly slack: SlackConfig | null;
  readonly discord: DiscordConfig | null;
  readonly logLevel: "debug" | "info" | "warn" | "error" | "silent";
  readonly drawThreads: number;
  readonly simulator: {
    /** null = where the playground is. */
    readonly on: boolean | null;
    readonly postsPerHour: number;
    readonly pattern: "daily" | "steady" | "event";
    readonly burstsPerDay: number;
    readonly firstBurstAfterMs: number | null;
    readonly seed: number;
  };
}

export type Environment = Readonly<Record<string, string | undefined>>;

/** Reads the whole environment; an empty value is a value left out. Every problem at once is one ConfigError. */
export function readConfig(env: Environment): Config {
  const given = Object.fromEntries(
    Object.entries(env).filter(([, value]) => value !== undefined && value.trim() !== ""),
  );
  const read = settings.safeParse(given);
  if (!read.success)
    throw new ConfigError(read.error.issues.map((issue) => `${issue.path.join(".")} ${issue.message}`));
  const { data } = read;
  return {
    port: data.PORT,
    host: data.HOST,
    dataDir: resolve(data.DATA_DIR),
    databaseUrl: data.DATABASE_URL === undefined ? null : secret(data.DATABASE_URL),
    redisUrl: data.REDIS_URL === undefined ? null : secret(data.REDIS_URL),
    playground: switchOf(data.PLAYGROUND),
    bluesky: {
      mode: data.BLUESKY,
      jetstreamUrl: data.BLUESKY_JETSTREAM_URL,
      apiUrl: data.BLUESKY_API_URL,
      login: loginOf(data),
    },
    secretKeys: data.SECRET_KEYS === undefined ? null : secret(data.SECRET_KEYS),
    publicUrl: data.PUBLIC_URL ?? null,
    slack: slackOf(data),
    discord: discordOf(data),
    logLevel: data.LOG_LEVEL,
    drawThreads: data.DRAW_THREADS,
    simulator: {
      on: switchOf(data.SIMULATOR),
      postsPerHour: data.SIMULATOR_POSTS_PER_HOUR,
      pattern: data.SIMULATOR_PATTERN,
      burstsPerDay: data.SIMULATOR_BURSTS_PER_DAY,
      firstBurstAfterMs: data.SIMULATOR_FIRST_BURST_SECONDS === 0 ? null : data.SIMULATOR_FIRST_BURST_SECONDS * 1000,
      seed: data.SIMULATOR_SEED,
    },
  };
}

const switchOf = (value: "on" | "off" | undefined): boolean | null => (value === undefined ? null : value === "on");

function loginOf(data: z.infer<typeof settings>): BlueskySettings["login"] {
  const { BLUESKY_IDENTIFIER: identifier, BLUESKY_APP_PASSWORD: password, BLUESKY_SERVICE_URL: serviceUrl } = data;
  if (identifier === undefined && password === undefined) return null;
  if (identifier === undefined || password === undefined)
    throw new ConfigError(["BLUESKY_IDENTIFIER and BLUESKY_APP_PASSWORD go together: set both, or none."]);
  return { identifier, password: secret(password), serviceUrl };
}

/** The process's environment, with what a .env file in the working directory adds. Nothing else reads process.env. */
export function environment(): Environment {
  try {
    process.loadEnvFile(".env");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "ENOENT")
      throw new ConfigError([`.env cannot be read: ${(error as Error).message}`]);
  }
  return process.env;
}
