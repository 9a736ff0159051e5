import { pausedCard } from "../cards/paused-card.ts";
import { dayMs, minuteMs } from "../model/clock.ts";
import { UserError } from "../model/errors.ts";
import type { Told } from "../model/language.ts";
import type { Channel, Person } from "../model/place.ts";
import type { JobRequest, Services } from "../services.ts";

/** How long is waited until a channel that could not be used is tried again. */
export const againMs = 15 * minuteMs;

export interface Delivery {
  /** What is asked for again; null where it would be no news by then. */
  readonly request: JobRequest | null;
  readonly channel: Channel;
  readonly owner: Person;
  /** How long is waited this time, where that is not always as long; null where it is given up, and its owner knows. */
  readonly waitMs?: () => Promise<number | null>;
}

/**
 * Delivers into a channel. Where that cannot be used any more, the work waits and is tried again until it can, and the person
 * who set it up is told what to do: once a day and channel, in private.
 */
export async function whilePossible(
  { request, channel, owner, waitMs }: Delivery,
  services: Services,
  deliver: () => Promise<void>,
): Promise<void> {
  try {
    await deliver();
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    if (!request) return;
    const delayMs = waitMs ? await waitMs() : againMs;
    if (delayMs === null) return;
    await services.jobs.add(request, { delayMs });
    services.log.info({ workspace: channel.workspace, job: request.name }, "a delivery is paused");
    await tell(channel, owner, error.hint, services);
  }
}

async function tell(channel: Channel, owner: Person, hint: Told, services: Services): Promise<void> {
  const { deliveries } = services.tenant(channel.workspace);
  const key = `paused:${channel.id}:${Math.floor(services.clock.now().getTime() / dayMs)}`;
  if (!(await deliveries.claim(key)).claimed) return;
  try {
    await services.chat.tell(channel, owner, (language) => pausedCard(channel.id, hint, language));
    await deliveries.sent(key, { channel, id: key });
  } catch (error) {
    // Where nobody can be told either, the log knows.
    if (!(error instanceof UserError)) throw error;
  }
}
