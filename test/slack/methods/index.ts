import type { OAuth } from "../oauth.ts";
import * as apps from "./apps.ts";
import * as chat from "./chat.ts";
import * as files from "./files.ts";
import type { Method } from "./method.ts";
import { access } from "./oauth.ts";
import * as people from "./people.ts";
import * as views from "./views.ts";

/** Every method that this Slack knows; all others are `unknown_method`. */
export const methodsOf = (io: {
  readonly oauth: OAuth;
  readonly tickets: Set<string>;
  readonly onUninstalled: apps.Uninstalled;
}): Readonly<Record<string, Method>> => ({
  "apps.connections.open": apps.openConnection(io.tickets),
  "apps.uninstall": apps.uninstall(io.onUninstalled),
  "auth.revoke": apps.revoke(io.onUninstalled),
  "auth.test": apps.test,
  "chat.delete": chat.remove,
  "chat.postEphemeral": chat.postEphemeral,
  "chat.postMessage": chat.postMessage,
  "chat.update": chat.update,
  "conversations.open": people.openConversation,
  "files.completeUploadExternal": files.completeUploadExternal,
  "files.getUploadURLExternal": files.getUploadURLExternal,
  "files.info": files.info,
  "oauth.v2.access": access(io.oauth),
  "users.info": people.info,
  "views.open": views.open,
  "views.publish": views.publish,
  "views.update": views.update,
});
