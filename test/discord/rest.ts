import type { IncomingMessage, ServerResponse } from "node:http";
import { bodyOf } from "./files.ts";
import { isJson } from "./json.ts";
import type { Limits } from "./limits.ts";
import { Refusal, refuse, refuseHttp } from "./refusal.ts";
import type { Ask, Route } from "./routes/route.ts";
import { checkShape } from "./schema.ts";
import type { World } from "./world.ts";

export interface Rest {
  answer(request: IncomingMessage, response: ServerResponse, url: URL): Promise<void>;
  /** Answers the next requests of a route with this status, as when Discord is down. */
  failNext(route: string, status: number, times: number): void;
  /** Does what the next requests of a route ask, and never says so, as when a connection breaks. */
  loseNext(route: string, times: number): void;
}

interface Compiled extends Route {
  readonly name: string;
  readonly pattern: RegExp;
}

const compiled = (route: Route): Compiled => ({
  ...route,
  name: `${route.method} ${route.path}`,
  pattern: new RegExp(`^${route.path.replace(/\{(\w+)\}/g, "(?<$1>[^/]+)")}$`),
});

export function openRest(world: World, limits: Limits, all: readonly Route[]): Rest {
  const routes = all.map(compiled);
  const failing = new Map<string, { status: number; times: number }>();
  const losing = new Map<string, number>();
  const isLost = (route: string): boolean => {
    const times = losing.get(route) ?? 0;
    losing.set(route, times - 1);
    return times > 0;
  };

  async function handle(request: IncomingMessage, path: string, url: URL, record: (ask: Ask) => void) {
    const matching = routes.filter(({ pattern }) => pattern.test(path));
    const route = matching.find(({ method }) => method === request.method);
    const { json: body, files } = await bodyOf(request);
    const authorization = request.headers.authorization ?? "";
    if (!route) refuseHttp(matching.length > 0 ? 405 : 404);
    const params = { ...route.pattern.exec(path)?.groups };
    const contentType = request.headers["content-type"] ?? "";
    const ask: Ask = { world, limits, params, query: url.searchParams, body, files, authorization, contentType };
    record(ask);
    if (route.auth !== "own" && authorization !== `Bot ${world.app.token}`) refuseHttp(401);
    const failure = failing.get(route.name);
    if (failure && failure.times > 0) {
      failure.times--;
      throw new Refusal(failure.status, { message: "Internal Server Error", code: 0 });
    }
    const isInteraction = route.path.startsWith("/interactions/") || route.path.startsWith("/webhooks/");
    const { channel_id, guild_id, webhook_id, webhook_token } = params;
    const major = [channel_id, guild_id, webhook_id, webhook_token].filter(Boolean).join("/");
    const headers: Readonly<Record<string, string>> =
      isInteraction && route.path.endsWith("/callback") ? {} : limits.take(route.name, major, !isInteraction);
    if (body !== undefined) checkShape(route.method, route.path, plain(body));
    try {
      return { headers, result: route.answer(ask), isLost: isLost(route.name) };
    } catch (error) {
      if (error instanceof Refusal) throw new Refusal(error.status, error.body, { ...headers, ...error.headers });
      throw error;
    }
  }

  return {
    failNext: (route, status, times) => void failing.set(route, { status, times }),
    loseNext: (route, times) => void losing.set(route, times),
    async answer(request, response, url) {
      const [, version = "", path = ""] = /^\/api\/v(\d+)(\/.*)$/.exec(url.pathname) ?? [];
      let ask: Ask | null = null;
      const finish = (status: number, answer: unknown, headers: Readonly<Record<string, string>>) => {
        limits.countInvalid(status);
        const files = [...(ask?.files.values() ?? [])].map(({ name, bytes }) => ({ name, bytes: bytes.length }));
        const method = request.method ?? "";
        const at = new Date(world.now());
        world.asked.push({ method, path: `${path}${url.search}`, body: ask?.body, files, status, answer, at });
        response.writeHead(status, { ...headers, ...(answer !== undefined && { "content-type": "application/json" }) });
        response.end(answer === undefined ? undefined : JSON.stringify(answer));
      };
      // Not Discord but the wall before it answers then, and not in JSON.
      if (limits.isBanned()) {
        request.resume();
        response.writeHead(429, { "retry-after": "3600", "content-type": "text/html" }).end("error code: 1015");
        return;
      }
      try {
        if (version !== "10") refuse(50041);
        const { headers, result, isLost } = await handle(request, decodeURIComponent(path), url, (made) => {
          ask = made;
        });
        if (!isLost) finish(result === undefined ? 204 : 200, result, headers);
      } catch (error) {
        if (!(error instanceof Refusal)) throw error;
        finish(error.status, error.body, error.headers);
      }
    },
  };
}

/** Permissions come as strings or numbers: the OpenAPI knows the numbers, the documentation the strings. */
function plain(body: unknown): unknown {
  if (Array.isArray(body)) return body.map(plain);
  if (!isJson(body) || typeof body["default_member_permissions"] !== "string") return body;
  return { ...body, default_member_permissions: Number(body["default_member_permissions"]) };
}
