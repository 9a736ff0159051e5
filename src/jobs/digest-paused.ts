import { digestGivenUp } from "../cards/digest-set.ts";
import { dayMs } from "../model/clock.ts";
import type { Digest } from "../model/digest.ts";
import { UserError } from "../model/errors.ts";
import type { Services } from "../services.ts";
import { againMs } from "./possible.ts";

const againMaxMs = dayMs;
/** So long a digest waits for its channel. */
const givenUpMs = 30 * dayMs;

/**
 * How long a digest waits that could not be delivered: as long as it has been waiting already, up to a day. After 30 days it is
 * stopped, and whoever set it up hears so: then it is null.
 */
export async function pauseOf(digest: Digest, services: Services): Promise<number | null> {
  const now = services.clock.now();
  const { digests } = services.tenant(digest.channel.workspace);
  const waitedMs = now.getTime() - (await pausedSince(digest, now, services)).getTime();
  if (waitedMs >= givenUpMs) {
    await digests.change(digest.id, { stoppedAt: now, nextAt: null });
    await tellGivenUp(digest, services);
    return null;
  }
  const ms = Math.max(againMs, Math.min(waitedMs, againMaxMs));
  await digests.lookAgain(digest.id, { nextAt: new Date(now.getTime() + ms) });
  return ms;
}

/** The ledger of what went out keeps it, as what was noted of this digest since it was last sent or set. */
async function pausedSince({ id, channel, since, lastOn }: Digest, now: Date, { tenant }: Services): Promise<Date> {
  const { deliveries } = tenant(channel.workspace);
  const key = `digest-paused:${id}:${since.getTime()}:${lastOn ?? ""}`;
  const claim = await deliveries.claim(key);
  if (claim.claimed) await deliveries.sent(key, { channel, id: now.toISOString() });
  return !claim.claimed && claim.message ? new Date(claim.message.id) : now;
}

async function tellGivenUp(digest: Digest, { chat, tenant, log }: Services): Promise<void> {
  const { channel, createdBy } = digest;
  const { workspace } = channel;
  const about = { kind: "digest-stop", who: createdBy, about: digest.id, before: {} } as const;
  const { id: undo } = await tenant(workspace).changes.record(about);
  try {
    await chat.tell(channel, createdBy, (language) =>
      digestGivenUp(digest, chat.hearsInPrivate(channel) ? undo : null, language),
    );
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    log.info({ workspace, job: "digest" }, "nobody could be told that a digest was stopped");
  }
}
