import { type Environment, readConfig } from "../config.ts";
import { systemClock } from "../model/clock.ts";
import type { Installations } from "../model/installation.ts";
import { secret } from "../model/secret.ts";
import { newKeyText } from "../model/secret-keys.ts";
import { openInstallations } from "../store/installations.ts";
import { keysFor } from "../store/own-keys.ts";
import { openSeals } from "../store/seal.ts";
import { defineVerb, type Io } from "./verb.ts";
import { withDatabase } from "./with-database.ts";

export default defineVerb({
  name: "keys",
  usage: "new | rotate | check",
  help: "Print a fresh SECRET_KEYS line; seal all tokens anew with the first key; or say which keys are in use",
  async run(args, io) {
    const [what, ...more] = args;
    const known: Readonly<Record<string, (io: Io) => Promise<number>>> = { new: printNew, rotate, check };
    const run = what !== undefined && more.length === 0 && Object.hasOwn(known, what) ? known[what] : undefined;
    if (run) return run(io);
    io.err("keys takes one word: new, rotate or check.");
    return 1;
  },
});

async function printNew(io: Io): Promise<number> {
  io.out(`SECRET_KEYS=${newKeyText()}`);
  if (io.env["SECRET_KEYS"]?.trim())
    io.err(
      "SECRET_KEYS is set already. To change keys, write the new one, a comma and the old ones; restart every process; run `groundswell keys rotate`; then take the old ones away.",
    );
  return 0;
}

const rotate = (io: Io): Promise<number> =>
  withInstallations(io.env, async (installations) => {
    const stop = new AbortController();
    const onSignal = () => stop.abort();
    process.once("SIGINT", onSignal);
    try {
      const { resealed, current, unreadable } = await installations.rotate({
        signal: stop.signal,
        progress: (done, of) => io.err(`${done} of ${of}`),
      });
      io.out(`${count(resealed)} sealed anew with the first key; ${count(current)} had it already.`);
      for (const workspace of unreadable)
        io.err(`${workspace}: no key that is set opens its tokens; left as they are.`);
      return unreadable.length > 0 ? 1 : 0;
    } catch (error) {
      if (!stop.signal.aborted) throw error;
      io.err("Stopped. What was sealed anew stays so; run it again to go on.");
      return 1;
    } finally {
      process.off("SIGINT", onSignal);
    }
  });

const check = (io: Io): Promise<number> =>
  withInstallations(io.env, async (installations) => {
    const uses = await installations.inspect();
    if (uses.length === 0) io.out("Nothing is sealed yet.");
    for (const { keyId, isCurrent, installations, unreadable } of uses) {
      const role = isCurrent ? "the first key" : "an older key: run `groundswell keys rotate` before it is taken away";
      io.out(`${keyId}: ${count(installations)} (${role})`);
      for (const workspace of unreadable) io.err(`${workspace}: no key that is set opens its tokens.`);
    }
    return uses.some(({ unreadable }) => unreadable.length > 0) ? 1 : 0;
  });

const count = (installations: number): string =>
  `${installations} ${installations === 1 ? "installation" : "installations"}`;

async function withInstallations(
  env: Environment,
  work: (installations: Installations) => Promise<number>,
): Promise<number> {
  const { databaseUrl, dataDir } = readConfig(env);
  const text = env["SECRET_KEYS"]?.trim();
  const keys = await keysFor({ secretKeys: text ? secret(text) : null, databaseUrl, dataDir });
  return withDatabase(env, (database) => work(openInstallations(database, openSeals(keys), systemClock)));
}
