import { type Receiver, SocketModeReceiver } from "@slack/bolt";
import type { Secret } from "../../model/secret.ts";
import { type ReceiveLog, warnings } from "./receive.ts";

export interface SocketReceivingOptions {
  readonly appToken: Secret;
  readonly apiUrl: string;
  readonly log: ReceiveLog;
}

/** Slack over a socket that we open: no address of ours is needed (docs.slack.dev/apis/events-api/using-socket-mode). */
export const socketReceiving = ({ appToken, apiUrl, log }: SocketReceivingOptions): Receiver =>
  new SocketModeReceiver({
    appToken: appToken.reveal(),
    logger: warnings(log),
    installerOptions: { clientOptions: { slackApiUrl: apiUrl } },
  } as ConstructorParameters<typeof SocketModeReceiver>[0]);
