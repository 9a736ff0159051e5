import { digestName } from "../cards/digest-set.ts";
import { digestSetWords } from "../cards/words/digest-set.ts";
import type { Change } from "../model/change.ts";
import type { DigestWish } from "../model/digest.ts";
import type { Said } from "../model/language.ts";
import { nextTurn } from "../model/schedule.ts";
import type { Services } from "../services.ts";

/** A digest is as it was: stopped where there was none, and due from now on. Gives what is said of it; "taken" where another came since. */
export async function takeBackDigest(
  { kind, about, before }: Change,
  workspace: string,
  { tenant, clock }: Services,
): Promise<Said<string> | "taken"> {
  const { digests } = tenant(workspace);
  const since = clock.now();
  const stopped: Said<string> = (language) => digestSetWords[language].stopped;
  if (kind === "digest" && !("schedule" in before)) {
    await digests.change(about, { stoppedAt: since, nextAt: null });
    return stopped;
  }
  const earlier = kind === "digest" ? (before as unknown as DigestWish) : {};
  const digest = await digests.change(about, { ...earlier, ...(kind === "digest" ? {} : { stoppedAt: null }), since });
  if (digest === "taken") return digest;
  if (digest.stoppedAt) return stopped;
  await digests.change(about, { nextAt: nextTurn(digest.schedule, since, digest.lastOn).at });
  return (language) => digestName(digest.schedule, language);
}
