import type { IncomingMessage, ServerResponse } from "node:http";
import { callOf } from "./body.ts";
import type { Json } from "./json.ts";
import { textOf } from "./json.ts";
import type { Limits } from "./limits.ts";
import type { Method } from "./methods/method.ts";
import { explained, Refusal, refuse } from "./refusal.ts";
import { type Access, accessOf, checkScope } from "./tokens.ts";
import { settle, type World } from "./world.ts";

export interface WebApi {
  answer(request: IncomingMessage, response: ServerResponse, url: URL, name: string): Promise<void>;
  /** The next so many calls of a method, good ones only, get this error: one of Slack's, or `HTTP 503` and the like. */
  failNext(method: string, error: string, times?: number): void;
}

interface Asked {
  team: string | null;
  args: Json;
  scopes: readonly string[] | null;
}

export function openWebApi(world: World, methods: Readonly<Record<string, Method>>, limits: Limits): WebApi {
  const failing = new Map<string, { readonly error: string; times: number }[]>();

  const run = async (request: IncomingMessage, url: URL, name: string, asked: Asked): Promise<Json> => {
    const { token, args } = await callOf(request, url);
    asked.args = args;
    const method = Object.hasOwn(methods, name) ? methods[name] : undefined;
    if (!method) refuse("unknown_method", { req_method: name });
    const access = method.token === "none" ? nobody : accessOf(world, token);
    asked.team = access.install?.teamId ?? access.install?.orgId ?? null;
    asked.scopes = method.token === "none" ? null : access.scopes;
    const kind = method.token ?? "bot";
    if (kind !== "none" && access.token.kind !== kind) refuse("not_allowed_token_type");
    if (name === "apps.connections.open" && request.method !== "POST") refuse("insecure_request");
    limits.check(name, method.tier, asked.team ?? "", textOf(args["channel"]));
    fail(name);
    checkScope(access, method.scopes);
    const missing = (method.required ?? []).filter((key) => (args[key] ?? "") === "");
    if (missing.length > 0)
      refuse("invalid_arguments", explained(missing.map((key) => `missing required field: ${key}`)));
    const basic = /^Basic\s+(\S+)$/i.exec(request.headers.authorization ?? "")?.[1] ?? "";
    return method.answer({ world, access, args, basic });
  };

  const fail = (name: string) => {
    const next = failing.get(name)?.find(({ times }) => times > 0);
    if (!next) return;
    next.times--;
    throw new Refusal(next.error, {}, next.error === "ratelimited" ? 1 : null);
  };

  return {
    failNext(method, error, times = 1) {
      failing.set(method, [...(failing.get(method) ?? []), { error, times }]);
    },
    async answer(request, response, url, name) {
      settle(world);
      const asked: Asked = { team: null, args: {}, scopes: null };
      let answer: Json;
      let retryAfterSeconds: number | null = null;
      try {
        answer = { ok: true, ...(await run(request, url, name, asked)) };
      } catch (error) {
        if (!(error instanceof Refusal)) throw error;
        answer = { ok: false, error: error.error, ...error.more };
        ({ retryAfterSeconds } = error);
      }
      const broken = /^HTTP (\d{3})$/.exec(textOf(answer["error"]))?.[1];
      const status = retryAfterSeconds === null ? Number(broken ?? 200) : 429;
      const { team, args } = asked;
      world.asked.push({ method: name, team, args, answer, status, at: new Date(world.now()) });
      response.writeHead(status, {
        "content-type": "application/json; charset=utf-8",
        ...(retryAfterSeconds !== null && { "retry-after": `${retryAfterSeconds}` }),
        ...(asked.scopes && { "x-oauth-scopes": asked.scopes.join(",") }),
        ...(asked.scopes && { "x-accepted-oauth-scopes": (methods[name]?.scopes ?? []).join(",") }),
      });
      response.end(JSON.stringify(answer));
    },
  };
}

/** For methods that bring client id and secret in place of a token. */
const nobody: Access = {
  token: { value: "", kind: "app", install: null, expiresAtMs: null, dead: null },
  install: null,
  scopes: [],
  teamIds: [],
};
