import { spawnSync } from "node:child_process";
import { statSync } from "node:fs";
import { dirname } from "node:path";
import { ConfigError } from "../model/errors.ts";

/**
 * As whom the Postgres programs run, because they refuse root: as ourselves, as another user (root may become anybody),
 * or as ourselves in a user namespace, where root is seen as an ordinary user.
 */
export type Identity = { kind: "self" } | { kind: "user"; uid: number; gid: number } | { kind: "namespace" };

/** "nobody": may be used on any host without adding a user to it. */
const nobody = 65_534;

/** unshare(1) and the options that make root an ordinary user for the program that follows. */
export const namespaceCommand = ["unshare", "--user", "--map-user=1000", "--map-group=1000"] as const;

/** For a cluster yet to be made. `paths` are what Postgres has to reach: its programs, and the folder of the data. */
export function identityForNew(paths: readonly string[]): Identity {
  if (process.geteuid?.() !== 0) return { kind: "self" };
  return paths.every((path) => canReach(path, nobody))
    ? { kind: "user", uid: nobody, gid: nobody }
    : namespaceOrRefuse();
}

/** For the cluster in `data`: Postgres accepts only its owner. */
export function identityOfOwner(data: string): Identity {
  const own = process.geteuid?.();
  const { uid, gid } = statSync(data);
  if (own === undefined || (own === uid && own !== 0)) return { kind: "self" };
  if (own !== 0) {
    throw new ConfigError([
      `The database in ${data} belongs to another user (uid ${uid}, you are ${own}): start Groundswell as that user, or set DATA_DIR to a folder of your own.`,
    ]);
  }
  if (uid === 0) return namespaceOrRefuse();
  if (canReach(dirname(data), uid, gid)) return { kind: "user", uid, gid };
  throw new ConfigError([
    `The database in ${data} belongs to uid ${uid}, who may not enter the folders above it: let everybody enter them (chmod a+x), or move it back.`,
  ]);
}

function namespaceOrRefuse(): Identity {
  const [unshare, ...options] = namespaceCommand;
  if (spawnSync(unshare, [...options, "true"], { stdio: "ignore" }).status === 0) return { kind: "namespace" };
  throw new ConfigError([
    "Postgres refuses to run as root, and other users may not enter the folders of Groundswell or of its data: start it as an ordinary user, move both where everybody may enter, or set DATABASE_URL.",
  ]);
}

/** Whether the permissions of `path` and of every folder above let the user in. */
function canReach(path: string, uid: number, gid = uid): boolean {
  const { mode, uid: owner, gid: group } = statSync(path);
  const bit = owner === uid ? 0o100 : group === gid ? 0o010 : 0o001;
  return (mode & bit) !== 0 && (dirname(path) === path || canReach(dirname(path), uid, gid));
}
