import type { FormValues } from "../cards/card.ts";
import { changed } from "../cards/changed.ts";
import { hourMs } from "../model/clock.ts";
import { UserError } from "../model/errors.ts";
import { sensitivities, type Tracker, type TrackerChange } from "../model/tracker.ts";
import type { Services } from "../services.ts";
import { defineAction } from "./action.ts";
import { readValue, trackerOf } from "./value.ts";

/** Value: "tracker". The form of cards/settings-form.ts. */
export default defineAction({
  id: "settings-save",
  writes: true,
  async run({ value, values, where, who }, services) {
    const tracker = await trackerOf(readValue(value).id, where, services);
    const change = readForm(values, services);
    const { trackers, changes } = services.tenant(where.channel.workspace);
    const { alerts, sensitivity, networks, paceMs } = tracker;
    await trackers.change(tracker.id, change);
    const recorded = await changes.record({
      kind: "tracker",
      who,
      about: tracker.id,
      before: { alerts, sensitivity, networks, paceMs },
    });
    await services.jobs.add({ name: "follow", input: { workspace: where.channel.workspace, tracker: tracker.id } });
    return { visible: "channel", card: changed(tracker, who, described(tracker, change, services), recorded.id) };
  },
});

function readForm(values: FormValues, { sources }: Services): TrackerChange & { networks: readonly string[] } {
  const alerts = values["alerts"];
  const sensitivity = sensitivities.find((s) => s === alerts);
  if (!sensitivity && alerts !== "off") throw new UserError("Alerts take sensitive, balanced, strict or off.");
  const wanted = [values["networks"] ?? []].flat();
  const networks = sources.networks.map((n) => n.name).filter((name) => wanted.includes(name));
  if (networks.length === 0) throw new UserError("Choose at least one network; to stop altogether there is /untrack.");
  const paceMs = Number(values["pace"]);
  if (!Number.isInteger(paceMs) || paceMs < 1_000 || paceMs > 24 * hourMs)
    throw new UserError("The pace must lie between a second and a day.");
  return { networks, paceMs, alerts: sensitivity !== undefined, ...(sensitivity ? { sensitivity } : {}) };
}

/** What a reader of the channel should know: only what is different now. */
function described(
  before: Tracker,
  change: TrackerChange & { networks: readonly string[] },
  { sources }: Services,
): string {
  const parts: string[] = [];
  const level = (alerts: boolean | undefined, sensitivity: string) => (alerts ? sensitivity : "off");
  const now = level(change.alerts, change.sensitivity ?? before.sensitivity);
  if (now !== level(before.alerts, before.sensitivity)) parts.push(`alerts ${now}`);
  if (change.networks.join() !== before.networks.join()) parts.push(`on ${sources.labels(change.networks).join(", ")}`);
  if (change.paceMs !== before.paceMs) parts.push(`read every ${(change.paceMs ?? 0) / 1000} s`);
  return parts.length > 0 ? parts.join("; ") : "settings saved as they were";
}
