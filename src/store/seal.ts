import { createCipheriv, createDecipheriv, randomBytes } from "node:crypto";
import { ConfigError } from "../model/errors.ts";
import { type Secret, secret } from "../model/secret.ts";
import type { Keys } from "../model/secret-keys.ts";

/** Whose and what it is, e.g. "slack:T0123|slack tokens": sealed text opens for nobody and nothing else. */
export type Bound = `${string}|${string}`;

/** Keeps tokens unreadable in the database and its backups. */
export interface Seals {
  /** Twice the same text gives two different seals. */
  seal(text: string, bound: Bound): string;
  /**
   * @throws ConfigError where its key is missing; Error where it was altered, or sealed for another tenant or purpose.
   */
  open(sealed: string, bound: Bound): Secret;
  /** Whether it was sealed with the key that seals now. */
  isCurrent(sealed: string): boolean;
}

const version = "v1";
const cipherName = "aes-256-gcm";
const ivBytes = 12;
const tagBytes = 16;

/** v1.<key id>.<iv>.<tag>.<ciphertext>, the last three in base64url. */
export function openSeals(keys: Keys): Seals {
  const [current] = keys;
  const byId = new Map(keys.map((key) => [key.id, key]));
  return {
    seal(text, bound) {
      const iv = randomBytes(ivBytes);
      const cipher = createCipheriv(cipherName, current.bytes, iv, { authTagLength: tagBytes });
      cipher.setAAD(Buffer.from(bound));
      const ciphertext = Buffer.concat([cipher.update(text, "utf8"), cipher.final()]);
      return [version, current.id, ...[iv, cipher.getAuthTag(), ciphertext].map(encoded)].join(".");
    },
    open(sealed, bound) {
      const { id, iv, tag, ciphertext } = partsOf(sealed);
      const key = byId.get(id);
      if (!key)
        throw new ConfigError([
          `What is stored was sealed with the key ${id}, which SECRET_KEYS does not hold: put that key back behind the first one.`,
        ]);
      const decipher = createDecipheriv(cipherName, key.bytes, iv, { authTagLength: tagBytes });
      decipher.setAAD(Buffer.from(bound));
      decipher.setAuthTag(tag);
      try {
        return secret(Buffer.concat([decipher.update(ciphertext), decipher.final()]).toString("utf8"));
      } catch {
        throw new Error("sealed text was altered, or sealed for another tenant or purpose, or with another key");
      }
    },
    isCurrent: (sealed) => keyIdOf(sealed) === current.id,
  };
}

/** The name of the key that `sealed` was sealed with; null where it is no seal at all. */
export const keyIdOf = (sealed: string): string | null => sealedShape.exec(sealed)?.[1] ?? null;

const encoded = (bytes: Buffer): string => bytes.toString("base64url");

const sealedShape = /^v1\.([a-z0-9]{1,16})\.([\w-]{16})\.([\w-]{22})\.([\w-]*)$/u;

function partsOf(sealed: string) {
  const [, id, iv, tag, ciphertext] = sealedShape.exec(sealed) ?? [];
  if (id === undefined || iv === undefined || tag === undefined || ciphertext === undefined)
    throw new Error("this is no sealed text");
  const decoded = (text: string) => Buffer.from(text, "base64url");
  return { id, iv: decoded(iv), tag: decoded(tag), ciphertext: decoded(ciphertext) };
}
