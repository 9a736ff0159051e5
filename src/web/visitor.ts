import { createHash, randomBytes } from "node:crypto";
import type { Context } from "hono";
import { getCookie, setCookie } from "hono/cookie";
import type { Person } from "../model/place.ts";

const cookieName = "groundswell_visitor";
const cookieAgeSeconds = 365 * 24 * 60 * 60;

/**
 * Who sits at this browser: a random secret in a cookie, whose hash is the person's id (so an id that shows up in a page lets
 * nobody take the person over). A visit that comes from another site carries no strict cookie; it gets none either,
 * or it would overwrite the one that is there.
 */
export function visitorOf(c: Context): Person {
  const kept = getCookie(c, cookieName);
  if (kept !== undefined && /^[0-9a-f]{32}$/.test(kept)) return personOf(kept);
  const secret = randomBytes(16).toString("hex");
  if (c.req.header("sec-fetch-site") !== "cross-site")
    setCookie(c, cookieName, secret, { httpOnly: true, sameSite: "Strict", path: "/", maxAge: cookieAgeSeconds });
  return personOf(secret);
}

const personOf = (secret: string): Person => ({
  id: createHash("sha256").update(`groundswell visitor ${secret}`).digest("hex").slice(0, 20),
  name: "You",
});
