import { changeRules, type RuleChange } from "../model/alert-rules.ts";
import type { Change } from "../model/change.ts";
import type { Tracker } from "../model/tracker.ts";
import type { Services } from "../services.ts";
import { redrawAlarms } from "./redraw.ts";

/** One rule of a tracker is as it was, whatever was set beside it since; null where it is not tracked any more. */
export async function takeBackRule(
  { about, before }: Change,
  workspace: string,
  services: Services,
): Promise<Tracker | null> {
  const { trackers } = services.tenant(workspace);
  const tracker = await trackers.get(about);
  if (!tracker) return null;
  const after = await trackers.change(about, { rules: changeRules(tracker.rules, earlierRule(before)) });
  await redrawAlarms(about, workspace, services);
  return after;
}

/** JSON keeps dates as text. */
function earlierRule(before: Change["before"]): RuleChange {
  const change = before as unknown as RuleChange;
  if (change.set !== "kind") return change;
  return { ...change, mutedUntil: change.mutedUntil && new Date(change.mutedUntil) };
}
