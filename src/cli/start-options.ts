import { parseArgs } from "node:util";
import { AppError, ConfigError } from "../model/errors.ts";
import { readSubject } from "../text/subject.ts";

/** What `start` is told on the command line. */
export interface StartOptions {
  /** Hashtags tracked in the playground from the start. */
  readonly track: readonly string[];
  readonly replay: { readonly file: string; readonly speed: number | "max" } | null;
}

export const startUsage = "start [--track '#tag']… [--replay FILE [--speed N|max]]";

export function readStartOptions(args: readonly string[]): StartOptions {
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
    if (error instanceof AppError) return error.hint;
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
