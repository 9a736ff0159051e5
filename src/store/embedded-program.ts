import { type ChildProcess, type StdioOptions, spawn } from "node:child_process";
import { type Identity, namespaceCommand } from "./embedded-identity.ts";

export interface ProgramOptions {
  /** Where to find the shared libraries, as linkLibraries() tells. */
  readonly libraries: string;
  readonly stdio: StdioOptions;
  /** Leaves our process group, so that the terminal's Ctrl-C reaches us alone. Default false. */
  readonly detached?: boolean;
}

/** Starts one of the Postgres programs. It gets none of our environment (PGDATA, LC_ALL …), and "/" as its folder. */
export function startProgram(
  identity: Identity,
  program: string,
  args: readonly string[],
  options: ProgramOptions,
): ChildProcess {
  const [file = program, ...rest] =
    identity.kind === "namespace" ? [...namespaceCommand, program, ...args] : [program, ...args];
  return spawn(file, rest, {
    ...(identity.kind === "user" && { uid: identity.uid, gid: identity.gid }),
    // Windows programs do not start without their environment; they find their libraries beside them.
    ...(process.platform !== "win32" && { env: environment(options.libraries) }),
    cwd: "/",
    stdio: options.stdio,
    detached: options.detached ?? false,
    windowsHide: true,
  });
}

/** glibc would keep 5 to 10 MB a connection that the largest statement once took: with these they go back to the system. */
const malloc = { MALLOC_TRIM_THRESHOLD_: "131072", MALLOC_MMAP_THRESHOLD_: "65536" };

const environment = (libraries: string) => ({
  PATH: "/usr/local/bin:/usr/bin:/bin",
  LC_ALL: "C",
  TZ: "UTC",
  LD_LIBRARY_PATH: libraries,
  ...malloc,
});

/** Runs one to its end. `output` is stdout and stderr together; a program that cannot be started has code null. */
export function runProgram(
  identity: Identity,
  program: string,
  args: readonly string[],
  { libraries, input = "" }: { libraries: string; input?: string },
): Promise<{ code: number | null; output: string }> {
  return new Promise((resolve) => {
    const child = startProgram(identity, program, args, { libraries, stdio: "pipe" });
    let output = "";
    const collect = (chunk: Buffer) => {
      output += chunk.toString();
    };
    child.stdout?.on("data", collect);
    child.stderr?.on("data", collect);
    child.once("error", (error) => resolve({ code: null, output: error.message }));
    child.once("close", (code) => resolve({ code, output }));
    child.stdin?.on("error", () => {}).end(input);
  });
}

export const lastLines = (text: string, count = 5): string => text.trim().split("\n").slice(-count).join(" | ");
