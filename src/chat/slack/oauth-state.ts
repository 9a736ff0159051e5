import type { InstallURLOptions, StateStore } from "@slack/bolt";
import type { Clock } from "../../model/clock.ts";
import type { Secret } from "../../model/secret.ts";
import { oneTimeStates } from "../one-time-states.ts";
import type { Gate } from "../shared.ts";

export interface StateOptions {
  readonly clientSecret: Secret;
  readonly gate: Gate;
  readonly clock: Clock;
  /** What every installation asks for. */
  readonly asks: InstallURLOptions;
}

/** What Slack's library calls a state that it refuses. */
export const invalidState = "slack_oauth_invalid_state";

/** One-time states, as Slack's library wants them. */
export function slackStates({ clientSecret: secret, gate, clock, asks }: StateOptions): StateStore {
  const states = oneTimeStates({ secret, purpose: "slack-install", gate, clock });
  return {
    generateStateParam: async () => states.make(),
    async verifyStateParam(_, state) {
      const problem = await states.spend(state);
      if (problem) throw Object.assign(new Error(`the state of an installation ${problem}`), { code: invalidState });
      return asks;
    },
  };
}
