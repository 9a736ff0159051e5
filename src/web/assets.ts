import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { extname } from "node:path";
import { Hono } from "hono";

const types: Readonly<Record<string, string>> = {
  ".css": "text/css; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".svg": "image/svg+xml",
};

/** Serves files of src/web/assets/ from memory under /assets/; a browser asks each time, and gets 304 for what it has. */
export async function assetRoutes(names: readonly string[]): Promise<Hono> {
  const routes = new Hono();
  for (const name of names) {
    const bytes = await readFile(new URL(`./assets/${name}`, import.meta.url));
    const tag = `"${createHash("sha256").update(bytes).digest("hex").slice(0, 32)}"`;
    const headers = {
      "Content-Type": types[extname(name)] ?? "application/octet-stream",
      ETag: tag,
      "Cache-Control": "no-cache",
    };
    routes.get(`/assets/${name}`, (c) =>
      c.req.header("if-none-match") === tag ? c.body(null, 304, headers) : c.body(bytes, 200, headers),
    );
  }
  return routes;
}
