import type { AlertKind } from "../model/alert-kind.ts";
import { type Quiet, quietUntil } from "../model/peace.ts";
import type { Channel } from "../model/place.ts";
import type { Tracker } from "../model/tracker.ts";
import type { Services } from "../services.ts";

/** An alert that has no message yet. */
export interface WayAsked {
  /** Where it would go. */
  readonly channel: Channel;
  readonly tracker: Pick<Tracker, "id">;
  readonly kind: AlertKind;
  /** Names the alert within its workspace, e.g. "incident:12": asked again it goes the same way. */
  readonly key: string;
  readonly at: Date;
}

/** Posted, perhaps in another channel, or told together with others, at the latest by then. */
export type AlertWay =
  | { readonly way: "post"; readonly channel: Channel }
  | { readonly way: "collect"; readonly until: Date };

/**
 * How an alert is told: a channel's quiet hours and its cap of messages an hour are kept, whatever kind of alert it is. Decided once
 * for all processes; the roundup of what is collected is seen to here.
 */
export async function wayOf({ channel, tracker, kind, key, at }: WayAsked, services: Services): Promise<AlertWay> {
  const { peaces, roundups } = services.tenant(channel.workspace);
  const here = await peaces.of(channel);
  const until = quietUntil(here, at);
  const to = until && elsewhere(here.quiet, channel);
  const { perHour } = to ? await peaces.of(to) : here;
  const rules = { quietUntil: to ? null : until, perHour };
  const roundup = await roundups.place({ key, channel: to ?? channel, tracker: tracker.id, kind, at }, rules);
  if (!roundup) return { way: "post", channel: to ?? channel };
  // What more there is to tell is told with the next edit.
  const delayMs = roundup.message ? services.chat.editPaceMs(roundup.channel) : 0;
  const input = { workspace: channel.workspace, roundup: roundup.id };
  if (roundup.kind === "hour" || roundup.until <= at) await services.jobs.add({ name: "roundup", input }, { delayMs });
  return { way: "collect", until: roundup.until };
}

/** The channel that alerts go to while it is quiet; null where they wait. */
const elsewhere = (quiet: Quiet | null, channel: Channel): Channel | null =>
  quiet && quiet.instead !== "morning" ? { ...channel, id: quiet.instead } : null;
