import { parseArgs } from "node:util";
import { AppError, ConfigError } from "../model/errors.ts";
import { readSubject } from "../text/subject.ts";

/** What `start` is told on the command line. */
export interface StartOptions {
  /** Hashtags tracked in the playground from the start. */
  readonly track: readonly string[];
  readonly replay: { readonly file: string; readonly speed: number | "max" } | null;
}

export const startVerbs = ["start", "bot", "worker", "web"] as const;
/** One process for everything, or one role of it. */
export type StartVerb = (typeof startVerbs)[number];
export const isStartVerb = (verb: string): verb is StartVerb => (startVerbs as readonly string[]).includes(verb);

const startUsage = "start [--track '#tag']… [--replay FILE [--speed N|max]]";

/** What runs Groundswell, for those who ask. */
export const startHelp = [
  { usage: startUsage, help: "Run Groundswell, all of it in one process" },
  { usage: "bot", help: "Run only what answers on the chat platforms" },
  { usage: "worker", help: "Run only what collects, judges, draws and delivers; as many as needed" },
  { usage: "web", help: "Run only the pages; as many as needed" },
  { usage: "migrate", help: "Bring the database up to date, and end" },
] as const;

const noOptions: StartOptions = { track: [], replay: null };

export function readStartOptions(args: readonly string[], verb: StartVerb = "start"): StartOptions {
  if (verb !== "start") {
    if (args.length > 0) throw new ConfigError([`${verb} takes no options; start does. Usage: ${startUsage}`]);
    return noOptions;
  }
  const { values, positionals } = parse(args);
  const problems: string[] = positionals.map((word) => `“${word}” is no option. Usage: ${startUsage}`);
  const speed = values.speed === undefined || values.speed === "max" ? (values.speed ?? 1) : Number(values.speed);
  if (speed !== "max" && !(speed > 0 && speed <= 1_000_000))
    problems.push(`--speed takes a number from 1 to 1000000, or max; not “${values.speed}”`);
  if (values.replay === undefined && values.speed !== undefined) problems.push("--speed goes with --replay FILE");
  for (const tag of values.track ?? []) {
    const problem = trackProblem(tag);
    if (problem) problems.push(`--track: ${problem}`);
  }
  if (problems.length > 0) throw new ConfigError(problems);
  return {
    track: values.track ?? [],
    replay: values.replay === undefined ? null : { file: values.replay, speed: speed as number | "max" },
  };
}

function trackProblem(tag: string): string | null {
  try {
    readSubject(tag);
    return null;
  } catch (error) {
    if (error instanceof AppError) return error.message;
    throw error;
  }
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        track: { type: "string", multiple: true },
        replay: { type: "string" },
        speed: { type: "string" },
      },
    });
  } catch (error) {
    // Its second sentence tells how to pass a file named like an option, and there are none here.
    const [problem] = (error as Error).message.split(". ");
    throw new ConfigError([`${problem}. Usage: ${startUsage}`]);
  }
}
