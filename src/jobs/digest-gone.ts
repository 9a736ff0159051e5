import { digestGone } from "../cards/digest-set.ts";
import type { Digest } from "../model/digest.ts";
import { UserError } from "../model/errors.ts";
import type { Services } from "../services.ts";

/** Tells whoever set a digest up that what it is about is tracked no more: once, until it is set anew. */
export async function tellGone(digest: Digest, { chat, tenant, log }: Services): Promise<void> {
  const { channel, createdBy, id, since } = digest;
  const { deliveries } = tenant(channel.workspace);
  const key = `digest-gone:${id}:${since.getTime()}`;
  if (!(await deliveries.claim(key)).claimed) return;
  try {
    await chat.tell(channel, createdBy, (language) => digestGone(digest, chat.hearsInPrivate(channel), language));
    await deliveries.sent(key, { channel, id: key });
  } catch (error) {
    await deliveries.failed(key, error instanceof Error ? error.message : String(error));
    if (!(error instanceof UserError)) throw error;
    log.info({ workspace: channel.workspace, job: "digest" }, "nobody could be told of a digest without hashtags");
  }
}
