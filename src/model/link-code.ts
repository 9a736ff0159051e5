import { createHash, randomBytes } from "node:crypto";

/** Crockford's base 32 (crockford.com/base32.html): no letter that is taken for a digit, or for another letter. */
const alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
const lookalikes: Readonly<Record<string, string>> = { O: "0", I: "1", L: "1" };

/** Of 5 bits each. */
const characters = 10;

/**
 * 50 bits, e.g. "K7QFM-2MXDR". Whoever guesses must be allowed to govern a workspace and has 20 tries in 10 seconds (door.ts): in the 15
 * minutes that a code lives, with a thousand such codes about, they find one with a chance of one in six hundred million; and what they
 * find is a question to whoever made it. Whoever reads its hash in the database cannot try all of them in that time either.
 */
export function newLinkCode(): string {
  const text = [...randomBytes(characters)].map((byte) => alphabet[byte % alphabet.length]).join("");
  return `${text.slice(0, characters / 2)}-${text.slice(characters / 2)}`;
}

/** What could be meant as one, however it is cut and dashed. */
export const linkCodePattern = /^[0-9a-z]{2,9}[-‐-―−_.][0-9a-z]{2,9}$|^[0-9a-z]{10}$/iu;

/** As it was made, from how it was typed; null where it cannot be one. */
export function readLinkCode(typed: string): string | null {
  const text = typed
    .normalize("NFKC")
    .toUpperCase()
    .replace(/[^0-9A-Z]/gu, "")
    .replace(/[OIL]/gu, (letter) => lookalikes[letter] ?? letter);
  const isOne = text.length === characters && [...text].every((character) => alphabet.includes(character));
  return isOne ? `${text.slice(0, characters / 2)}-${text.slice(characters / 2)}` : null;
}

/** What is stored of it. */
export const linkCodeHash = (code: string): string =>
  createHash("sha256").update(`groundswell link ${code}`).digest("hex");
