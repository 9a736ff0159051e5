import { randomBytes } from "node:crypto";
import { type Context, Hono } from "hono";
import { deleteCookie, getCookie, setCookie } from "hono/cookie";
import { jsx } from "hono/jsx";
import { z } from "zod";
import { type Clock, secondMs } from "../../model/clock.ts";
import type { Secret } from "../../model/secret.ts";
import { LandingPage, landingStyle, landingStylePath } from "../landing-page.tsx";
import { oneTimeStates, stateLifeMs } from "../one-time-states.ts";
import type { Gate } from "../shared.ts";
import { type InstallOutcome, InstallWords, titleOf } from "./install-pages.tsx";
import { discordPaths, serverInvitation } from "./invitation.ts";

export interface DiscordInstallOptions {
  applicationId(): Promise<string>;
  readonly clientSecret: Secret;
  /** Where browsers reach us, e.g. "https://groundswell.example.org". */
  readonly publicUrl: string;
  readonly apiUrl: string;
  /** Default: Discord's. */
  readonly authorizationUrl?: string;
  readonly gate: Gate;
  readonly clock: Clock;
  readonly log: {
    info(facts: Readonly<Record<string, unknown>>, message: string): void;
    error(facts: Readonly<Record<string, unknown>>, message: string): void;
  };
  /** Told which server it was put into. What it throws is logged. */
  onInstalled(guild: { readonly id: string; readonly name: string; readonly locale: string | null }): Promise<void>;
}

const apiTimeoutMs = 10_000;

/** Puts the bot into servers (docs.discord.com/developers/topics/oauth2#advanced-bot-authorization). The person's own token is not asked for, nor kept. */
export function discordInstallRoutes(options: DiscordInstallOptions): Hono {
  const { publicUrl, gate, clock } = options;
  const states = oneTimeStates({ secret: options.clientSecret, purpose: "discord-install", gate, clock });
  const redirectUri = new URL(discordPaths.redirect, publicUrl).href;
  const isSecure = new URL(publicUrl).protocol === "https:";
  // Under that prefix a browser takes it from this host only, not from one beside it.
  const cookieName = isSecure ? "__Host-groundswell-discord" : "groundswell-discord";
  const cookie = { path: "/", httpOnly: true, secure: isSecure, sameSite: "Lax" } as const;

  const outcomeOf = async (c: Context): Promise<InstallOutcome> => {
    const { state = "", code, error } = c.req.query();
    const problem = getCookie(c, cookieName) === state ? await states.spend(state) : "is another browser's";
    if (problem) {
      options.log.info({ problem }, "an installation was refused");
      return { kind: "refused" };
    }
    if (error === "access_denied") return { kind: "denied" };
    try {
      const guild = await exchanged(code ?? "", redirectUri, options);
      if (guild) await options.onInstalled(guild);
      return { kind: "installed", name: guild?.name ?? null };
    } catch (error) {
      const reference = randomBytes(4).toString("hex");
      options.log.error({ reference, error }, "an installation failed");
      return { kind: "failed", reference };
    }
  };

  const routes = new Hono();
  routes.get(landingStylePath, (c) => c.body(landingStyle, 200, { "Content-Type": "text/css; charset=utf-8" }));
  routes.get(discordPaths.install, async (c) => {
    const state = states.make();
    setCookie(c, cookieName, state, { ...cookie, maxAge: stateLifeMs / secondMs });
    c.header("Cache-Control", "no-store");
    const { authorizationUrl } = options;
    const applicationId = await options.applicationId();
    return c.redirect(
      serverInvitation({
        applicationId,
        ...(authorizationUrl === undefined ? {} : { authorizationUrl }),
        back: { redirectUri, state },
      }),
    );
  });
  routes.get(discordPaths.redirect, async (c) => {
    const outcome = await outcomeOf(c);
    deleteCookie(c, cookieName, cookie);
    c.header("Cache-Control", "no-store");
    const page = jsx(LandingPage, { title: titleOf(outcome) }, jsx(InstallWords, { outcome }));
    return c.html(`<!doctype html>${page}`, statusOf[outcome.kind]);
  });
  return routes;
}

const statusOf = { installed: 200, denied: 200, refused: 400, failed: 502 } as const;

const granted = z.object({
  guild: z.object({ id: z.string(), name: z.string(), preferred_locale: z.string().nullish() }).optional(),
});

/** The server that the code was given for. */
async function exchanged(code: string, redirectUri: string, options: DiscordInstallOptions) {
  const basic = `${await options.applicationId()}:${options.clientSecret.reveal()}`;
  const answer = await fetch(`${options.apiUrl}/v10/oauth2/token`, {
    method: "POST",
    headers: {
      authorization: `Basic ${Buffer.from(basic).toString("base64")}`,
      "content-type": "application/x-www-form-urlencoded",
    },
    body: new URLSearchParams({ grant_type: "authorization_code", code, redirect_uri: redirectUri }),
    redirect: "error",
    signal: AbortSignal.timeout(apiTimeoutMs),
  });
  if (!answer.ok) throw new Error(`Discord took no code: ${answer.status}`);
  const { guild } = granted.parse(await answer.json());
  return guild ? { id: guild.id, name: guild.name, locale: guild.preferred_locale ?? null } : null;
}
