import type { MiddlewareHandler } from "hono";
import { bodyLimit } from "hono/body-limit";

const bodyBytesMax = 64 * 1024;

const contentSecurityPolicy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data:",
  "connect-src 'self'",
  "form-action 'self'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
].join("; ");

/** On every answer, so that not even an escaping bug could run a stranger's script. */
export const secured: MiddlewareHandler = async (c, next) => {
  await next();
  c.header("Content-Security-Policy", contentSecurityPolicy);
  c.header("X-Content-Type-Options", "nosniff");
  c.header("Referrer-Policy", "no-referrer");
  c.header("Cross-Origin-Opener-Policy", "same-origin");
  c.header("Cross-Origin-Resource-Policy", "same-origin");
};

/**
 * Answers only who asks for this machine by a name of its own: a foreign name that resolves to 127.0.0.1 (DNS
 * rebinding) would make a stranger's page same-origin with ours. `hosts` are lower-case "name:port".
 */
export const knownHost =
  (hosts: () => ReadonlySet<string>): MiddlewareHandler =>
  async (c, next) => {
    const host = c.req.header("host")?.toLowerCase() ?? "";
    if (!hosts().has(host)) return c.text(`This is not ${host || "a host without a name"}.`, 421);
    return await next();
  };

/** The names by which a loopback server on `port` is asked for. */
export const loopbackHosts = (port: number): readonly string[] =>
  ["localhost", "127.0.0.1", "[::1]"].flatMap((name) => (port === 80 ? [name, `${name}:80`] : [`${name}:${port}`]));

/** Refuses what another site's page asks for; programs that are no browser send neither header and pass. */
export const sameOrigin: MiddlewareHandler = async (c, next) => {
  const site = c.req.header("sec-fetch-site");
  const origin = c.req.header("origin");
  const foreignSite = site !== undefined && site !== "same-origin" && site !== "none";
  const foreignOrigin = origin !== undefined && hostOf(origin) !== c.req.header("host")?.toLowerCase();
  if (foreignSite || foreignOrigin) return c.json({ error: "This page may only be used from its own address." }, 403);
  return await next();
};

function hostOf(origin: string): string | null {
  return URL.canParse(origin) ? new URL(origin).host : null;
}

const jsonOnly: MiddlewareHandler = async (c, next) => {
  if (!/^application\/json\b/i.test(c.req.header("content-type") ?? "")) return c.json({ error: "Send JSON." }, 415);
  return await next();
};

const limited = bodyLimit({
  maxSize: bodyBytesMax,
  onError: (c) => c.json({ error: `That is too long: at most ${bodyBytesMax / 1024} KB can be sent at once.` }, 413),
});

const reads = new Set(["GET", "HEAD", "OPTIONS"]);

const onChanges =
  (guard: MiddlewareHandler): MiddlewareHandler =>
  async (c, next) =>
    reads.has(c.req.method) ? await next() : await guard(c, next);

/** For requests that change something: only from our own page, only JSON, and not too much of it. */
export const guardedChanges: readonly MiddlewareHandler[] = [sameOrigin, jsonOnly, limited].map(onChanges);
