import { randomBytes } from "node:crypto";
import type { HttpBindings } from "@hono/node-server";
import { HTTPReceiver, type InstallURLOptions, type Logger, LogLevel } from "@slack/bolt";
import { type Context, Hono } from "hono";
import { deleteCookie, setCookie } from "hono/cookie";
import { jsx } from "hono/jsx";
import { type Clock, secondMs } from "../../model/clock.ts";
import type { Installations, Installed } from "../../model/installation.ts";
import type { Secret } from "../../model/secret.ts";
import { landingStyle, landingStylePath } from "../landing-page.tsx";
import { stateLifeMs } from "../one-time-states.ts";
import type { Gate } from "../shared.ts";
import { type InstallOutcome, InstallPage } from "./install-pages.tsx";
import { fromSlack, slackInstallationStore } from "./installation-store.ts";
import { slackPaths } from "./manifest.ts";
import { invalidState, slackStates } from "./oauth-state.ts";
import { botScopes } from "./scopes.ts";

export interface SlackInstallOptions {
  readonly clientId: string;
  readonly clientSecret: Secret;
  /** Where browsers reach us, e.g. "https://groundswell.example.org". */
  readonly publicUrl: string;
  readonly installations: Installations;
  readonly gate: Gate;
  readonly clock: Clock;
  readonly log: InstallLog;
  /** Told after each installation by a person, e.g. to greet them. What it throws is logged. */
  onInstalled(installation: Installed): Promise<void>;
  /** Told when a whole organisation's installation is seen to serve a workspace, for the first time or again. What it throws is logged. */
  onServed?(workspace: string): Promise<void>;
  /** Default: Slack's. */
  readonly apiUrl?: string;
  readonly authorizationUrl?: string;
}

interface InstallLog {
  info(facts: Readonly<Record<string, unknown>>, message: string): void;
  error(facts: Readonly<Record<string, unknown>>, message: string): void;
}

type InstallProvider = NonNullable<HTTPReceiver["installer"]>;

export interface SlackInstall {
  /** The pages at slackPaths.install and slackPaths.redirect. */
  readonly routes: Hono;
  /** For Bolt's App: finds the token of who an event is of, and renews it where tokens rotate. */
  readonly authorize: InstallProvider["authorize"];
}

/** How long one question to Slack may take: somebody waits at the browser. */
const apiTimeoutMs = 10_000;

/** Puts Groundswell into workspaces (docs.slack.dev/authentication/installing-with-oauth). */
export function openSlackInstall(options: SlackInstallOptions): SlackInstall {
  const { publicUrl } = options;
  const asks: InstallURLOptions = {
    scopes: [...botScopes],
    redirectUri: new URL(slackPaths.redirect, publicUrl).href,
  };
  const isSecure = new URL(publicUrl).protocol === "https:";
  // Under that prefix a browser takes it from this host only, not from one beside it.
  const cookieName = isSecure ? "__Host-groundswell-slack" : "groundswell-slack";
  const cookie = { path: "/", httpOnly: true, secure: isSecure, sameSite: "Lax" } as const;
  const states = slackStates({ ...options, asks });
  const installer = installerOf(options, states, cookieName);

  const routes = new Hono();
  routes.get(landingStylePath, (c) => c.body(landingStyle, 200, { "Content-Type": "text/css; charset=utf-8" }));
  routes.get(slackPaths.install, async (c) => {
    const now = options.clock.now();
    const state = await states.generateStateParam(asks, now);
    setCookie(c, cookieName, state, { ...cookie, maxAge: stateLifeMs / secondMs });
    c.header("Cache-Control", "no-store");
    return c.redirect(await installer.generateInstallUrl(asks, true, state));
  });
  routes.get(slackPaths.redirect, async (c) => {
    const outcome = await callback(c, installer, options);
    deleteCookie(c, cookieName, cookie);
    c.header("Cache-Control", "no-store");
    const page = `<!doctype html>${jsx(InstallPage, { outcome })}`;
    return c.html(page, statusOf[outcome.kind]);
  });
  return { routes, authorize: installer.authorize };
}

const statusOf = { installed: 200, denied: 200, refused: 400, failed: 502 } as const;

/** Bolt hands its InstallProvider out only through a receiver; this one never receives. */
function installerOf(
  options: SlackInstallOptions,
  states: ReturnType<typeof slackStates>,
  stateCookieName: string,
): InstallProvider {
  const { clientId, clientSecret, installations, clock, log, apiUrl, authorizationUrl } = options;
  const onServed = async (workspace: string) =>
    options
      .onServed?.(workspace)
      .catch((error: unknown) => log.error({ workspace, error }, "a workspace that is served could not be resumed"));
  const receiver = new HTTPReceiver({
    signingSecret: randomBytes(16).toString("hex"),
    clientId,
    clientSecret: clientSecret.reveal(),
    installationStore: slackInstallationStore(installations, { clock, onServed }),
    logger: silent,
    installerOptions: {
      stateStore: states,
      stateCookieName,
      clientOptions: {
        timeout: apiTimeoutMs,
        retryConfig: { retries: 1 },
        ...(apiUrl === undefined ? {} : { slackApiUrl: apiUrl }),
      },
      ...(authorizationUrl === undefined ? {} : { authorizationUrl }),
    },
  });
  if (!receiver.installer) throw new Error("Bolt made no installer");
  return receiver.installer;
}

const refusals = [invalidState, "slack_oauth_missing_state", "slack_oauth_missing_code"];

/** The library answers nothing itself: the page is ours, and so is the cookie, in the place of one without SameSite. */
async function callback(c: Context, installer: InstallProvider, options: SlackInstallOptions): Promise<InstallOutcome> {
  const { incoming, outgoing } = c.env as HttpBindings;
  const { log, clock } = options;
  let outcome: InstallOutcome | null = null;
  let workspace: string | null = null;
  await installer.handleCallback(incoming as never, outgoing as never, {
    async successAsync(installation) {
      const made = fromSlack(installation, clock.now());
      workspace = made.workspace;
      const { isOrgWide, team, enterprise } = made;
      outcome = { kind: "installed", isOrgWide, name: (isOrgWide ? enterprise : team)?.name ?? null };
    },
    async failureAsync({ code, message }) {
      if (refusals.includes(code)) {
        log.info({ code, message }, "an installation was refused");
        outcome = { kind: "refused" };
      } else if (c.req.query("error") === "access_denied") outcome = { kind: "denied" };
      else {
        const reference = randomBytes(4).toString("hex");
        log.error({ reference, code, message }, "an installation failed");
        outcome = { kind: "failed", reference };
      }
    },
  });
  if (workspace !== null) await greet(workspace, options);
  if (!outcome) throw new Error("an installation ended without an outcome");
  return outcome;
}

async function greet(workspace: string, { installations, log, onInstalled }: SlackInstallOptions): Promise<void> {
  try {
    const installed = await installations.get(workspace);
    if (installed) await onInstalled(installed);
  } catch (error) {
    log.error({ workspace, error }, "a fresh installation could not be greeted");
  }
}

/** What the library says of failures comes to us anyway; on its way through it may hold codes. */
const silent: Logger = {
  debug() {},
  info() {},
  warn() {},
  error() {},
  setLevel() {},
  getLevel: () => LogLevel.ERROR,
  setName() {},
};
