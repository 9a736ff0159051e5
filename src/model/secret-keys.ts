import { randomBytes } from "node:crypto";
import { ConfigError } from "./errors.ts";

/** One key that seals what must not lie in the database in clear (AES-256). */
export interface SecretKey {
  /** Written in front of what it sealed, so that it is found again: 1 to 16 of a-z and 0-9. */
  readonly id: string;
  readonly bytes: Buffer;
}

/** The first seals; all of them open. Never empty, no id twice. */
export type Keys = readonly [SecretKey, ...SecretKey[]];

const keyBytes = 32;
const idShape = /^[a-z0-9]{1,16}$/u;
const base64Shape = /^[A-Za-z0-9+/]+={0,2}$/u;

/**
 * "kid:base64of32bytes[,kid2:…]".
 * @throws ConfigError with every problem at once, none of which shows anything of a key. `name` is where the text comes from.
 */
export function readKeys(text: string, name = "SECRET_KEYS"): Keys {
  const problems = keyProblems(text).map((problem) => `${name} ${problem}`);
  if (problems.length > 0) throw new ConfigError(problems);
  const [first, ...more] = partsOf(text).map(readKey);
  if (!first) throw new ConfigError([`${name} ${empty}`]);
  return [first, ...more];
}

/** Each reads on from the setting's name; empty = it can be read. */
export function keyProblems(text: string): readonly string[] {
  const parts = partsOf(text);
  if (parts.length === 0) return [empty];
  const problems = parts.flatMap((part, index) => problemsOf(part).map((problem) => `key ${index + 1} ${problem}`));
  const ids = parts.map((part) => splitKey(part).id);
  const twice = ids.filter((id, index) => idShape.test(id) && ids.indexOf(id) < index);
  return [...problems, ...[...new Set(twice)].map((id) => `names two keys ${id}: give each its own name`)];
}

/** A fresh key, as `readKeys` reads it. */
export const newKeyText = (): string => keyText({ id: randomBytes(4).toString("hex"), bytes: randomBytes(keyBytes) });

const keyText = ({ id, bytes }: SecretKey): string => `${id}:${bytes.toString("base64")}`;

const empty = "holds no key: make one with `groundswell keys new`";

const partsOf = (text: string): readonly string[] =>
  text
    .split(",")
    .map((part) => part.trim())
    .filter((part) => part !== "");

function splitKey(part: string): { id: string; encoded: string | null } {
  const colon = part.indexOf(":");
  return colon < 0 ? { id: "", encoded: null } : { id: part.slice(0, colon), encoded: part.slice(colon + 1) };
}

/** Says nothing of what was written: a key in the wrong place would be printed. */
function problemsOf(part: string): readonly string[] {
  const { id, encoded } = splitKey(part);
  if (encoded === null) return ["has no name: write name:key, as `groundswell keys new` prints it"];
  const problems = [];
  if (!idShape.test(id)) problems.push("needs a name of 1 to 16 lower-case letters and digits before its colon");
  if (!base64Shape.test(encoded)) problems.push("is not base64");
  else if (Buffer.from(encoded, "base64").length !== keyBytes)
    problems.push(`has ${Buffer.from(encoded, "base64").length} bytes instead of ${keyBytes}`);
  return problems;
}

function readKey(part: string): SecretKey {
  const { id, encoded } = splitKey(part);
  return { id, bytes: Buffer.from(encoded ?? "", "base64") };
}
