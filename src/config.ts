import { resolve } from "node:path";
import { z } from "zod";
import { ConfigError } from "./model/errors.ts";
import { simulatorDefaults } from "./sources/simulator/settings.ts";

/** Keeps a value out of logs: printing, JSON and inspect all show "[secret]". */
export interface Secret {
  reveal(): string;
}

export function secret(value: string): Secret {
  const hidden = () => "[secret]";
  return Object.assign(
    Object.create({ toString: hidden, toJSON: hidden, [Symbol.for("nodejs.util.inspect.custom")]: hidden }),
    {
      reveal: () => value,
    },
  ) as Secret;
}

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

/** Every setting there is. `describe` is what docs/configuration.md and .env.example say; a test keeps them fresh. */
export const settings = z.object({
  PORT: whole(0, 65_535).default(3000).describe("Port of the page, on 127.0.0.1 only. 0 takes any free one."),
  DATA_DIR: z.string().default(".data").describe("Where the embedded Postgres keeps its data."),
  DATABASE_URL: z
    .string()
    .regex(/^postgres(ql)?:\/\/.+/u, "must look like postgres://user:password@host:5432/database")
    .optional()
    .describe(
      "A Postgres (15 or newer) of your own; without it one is started in DATA_DIR. Its user must own the database.",
    ),
  LOG_LEVEL: z
    .enum(["debug", "info", "warn", "error", "silent"], { error: "must be one of debug, info, warn, error, silent" })
    .default("warn")
    .describe("How much is logged, as JSON lines on standard error."),
  DRAW_THREADS: whole(1, 16).default(1).describe("Threads that draw charts."),
  SIMULATOR_POSTS_PER_HOUR: number(1, 100_000)
    .default(simulatorDefaults.postsPerHour)
    .describe("Mean posts an hour for a hashtag, over all simulated networks."),
  SIMULATOR_PATTERN: z
    .enum(["daily", "steady", "event"], { error: "must be one of daily, steady, event" })
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
  /** Absolute. */
  readonly dataDir: string;
  readonly databaseUrl: Secret | null;
  readonly logLevel: "debug" | "info" | "warn" | "error" | "silent";
  readonly drawThreads: number;
  readonly simulator: {
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
    dataDir: resolve(data.DATA_DIR),
    databaseUrl: data.DATABASE_URL === undefined ? null : secret(data.DATABASE_URL),
    logLevel: data.LOG_LEVEL,
    drawThreads: data.DRAW_THREADS,
    simulator: {
      postsPerHour: data.SIMULATOR_POSTS_PER_HOUR,
      pattern: data.SIMULATOR_PATTERN,
      burstsPerDay: data.SIMULATOR_BURSTS_PER_DAY,
      firstBurstAfterMs: data.SIMULATOR_FIRST_BURST_SECONDS === 0 ? null : data.SIMULATOR_FIRST_BURST_SECONDS * 1000,
      seed: data.SIMULATOR_SEED,
    },
  };
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
