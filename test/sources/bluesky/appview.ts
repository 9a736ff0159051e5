import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import { recordOf, rkeyOf, someone, uriOf, type Written } from "./records.ts";

export interface FakePost extends Written {
  readonly did?: string;
  readonly rkey?: string;
  /** When the AppView saw it; default: the time at which it is added. */
  readonly indexedAt?: Date;
  /** Search finds it from then on; default: at once. */
  readonly foundFrom?: Date;
}

export interface Counts {
  readonly likeCount?: number;
  readonly repostCount?: number;
  readonly replyCount?: number;
  readonly quoteCount?: number;
}

/**
 * Bluesky's AppView on this machine, and an account's server in front of it: search by tag and time, posts, profiles, login.
 * Without a login it can refuse all pages but the first, as the public one does.
 */
export interface FakeAppview {
  /** For `apiUrl` and `login.serviceUrl`. */
  readonly url: string;
  /** What was asked, in order. */
  readonly asked: readonly {
    readonly method: string;
    readonly query: URLSearchParams;
    readonly token: string | null;
  }[];
  readonly logins: () => number;
  /** Gives the post's id. */
  add(post: FakePost): string;
  count(id: string, counts: Counts): void;
  label(id: string, value: string): void;
  remove(id: string): void;
  /** More of who somebody is: `handle`, `displayName`, `followersCount`, `verification`. */
  profile(did: string, profile: object): void;
  /** "follow-ups": strangers see the first page only. "search": none. */
  refuseStrangers(what: "follow-ups" | "search" | "nothing"): void;
  /** The next `times` questions are answered with 429 and this header. */
  limit(times: number, headers: Readonly<Record<string, string>>): void;
  /** Tokens given out so far, and cursors, are not known any more. */
  forgetTokens(): void;
  forgetCursors(): void;
  close(): Promise<void>;
}

export interface AppviewOptions {
  readonly now?: () => Date;
  readonly account?: { readonly identifier: string; readonly password: string };
  /** How long a token lasts. Default two hours. */
  readonly tokenMs?: number;
}

interface Kept {
  readonly uri: string;
  readonly did: string;
  readonly record: Record<string, unknown>;
  readonly indexedAt: Date;
  readonly foundFrom: Date;
  readonly sortAt: number;
  counts: Counts;
  labels: readonly object[];
}

interface Answer {
  readonly status: number;
  readonly body: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

const refused = (status: number, error: string): Answer => ({ status, body: { error, message: error } });

export async function openAppview(options: AppviewOptions = {}): Promise<FakeAppview> {
  const { now = () => new Date(), account = null, tokenMs = 7_200_000 } = options;
  const posts = new Map<string, Kept>();
  const profiles = new Map<string, object>();
  const asked: { method: string; query: URLSearchParams; token: string | null }[] = [];
  let tokens = new Set<string>();
  let logins = 0;
  let strangers: "follow-ups" | "search" | "nothing" = "nothing";
  let limited = { times: 0, headers: {} };
  let era = 0;

  const profileOf = (did: string) => ({ did, handle: `${did.slice(-8)}.test`, ...profiles.get(did) });
  const viewOf = ({ uri, did, record, indexedAt, counts, labels }: Kept) => {
    const { followersCount: _, ...author } = profileOf(did) as Record<string, unknown>;
    return { uri, cid: "bafyrei", author, record, indexedAt: indexedAt.toISOString(), labels, ...counts };
  };

  function search(query: URLSearchParams, token: string | null): Answer {
    const cursor = query.get("cursor");
    const limit = Number(query.get("limit") ?? 25);
    if (!query.has("q") || !(limit >= 1 && limit <= 100)) return refused(400, "InvalidRequest");
    if (!token && (strangers === "search" || (strangers === "follow-ups" && cursor !== null)))
      return refused(403, "Request forbidden by administrative rules");
    if (cursor !== null && !cursor.startsWith(`${era}__`)) return refused(400, "InvalidRequest");
    const [, beforeMs = "Infinity", beforeUri = ""] = cursor?.split("__") ?? [];
    const wanted = [query.get("tag"), query.get("q")?.match(/^#(.+)$/)?.[1]].flatMap((tag) => tag?.toLowerCase() ?? []);
    const sinceMs = Date.parse(query.get("since") ?? "1970-01-01");
    const untilMs = Date.parse(query.get("until") ?? "9999-01-01");
    const found = [...posts.values()]
      .filter(({ sortAt, foundFrom }) => sortAt >= sinceMs && sortAt < untilMs && foundFrom <= now())
      .filter(({ record }) => wanted.every((tag) => tagsOf(record).includes(tag)))
      .sort((a, b) => b.sortAt - a.sortAt || (a.uri < b.uri ? 1 : -1))
      .filter(({ sortAt, uri }) => sortAt < Number(beforeMs) || (sortAt === Number(beforeMs) && uri < beforeUri));
    const page = found.slice(0, limit);
    const last = page.at(-1);
    const next = last && found.length > limit ? { cursor: `${era}__${last.sortAt}__${last.uri}` } : {};
    return { status: 200, body: { posts: page.map(viewOf), ...next } };
  }

  function login(body: unknown): Answer {
    logins++;
    const { identifier, password } = body as Record<string, unknown>;
    if (!account || identifier !== account.identifier || password !== account.password)
      return refused(401, "AuthenticationRequired");
    const claims = { exp: Math.floor((now().getTime() + tokenMs) / 1_000), jti: logins };
    const token = ["{}", JSON.stringify(claims), "signed"]
      .map((part) => Buffer.from(part).toString("base64url"))
      .join(".");
    tokens.add(token);
    return { status: 200, body: { accessJwt: token, refreshJwt: "later", handle: identifier, did: someone } };
  }

  function answer(method: string, query: URLSearchParams, token: string | null, body: unknown): Answer {
    if (limited.times > 0) {
      limited = { ...limited, times: limited.times - 1 };
      return { ...refused(429, "RateLimitExceeded"), headers: limited.headers };
    }
    if (token !== null && !tokens.has(token)) return refused(400, "ExpiredToken");
    const several = (name: string) => query.getAll(name);
    switch (method) {
      case "com.atproto.server.createSession":
        return login(body);
      case "app.bsky.feed.searchPosts":
        return search(query, token);
      case "app.bsky.feed.getPosts":
        if (several("uris").length > 25) return refused(400, "InvalidRequest");
        return {
          status: 200,
          body: {
            posts: several("uris")
              .flatMap((uri) => posts.get(uri) ?? [])
              .map(viewOf),
          },
        };
      case "app.bsky.actor.getProfiles":
        if (several("actors").length > 25) return refused(400, "InvalidRequest");
        return { status: 200, body: { profiles: several("actors").map(profileOf) } };
      default:
        return refused(501, "MethodNotImplemented");
    }
  }

  // A connection that ends while it is reused would be a failure of the test's making.
  const server = createServer({ keepAliveTimeout: 120_000 }, async (request, response) => {
    const url = new URL(request.url ?? "/", "http://127.0.0.1");
    const method = url.pathname.replace("/xrpc/", "");
    const token = request.headers.authorization?.replace("Bearer ", "") ?? null;
    const body = await bodyOf(request);
    asked.push({ method, query: url.searchParams, token });
    const { status, body: said, headers = {} } = answer(method, url.searchParams, token, body);
    response.writeHead(status, { "content-type": "application/json", ...headers }).end(JSON.stringify(said));
  });
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));

  const change = (id: string, by: Partial<Kept>) => {
    const post = posts.get(id);
    if (post) posts.set(id, { ...post, ...by });
  };
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    asked,
    logins: () => logins,
    add({ did = someone, rkey = rkeyOf(posts.size), indexedAt = now(), foundFrom = new Date(0), ...written }) {
      const uri = uriOf(did, rkey);
      const record = recordOf(written, indexedAt) as Record<string, unknown>;
      const sortAt = Math.min(Date.parse(`${record["createdAt"]}`) || 0, indexedAt.getTime());
      const counts = { likeCount: 0, repostCount: 0, replyCount: 0, quoteCount: 0 };
      posts.set(uri, { uri, did, record, indexedAt, foundFrom, sortAt, counts, labels: [] });
      return uri;
    },
    count: (id, counts) => change(id, { counts: { ...posts.get(id)?.counts, ...counts } }),
    label: (id, val) => change(id, { labels: [{ src: "did:plc:moderators", uri: id, val }] }),
    remove: (id) => void posts.delete(id),
    profile: (did, profile) => void profiles.set(did, profile),
    refuseStrangers(what) {
      strangers = what;
    },
    limit(times, headers) {
      limited = { times, headers };
    },
    forgetTokens() {
      tokens = new Set();
    },
    forgetCursors() {
      era++;
    },
    async close() {
      server.closeAllConnections();
      await new Promise<void>((closed) => server.close(() => closed()));
    },
  };
}

function tagsOf(record: Record<string, unknown>): readonly string[] {
  const facets = (record["facets"] ?? []) as { features: { tag: string }[] }[];
  const hidden = (record["tags"] ?? []) as string[];
  return [...facets.flatMap(({ features }) => features.map(({ tag }) => tag)), ...hidden].map((tag) =>
    tag.toLowerCase(),
  );
}

async function bodyOf(request: IncomingMessage): Promise<unknown> {
  let text = "";
  for await (const chunk of request) text += chunk;
  return text === "" ? null : JSON.parse(text);
}
