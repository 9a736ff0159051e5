import { dayMs } from "../model/clock.ts";
import type { Services } from "../services.ts";

/** What was said about an incident shows on its alert, and on those of linked workspaces. */
export async function redrawIncident(incident: number, workspace: string, { jobs }: Services): Promise<void> {
  await jobs.add({ name: "incident", input: { workspace, incident } });
  await jobs.add({ name: "share", input: { workspace, incident } });
}

/** How long after it fired an alarm still says what became of its kind. */
const redrawnMs = 2 * dayMs;

/** What was said of a kind of alarms shows on those that people still look at. */
export async function redrawAlarms(tracker: number, workspace: string, services: Services): Promise<void> {
  const since = new Date(services.clock.now().getTime() - redrawnMs);
  for (const alarm of await services.tenant(workspace).alarms.since(tracker, since)) {
    if (alarm.message) await services.jobs.add({ name: "alarm", input: { workspace, alarm: alarm.id } });
  }
}
