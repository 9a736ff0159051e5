import { randomBytes } from "node:crypto";
import { once } from "node:events";
import { createServer, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { getRequestListener } from "@hono/node-server";
import { Hono } from "hono";
import { HTTPException } from "hono/http-exception";
import { ConfigError } from "../model/errors.ts";
import type { Log } from "../services.ts";
import { guardedChanges, knownHost, loopbackHosts, secured } from "./guard.ts";

/** How long answers under way may take once the server is told to close. */
const closeGraceMs = 5_000;

/** Some pages of the web room, e.g. the playground's. */
export interface Pages {
  readonly routes: Hono;
  /** They are asked by others than our own pages, and see to it themselves that nobody is fooled. */
  readonly guardThemselves?: true;
  /** Ends what would keep the server from closing, such as event streams. */
  close?(): Promise<void>;
}

export interface WebOptions {
  /** 0 = any free one. */
  readonly port: number;
  /** Default 127.0.0.1. */
  readonly host?: string;
  /** Further names, with the port where it is not the usual one, by which pages are asked for that guard themselves. */
  readonly alsoKnownAs?: readonly string[];
  readonly pages: readonly Pages[];
  readonly log: Log;
  /** What keeps this process from serving, e.g. "Postgres does not answer"; empty = ready. */
  ready?(): Promise<readonly string[]>;
}

export interface Web {
  readonly url: string;
  close(): Promise<void>;
}

/** Starts listening. Throws ConfigError where the port cannot be had. */
export async function startWeb(options: WebOptions): Promise<Web> {
  const { port, host = "127.0.0.1", alsoKnownAs = [], pages } = options;
  let hosts: Hosts = { own: new Set(), others: new Set() };
  const server = createServer(getRequestListener(appOf(options, () => hosts).fetch));
  const underWay = new Set<ServerResponse>();
  server.on("request", (_, answer) => {
    underWay.add(answer);
    answer.once("close", () => underWay.delete(answer));
  });
  const listening = new Promise<void>((resolve, reject) => {
    server.once("error", (error: NodeJS.ErrnoException) => reject(cannotListen(error, host, port)));
    server.listen(port, host, resolve);
  });
  await listening.catch(async (error: unknown) => {
    // Their timers would keep the process from ending.
    await Promise.all(pages.map((page) => page.close?.()));
    throw error;
  });
  const actual = (server.address() as AddressInfo).port;
  hosts = {
    own: new Set(loopbackHosts(actual)),
    others: new Set(alsoKnownAs.map((name) => name.toLowerCase())),
  };
  return {
    url: `http://localhost:${actual}`,
    async close() {
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      await Promise.all(pages.map((page) => page.close?.()));
      const answered = Promise.all([...underWay].map((answer) => once(answer, "close")));
      await Promise.race([answered, sleep(closeGraceMs, undefined, { ref: false })]);
      // What is left are connections that browsers keep open for later.
      server.closeAllConnections();
      await closed;
    },
  };
}

/** The names of this machine to itself, and those by which others ask for it. */
interface Hosts {
  readonly own: ReadonlySet<string>;
  readonly others: ReadonlySet<string>;
}

function appOf({ pages, log, ready = async () => [] }: WebOptions, hosts: () => Hosts): Hono {
  const app = new Hono();
  app.use(secured);
  app.get("/livez", (c) => c.text("alive"));
  app.get("/readyz", async (c) => {
    const problems = await ready();
    return c.json({ ready: problems.length === 0, problems }, problems.length === 0 ? 200 : 503);
  });
  app.use(knownHost(() => new Set([...hosts().own, ...hosts().others])));
  const [open, own] = [pages.filter((page) => page.guardThemselves), pages.filter((page) => !page.guardThemselves)];
  for (const { routes } of open) app.route("/", routes);
  app.use(
    knownHost(() => hosts().own),
    ...guardedChanges,
  );
  for (const { routes } of own) app.route("/", routes);
  app.notFound((c) => c.text("There is nothing here.", 404));
  app.onError((error, c) => {
    if (error instanceof HTTPException) return c.json({ error: error.message }, error.status);
    const reference = randomBytes(4).toString("hex");
    log.error({ reference, path: c.req.path, error }, "a web request failed");
    return c.json({ error: `Something broke on our side (reference ${reference}).`, reference }, 500);
  });
  return app;
}

function cannotListen(error: NodeJS.ErrnoException, host: string, port: number): Error {
  const other = port === 3000 ? 3001 : 3000;
  if (error.code === "EADDRINUSE")
    return new ConfigError([
      `Port ${port} is taken by another program. Stop that one, or start with PORT=${other} npm start.`,
    ]);
  if (error.code === "EACCES")
    return new ConfigError([`Port ${port} may not be opened by this user. Start with PORT=${other} npm start.`]);
  if (error.code === "EADDRNOTAVAIL") return new ConfigError([`${host} is not an address of this machine.`]);
  return error;
}
