import { randomBytes } from "node:crypto";
import { chmod, link, mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { ConfigError } from "../model/errors.ts";
import type { Secret } from "../model/secret.ts";
import { type Keys, newKeyText, readKeys } from "../model/secret-keys.ts";

/** Of an installation that keeps to its own folder: one file in DATA_DIR, for nobody but its owner. */
export const ownKeysFile = (dataDir: string): string => join(dataDir, "secret-keys");

/**
 * The keys of what is sealed here. With a database of one's own they must be set: a key in the folder of one of several
 * processes would be no key of the others.
 * @throws ConfigError
 */
export async function keysFor(config: {
  readonly secretKeys: Secret | null;
  readonly databaseUrl: Secret | null;
  readonly dataDir: string;
}): Promise<Keys> {
  const { secretKeys, databaseUrl, dataDir } = config;
  if (secretKeys) {
    const [first, ...more] = readKeys(secretKeys.reveal());
    // What was sealed before SECRET_KEYS was set still opens.
    const own = databaseUrl ? null : await keysIn(ownKeysFile(dataDir));
    const known = new Set([first, ...more].map(({ id }) => id));
    return [first, ...more, ...(own ?? []).filter(({ id }) => !known.has(id))];
  }
  if (databaseUrl)
    throw new ConfigError([
      "SECRET_KEYS is missing: the tokens of workspaces are sealed with it. Make one with `groundswell keys new`, and set it in every process.",
    ]);
  return ownKeys(dataDir);
}

/** The key in `dataDir`, made at first need; of many who need it at once, all get the same. */
export async function ownKeys(dataDir: string): Promise<Keys> {
  const file = ownKeysFile(dataDir);
  return (await keysIn(file)) ?? (await makeKeys(file, dataDir));
}

async function keysIn(file: string): Promise<Keys | null> {
  const text = await readFile(file, "utf8").catch((error: NodeJS.ErrnoException) => {
    if (error.code === "ENOENT") return null;
    throw new ConfigError([`${file} cannot be read: ${error.message}`]);
  });
  if (text === null) return null;
  await chmod(file, 0o600);
  return readKeys(text.trim(), file);
}

/** Written whole under another name first: a link appears at once, and only where there is none. */
async function makeKeys(file: string, dataDir: string): Promise<Keys> {
  await mkdir(dataDir, { recursive: true });
  const draft = `${file}.${randomBytes(4).toString("hex")}`;
  await writeFile(draft, `${newKeyText()}\n`, { mode: 0o600, flag: "wx" });
  try {
    await link(draft, file).catch((error: NodeJS.ErrnoException) => {
      if (error.code !== "EEXIST") throw error;
    });
  } finally {
    await rm(draft, { force: true });
  }
  const keys = await keysIn(file);
  if (!keys) throw new Error("the keys that were made are not there");
  return keys;
}
