import { UserError } from "../model/errors.ts";
import type { Tracker } from "../model/tracker.ts";
import type { Services } from "../services.ts";
import type { Press } from "./action.ts";

/** Values are "12" or "12:24h". They come from outside: a number is looked up in the presser's own workspace, or refused. */
export function readValue(value: string): { readonly id: number; readonly detail: string } {
  const match = /^(\d{1,15})(?::([a-z0-9-]{1,40}))?$/u.exec(value);
  if (!match) throw new UserError("That button is no longer valid. Type the command again.");
  return { id: Number(match[1]), detail: match[2] ?? "" };
}

/** The tracker a value names: of this channel, or on somebody's own page one that they set up. */
export async function trackerOf(
  id: number,
  { where, who }: Pick<Press, "where" | "who">,
  services: Services,
): Promise<Tracker> {
  const tracker = await services.tenant(where.channel.workspace).trackers.get(id);
  const isHere = tracker?.channel.id === where.channel.id;
  const isOwn = where.channel.id === who.id && tracker?.createdBy.id === who.id;
  if (!tracker || !(isHere || isOwn)) throw new UserError("That hashtag is no longer tracked in this channel.");
  return tracker;
}
