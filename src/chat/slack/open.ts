import { setTimeout as sleep } from "node:timers/promises";
import type { Authorize, Receiver } from "@slack/bolt";
import type { Hono } from "hono";
import type { Clock } from "../../model/clock.ts";
import { ConfigError, SourceError } from "../../model/errors.ts";
import type { Installations } from "../../model/installation.ts";
import type { Secret } from "../../model/secret.ts";
import type { Settings } from "../../model/settings.ts";
import { type Bytes, type Gate, sharedCache } from "../shared.ts";
import type { Door, Surface } from "../surface.ts";
import { filesOf } from "./files.ts";
import { httpReceiving } from "./http.ts";
import { openSlackInstall } from "./oauth.ts";
import { peopleOf } from "./people.ts";
import { openReceiving, type ReceiveLog } from "./receive.ts";
import { socketReceiving } from "./socket.ts";
import { createSlackSurface, isEdit } from "./surface.ts";
import { revokedBy } from "./uninstall.ts";
import { openWebApi, type WebApi } from "./web-api.ts";

export interface SlackOptions {
  readonly apiUrl: string;
  /** Over a socket that we open, or by Slack's asking the public address. */
  readonly by:
    | { readonly kind: "socket"; readonly appToken: Secret }
    | { readonly kind: "http"; readonly signingSecret: Secret; readonly publicUrl: string };
  readonly serves: OneWorkspace | ManyWorkspaces;
  readonly publicUrl: string | null;
  readonly gate: Gate;
  readonly cache: Bytes;
  readonly clock: Clock;
  readonly log: ReceiveLog & { info(facts: Readonly<Record<string, unknown>>, message: string): void };
  pictureBytes(key: string): Promise<Uint8Array | null>;
  settingsOf(workspace: string): Promise<Settings>;
}

/** What becomes of workspaces, told while Slack is heard. */
export interface Comings {
  /** It has Groundswell, for the first time or again; `installer` put it in just now, null where nobody did. */
  onInstalled(workspace: string, installer: string | null): Promise<void>;
  /** It has it no more. */
  onRevoked(workspace: string): Promise<void>;
}

interface OneWorkspace {
  readonly kind: "one";
  readonly botToken: Secret;
  /** Makes the workspace known that the token is of; whether it is new, or back. */
  ensure(workspace: { readonly id: string; readonly name: string }): Promise<boolean>;
  /** Marks it as one that took Groundswell out. */
  leave(workspace: string): Promise<void>;
}

interface ManyWorkspaces {
  readonly kind: "many";
  readonly clientId: string;
  readonly clientSecret: Secret;
  readonly publicUrl: string;
  readonly installations: Installations;
}

export interface Slack {
  readonly surface: Surface;
  /** What Slack and browsers ask of the one process that hears Slack. */
  readonly routes: readonly Hono[];
  /** Begins to hear; resolves when Slack can reach us. */
  hear(door: Door, comings: Comings): Promise<{ stop(): Promise<void> }>;
}

const open = { allowed: true } as const;
/** How long what was acknowledged may take once the process is told to end: Slack sends it to nobody again. */
const stopPatienceMs = 10_000;

/** Slack, as it is set up: the surface for whoever posts, and the ears for the process that listens. */
export function openSlack(options: SlackOptions): Slack {
  const { apiUrl, by, serves, publicUrl, gate, clock, log } = options;
  const cache = sharedCache(options.cache);
  let told: Comings | null = null;
  const onInstalled = async (workspace: string, installer: string | null) => told?.onInstalled(workspace, installer);
  const install = serves.kind === "many" ? installOf(serves, options, onInstalled) : null;
  const authorize: Authorize<boolean> =
    serves.kind === "many" && install ? install.authorize : async () => ({ botToken: tokenOfOne(serves) });
  const api = openWebApi({
    apiUrl,
    tokenOf:
      serves.kind === "one" ? async () => serves.botToken : (workspace) => tokenOfMany(serves, authorize, workspace),
  });
  const { pictureBytes, settingsOf } = options;
  const [files, people] = [filesOf(api, cache), peopleOf(api, cache)];
  const surfaceWith = (gate: Gate) =>
    createSlackSurface({ api, files, people, cache, gate, pictureBytes, settingsOf, publicUrl });
  const surface = surfaceWith(gate);
  const http = by.kind === "http" ? httpReceiving({ signingSecret: by.signingSecret, gate, clock, log }) : null;
  return {
    surface,
    routes: [...(http ? [http.routes] : []), ...(install ? [install.routes] : [])],
    async hear(door, comings) {
      told = comings;
      if (serves.kind === "one") {
        const { workspace, isNew } = await meet(serves, api);
        if (isNew) await comings.onInstalled(workspace, null);
      }
      const receiver: Receiver = http?.receiver ?? socketOf(options);
      const onRevoked = async (envelope: unknown) => {
        for (const workspace of await revokedFrom(envelope, serves)) await comings.onRevoked(workspace);
      };
      // What people wait for is not held up by the edits of boards; Slack's own limit stands.
      const answers = surfaceWith({ enter: async (key, limit) => (isEdit(key) ? open : gate.enter(key, limit)) });
      const inHand = new Set<Promise<unknown>>();
      const counted: Door = (ask, through) => {
        const work = door(ask, through);
        inHand.add(work);
        void work.finally(() => inHand.delete(work));
        return work;
      };
      const app = openReceiving({ receiver, authorize, door: counted, surface: answers, api, gate, log, onRevoked });
      await app.start();
      return {
        async stop() {
          await app.stop();
          await Promise.race([Promise.allSettled(inHand), sleep(stopPatienceMs, undefined, { ref: false })]);
        },
      };
    },
  };
}

const tokenOfOne = (serves: OneWorkspace | ManyWorkspaces): string =>
  serves.kind === "one" ? serves.botToken.reveal() : "";

function socketOf({ by, apiUrl, log }: SlackOptions): Receiver {
  if (by.kind !== "socket") throw new Error("Slack asks us over HTTP here");
  return socketReceiving({ appToken: by.appToken, apiUrl, log });
}

function installOf(
  serves: ManyWorkspaces,
  { apiUrl, gate, clock, log }: SlackOptions,
  onInstalled: Comings["onInstalled"],
) {
  const { origin } = new URL(apiUrl);
  return openSlackInstall({
    ...serves,
    gate,
    clock,
    log,
    apiUrl,
    authorizationUrl: new URL("/oauth/v2/authorize", origin).href,
    onInstalled: ({ workspace, installedBy }) => onInstalled(workspace, installedBy),
    onServed: (workspace) => onInstalled(workspace, null),
  });
}

/** A token that is about to end is renewed by the library when it is asked for; null where nobody installed it. */
async function tokenOfMany(
  { installations }: ManyWorkspaces,
  authorize: Authorize<boolean>,
  workspace: string,
): Promise<Secret | null> {
  const installed = await installations.get(workspace);
  if (!installed) return null;
  if (installed.tokens.expiresAt === null) return installed.tokens.bot;
  const { isOrgWide, enterprise, team } = installed;
  await authorize({ teamId: team?.id, enterpriseId: enterprise?.id, isEnterpriseInstall: isOrgWide });
  return (await installations.get(workspace))?.tokens.bot ?? null;
}

/** Whose token it is; a ConfigError where it is nobody's. */
async function meet(serves: OneWorkspace, api: WebApi): Promise<{ workspace: string; isNew: boolean }> {
  const told = await api
    .call("slack:", (client) => client.auth.test())
    .catch((error: unknown) => {
      if (error instanceof SourceError)
        throw new ConfigError([
          `Slack cannot be asked whether it takes SLACK_BOT_TOKEN (${error.message}). Start again later.`,
        ]);
      throw new ConfigError([
        `Slack does not take SLACK_BOT_TOKEN (${error instanceof Error ? error.message : String(error)}). Copy it again from the app's “OAuth & Permissions” page.`,
      ]);
    });
  if (!told.team_id) throw new ConfigError(["Slack did not say which workspace SLACK_BOT_TOKEN is of."]);
  const id = `slack:${told.team_id}`;
  return { workspace: id, isNew: await serves.ensure({ id, name: told.team ?? told.team_id }) };
}

/** The one workspace whose token was set by hand has no installation to revoke; nobody where only a person's token is gone. */
async function revokedFrom(envelope: unknown, serves: OneWorkspace | ManyWorkspaces): Promise<readonly string[]> {
  if (serves.kind === "many") return revokedBy(envelope, serves.installations);
  const { team_id: team, event } = envelope as {
    readonly team_id?: string;
    readonly event?: { readonly type?: string; readonly tokens?: { readonly bot?: readonly string[] } };
  };
  const isOurs = event?.type === "app_uninstalled" || (event?.tokens?.bot?.length ?? 0) > 0;
  if (!team || !isOurs) return [];
  await serves.leave(`slack:${team}`);
  return [`slack:${team}`];
}
