import { quietName } from "../cards/quiet-card.ts";
import type { Change } from "../model/change.ts";
import type { Said } from "../model/language.ts";
import { type Peace, usualPeace } from "../model/peace.ts";
import type { Services } from "../services.ts";

/** How a channel heard of alerts holds again. Gives what is said of it. */
export async function takeBackQuiet(
  { about, before }: Change,
  workspace: string,
  { tenant }: Services,
): Promise<Said<string>> {
  const { peaces } = tenant(workspace);
  const channel = await peaces.channelOf(about);
  if (!channel) throw new Error(`how a channel hears of alerts (${about}) is not in ${workspace}`);
  const peace: Peace = { ...usualPeace, ...(before as Partial<Peace>) };
  await peaces.put(channel, peace);
  return (language) => quietName(peace, language);
}
