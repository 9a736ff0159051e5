import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import type { Turn } from "./text-runner.ts";

export interface Runners {
  take(name: string, from: number, to: number): Promise<number>;
  stop(): void;
}

/** A process for each way, idle but in its turns. */
export async function startRunners(names: readonly string[], postsMultiple: number): Promise<Runners> {
  const file = join(import.meta.dirname, "text-runner.ts");
  const started = new Map<string, ChildProcess>();
  const stop = () => {
    for (const child of started.values()) child.kill();
  };
  try {
    for (const name of names) {
      const child = fork(file, [name, String(postsMultiple)], { execArgv: ["--import", "tsx"] });
      started.set(name, child);
      await answerOf(name, child);
    }
  } catch (error) {
    stop();
    throw error;
  }
  return {
    async take(name, from, to) {
      const child = started.get(name) as ChildProcess;
      const turn: Turn = { from, to };
      child.send(turn);
      return Number(await answerOf(name, child));
    },
    stop,
  };
}

async function answerOf(name: string, child: ChildProcess): Promise<unknown> {
  const aborted = new AbortController();
  const { signal } = aborted;
  const ended = once(child, "exit", { signal }).then(() => {
    throw new Error(`the process of ${name} ended`);
  });
  ended.catch(() => {});
  try {
    const [answer] = await Promise.race([once(child, "message", { signal }), ended]);
    return answer;
  } finally {
    aborted.abort();
  }
}
