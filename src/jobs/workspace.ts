import { greeting, serverGreeting } from "../cards/greeting.ts";
import { UserError } from "../model/errors.ts";
import type { Channel, SurfaceName } from "../model/place.ts";
import { nextTurn } from "../model/schedule.ts";
import { forever } from "../model/tracker.ts";
import type { Services } from "../services.ts";

/**
 * A workspace has Groundswell, for the first time or again: what it tracked goes on, and whoever put it in is greeted. Unless somebody
 * chose one, its language is theirs.
 */
export async function welcomeWorkspace(
  { surface, id: workspace }: { readonly surface: SurfaceName; readonly id: string },
  installer: string | null,
  services: Services,
): Promise<void> {
  await resume(workspace, services);
  const person = installer && { id: installer, name: installer };
  if (!person) return;
  const direct = { surface, workspace, id: person.id };
  const language = await services.chat.languageOf(direct, person);
  if (language) await services.tenant(workspace).settings.presume({ language });
  await services.chat.tell(direct, person, greeting);
}

/** The same of one where nobody can be told in private: it is greeted in the first of these channels that takes it. */
export async function welcomeServer(
  workspace: string,
  welcomeIn: readonly Channel[],
  services: Services,
): Promise<void> {
  await resume(workspace, services);
  for (const channel of welcomeIn) {
    try {
      return void (await services.chat.post({ channel }, serverGreeting, `greeting:${workspace}`));
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
    }
  }
}

/** What it tracked goes on. */
async function resume(workspace: string, services: Services): Promise<void> {
  for (const { id: tracker } of await services.tenant(workspace).trackers.list())
    await services.jobs.add({ name: "follow", input: { workspace, tracker } });
  for (const board of await services.tenant(workspace).boards.list()) {
    const request = { name: "board", input: { workspace, board: board.id } } as const;
    await services.jobs.repeat(request, services.chat.editPaceMs(board.channel));
  }
  await wakeDigests(workspace, services);
  await wakeRelays(workspace, services);
}

/** What came while it was away is not sent: it is no news to those who were not there. */
async function wakeDigests(workspace: string, { tenant, clock }: Services): Promise<void> {
  const { digests } = tenant(workspace);
  const since = clock.now();
  for (const { id, schedule, lastOn, nextAt } of await digests.list())
    if (!nextAt) await digests.change(id, { since, nextAt: nextTurn(schedule, since, lastOn).at });
}

async function wakeRelays(workspace: string, { tenant, clock }: Services): Promise<void> {
  const { relays } = tenant(workspace);
  const since = clock.now();
  for (const { id, nextAt } of await relays.list())
    if (nextAt >= forever) await relays.change(id, { since, nextAt: since, lookedAt: null });
}

/** It has it no more: nothing of it runs on, and nothing is said to it. */
export async function leaveWorkspace(workspace: string, { tenant, jobs }: Services): Promise<void> {
  const { digests, relays } = tenant(workspace);
  for (const { id } of await digests.list()) await digests.change(id, { nextAt: null });
  for (const { id } of await relays.list()) await relays.change(id, { nextAt: forever });
  for (const { id: board } of await tenant(workspace).boards.list())
    await jobs.stop({ name: "board", input: { workspace, board } });
}
