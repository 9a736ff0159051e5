#!/usr/bin/env node
import { once } from "node:events";
import type { Environment } from "./config.ts";
import { AppError } from "./model/errors.ts";

/** Reads the verb, builds what it needs, runs it. Each part is loaded when it is needed. */
async function main(args: readonly string[]): Promise<number> {
  const { environment } = await import("./config.ts");
  const env = environment();
  const [verb = "help", ...rest] = args;
  const { isStartVerb } = await import("./cli/start-options.ts");
  if (isStartVerb(verb)) return (await import("./start.ts")).start(verb, rest, env);
  if (verb === "migrate") return (await import("./start.ts")).migrateOnly(env);
  const { verbs } = await import("./cli/index.ts");
  const load = Object.hasOwn(verbs, verb) ? verbs[verb] : undefined;
  return load ? run(load, rest, env) : help(verb);
}

async function run(
  load: () => Promise<{ default: import("./cli/verb.ts").Verb }>,
  args: readonly string[],
  env: Environment,
): Promise<number> {
  const { default: verb } = await load();
  const write = (stream: NodeJS.WriteStream) => (line: string) => void stream.write(`${line}\n`);
  const drained = async () => {
    if (process.stdout.writableNeedDrain) await once(process.stdout, "drain");
  };
  return verb.run(args, { stdin: process.stdin, out: write(process.stdout), err: write(process.stderr), drained, env });
}

async function help(verb: string): Promise<number> {
  const { verbs } = await import("./cli/index.ts");
  const { startHelp } = await import("./cli/start-options.ts");
  const lines = startHelp.flatMap(({ usage, help }) => [`  ${usage}`, `      ${help}`]);
  for (const load of Object.values(verbs)) {
    const { default: known } = await load();
    lines.push(`  ${known.name} ${known.usage}`, `      ${known.help}`);
  }
  const asked = ["help", "--help", "-h"].includes(verb);
  const text = `${asked ? "" : `There is no verb “${verb}”.\n\n`}Usage: groundswell VERB\n\n${lines.join("\n")}\n`;
  process[asked ? "stdout" : "stderr"].write(text);
  return asked ? 0 : 1;
}

main(process.argv.slice(2)).then(
  (code) => {
    process.exitCode = code;
  },
  (error: unknown) => {
    process.stderr.write(
      `${error instanceof AppError ? error.message : error instanceof Error ? error.stack : String(error)}\n`,
    );
    process.exitCode = 1;
  },
);
