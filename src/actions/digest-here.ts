import type { Digest } from "../model/digest.ts";
import type { Services } from "../services.ts";
import type { Press } from "./action.ts";

/**
 * A digest that may be changed from where somebody is: it comes there; or, in private and on their own page, it is their own, or they
 * set it up. Also one that was stopped.
 */
export async function digestHere(
  id: number,
  { where: { channel }, who }: Pick<Press, "where" | "who">,
  { tenant, chat }: Services,
): Promise<Digest | null> {
  const digest = await tenant(channel.workspace).digests.get(id);
  if (!digest) return null;
  const isTheirs = digest.createdBy.id === who.id && chat.isDirect(channel);
  return isTheirs || (!digest.isPersonal && digest.channel.id === channel.id) ? digest : null;
}
