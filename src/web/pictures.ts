import { Hono } from "hono";

/** Drawn pictures by their unguessable names: whoever was shown one may fetch it. `bytes` gives null where it is gone. */
export function pictureRoutes(bytes: (key: string) => Promise<Uint8Array | null>): Hono {
  const routes = new Hono();
  routes.get("/pictures/:name", async (c) => {
    const key = /^([0-9a-f]{64})\.png$/.exec(c.req.param("name"))?.[1];
    const png = key === undefined ? null : await bytes(key);
    if (!png) return c.notFound();
    return c.body(new Uint8Array(png), 200, {
      "Content-Type": "image/png",
      "Cache-Control": "private, max-age=31536000, immutable",
    });
  });
  return routes;
}
