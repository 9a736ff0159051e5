import { createHmac, hkdfSync, randomBytes, timingSafeEqual } from "node:crypto";
import type { InstallURLOptions, StateStore } from "@slack/bolt";
import { type Clock, minuteMs } from "../../model/clock.ts";
import type { Secret } from "../../model/secret.ts";
import type { Gate } from "./shared.ts";

/** How long somebody may look at Slack's "Allow" page. */
export const stateLifeMs = 10 * minuteMs;

export interface StateOptions {
  readonly clientSecret: Secret;
  readonly gate: Gate;
  readonly clock: Clock;
  /** What every installation asks for. */
  readonly asks: InstallURLOptions;
}

/** What Slack's library calls a state that it refuses. */
export const invalidState = "slack_oauth_invalid_state";

/**
 * States that nobody can make but us, that live ten minutes and are good for once. That they come back in the browser they
 * were given to is seen by its cookie.
 */
export function oneTimeStates({ clientSecret, gate, clock, asks }: StateOptions): StateStore {
  const key = Buffer.from(hkdfSync("sha256", clientSecret.reveal(), "", "groundswell slack install state", 32));
  const signatureOf = (text: string) => createHmac("sha256", key).update(text).digest();
  return {
    async generateStateParam() {
      const text = `${randomBytes(16).toString("hex")}-${clock.now().getTime().toString(36)}`;
      return `${text}.${signatureOf(text).toString("base64url")}`;
    },
    async verifyStateParam(_, state) {
      const [text = "", signature = ""] = state.split(".");
      const given = Buffer.from(signature, "base64url");
      const right = signatureOf(text);
      if (given.length !== right.length || !timingSafeEqual(given, right)) throw refused("is not ours");
      const [once = "", madeAt = ""] = text.split("-");
      if (clock.now().getTime() - Number.parseInt(madeAt, 36) > stateLifeMs) throw refused("is too old");
      const entry = await gate.enter(`slack-install:${once}`, { requests: 1, windowMs: 2 * stateLifeMs });
      if (!entry.allowed) throw refused("was used already");
      return asks;
    },
  };
}

const refused = (why: string): Error =>
  Object.assign(new Error(`the state of an installation ${why}`), { code: invalidState });
