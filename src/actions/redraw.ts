import type { Services } from "../services.ts";

/** What was said about an incident shows on its alert, and on those of linked workspaces. */
export async function redrawIncident(incident: number, workspace: string, { jobs }: Services): Promise<void> {
  await jobs.add({ name: "incident", input: { workspace, incident } });
  await jobs.add({ name: "share", input: { workspace, incident } });
}
