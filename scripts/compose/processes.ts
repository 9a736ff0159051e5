import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";

/** As whom a process runs; without it as ourselves. */
export type As = { readonly uid: number; readonly gid: number };

export interface Launch {
  readonly command: readonly string[];
  /** All of it: nothing of ours is handed on. */
  readonly env: Readonly<Record<string, string>>;
  readonly cwd: string;
  readonly as?: As | undefined;
}

/** A process that stands for a container. */
export interface Running {
  readonly pid: number;
  /** All it has printed so far, errors too. */
  output(): string;
  /** Whether it still runs. */
  isUp(): boolean;
  /** The exit code; null where a signal ended it. */
  readonly ended: Promise<number | null>;
  signal(name: NodeJS.Signals): void;
}

const children = new Set<ChildProcess>();

export function launch({ command, env, cwd, as }: Launch): Running {
  const [program = "", ...args] = command;
  const child = spawn(program, args, { ...as, cwd, env: { ...env }, stdio: ["ignore", "pipe", "pipe"] });
  children.add(child);
  let text = "";
  let up = true;
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding("utf8");
    stream.on("data", (chunk: string) => {
      text += chunk;
    });
  }
  child.once("error", (error) => {
    text += `${error.message}\n`;
  });
  const ended = once(child, "close")
    .catch(() => [null])
    .then(([code]) => {
      up = false;
      children.delete(child);
      return code as number | null;
    });
  return {
    pid: child.pid ?? 0,
    output: () => text,
    isUp: () => up,
    ended,
    signal: (name) => void child.kill(name),
  };
}

/** Runs one to its end, at most `withinMs`. */
export async function runToEnd(given: Launch, withinMs: number): Promise<{ code: number | null; output: string }> {
  const running = launch(given);
  const tooLong = setTimeout(() => running.signal("SIGKILL"), withinMs);
  const code = await running.ended.finally(() => clearTimeout(tooLong));
  return { code, output: running.output() };
}

/** Ends whatever still runs of what was launched here. */
export async function endAll(): Promise<void> {
  await Promise.all(
    [...children].map(async (child) => {
      const ended = once(child, "close");
      if (child.kill("SIGKILL")) await ended;
    }),
  );
}
