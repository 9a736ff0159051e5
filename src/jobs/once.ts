import type { Card } from "../cards/card.ts";
import type { Said } from "../model/language.ts";
import type { MessageRef, Place } from "../model/place.ts";
import type { Services } from "../services.ts";

/** Posts it unless it is out already; false where somebody else is at it. */
export async function once(
  key: string,
  where: Place,
  card: Said<Card>,
  services: Pick<Services, "chat" | "tenant">,
): Promise<boolean> {
  const { workspace } = where.channel;
  const claim = await services.tenant(workspace).deliveries.claim(key);
  if (!claim.claimed) return claim.message !== null;
  await sendClaimed(key, workspace, services.chat.post(where, card, key), services);
  return true;
}

/** Notes what becomes of something that was claimed: where it is, or that it failed and may be tried again. From then on whatever fails does not free the claim. */
export async function sendClaimed(
  key: string,
  workspace: string,
  sending: Promise<MessageRef>,
  { tenant }: Pick<Services, "tenant">,
): Promise<MessageRef> {
  const { deliveries } = tenant(workspace);
  const message = await sending.catch(async (error: unknown) => {
    await deliveries.failed(key, error instanceof Error ? error.message : String(error));
    throw error;
  });
  await deliveries.sent(key, message);
  return message;
}
