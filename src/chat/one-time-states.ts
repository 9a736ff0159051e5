import { createHmac, hkdfSync, randomBytes, timingSafeEqual } from "node:crypto";
import { type Clock, minuteMs } from "../model/clock.ts";
import type { Secret } from "../model/secret.ts";
import type { Gate } from "./shared.ts";

/** How long somebody may look at a platform's "Allow" page. */
export const stateLifeMs = 10 * minuteMs;

export interface StateOptions {
  /** Whoever knows it can make states. */
  readonly secret: Secret;
  /** Of which installation, e.g. "slack-install": a state of one is none of another's. */
  readonly purpose: string;
  readonly gate: Gate;
  readonly clock: Clock;
}

export interface OneTimeStates {
  make(): string;
  /** Why it is refused; null where it was good, and from then on it is not. */
  spend(state: string): Promise<"is not ours" | "is too old" | "was used already" | null>;
}

/**
 * States of an OAuth flow that nobody can make but us, that live ten minutes and are good for once. That they come back in the browser they
 * were given to is seen by its cookie.
 */
export function oneTimeStates({ secret, purpose, gate, clock }: StateOptions): OneTimeStates {
  const key = Buffer.from(hkdfSync("sha256", secret.reveal(), "", `groundswell ${purpose} state`, 32));
  const signatureOf = (text: string) => createHmac("sha256", key).update(text).digest();
  return {
    make() {
      const text = `${randomBytes(16).toString("hex")}-${clock.now().getTime().toString(36)}`;
      return `${text}.${signatureOf(text).toString("base64url")}`;
    },
    async spend(state) {
      const [text = "", signature = ""] = state.split(".");
      const given = Buffer.from(signature, "base64url");
      const right = signatureOf(text);
      if (given.length !== right.length || !timingSafeEqual(given, right)) return "is not ours";
      const [once = "", madeAt = ""] = text.split("-");
      if (clock.now().getTime() - Number.parseInt(madeAt, 36) > stateLifeMs) return "is too old";
      const entry = await gate.enter(`${purpose}:${once}`, { requests: 1, windowMs: 2 * stateLifeMs });
      return entry.allowed ? null : "was used already";
    },
  };
}
