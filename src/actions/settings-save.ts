import type { FormValues } from "../cards/card.ts";
import { changed, moved } from "../cards/changed.ts";
import { hourMs } from "../model/clock.ts";
import { FieldError } from "../model/errors.ts";
import type { Channel, Person } from "../model/place.ts";
import { subjectName } from "../model/subject.ts";
import { sensitivities, type Tracker, type TrackerChange } from "../model/tracker.ts";
import type { Reply, Services } from "../services.ts";
import { defineAction } from "./action.ts";
import { readValue, trackerOf } from "./value.ts";

/** Value: "tracker". The form of cards/settings-form.ts. */
export default defineAction({
  id: "settings-save",
  writes: true,
  async run(press, services) {
    const { values, who, where } = press;
    const tracker = await trackerOf(readValue(press.value).id, press, services);
    const change = readForm(values, services);
    const to = await destination(values, tracker, services);
    const { trackers, changes } = services.tenant(where.channel.workspace);
    const { alerts, sensitivity, networks, paceMs } = tracker;
    await trackers.change(tracker.id, change);
    const before = { alerts, sensitivity, networks, paceMs };
    const recorded = await changes.record({ kind: "tracker", who, about: tracker.id, before });
    await services.jobs.add({ name: "follow", input: { workspace: where.channel.workspace, tracker: tracker.id } });
    const card = changed(tracker, who, described(tracker, change, services), recorded.id);
    const saved = { visible: "channel", where: { channel: tracker.channel }, card } as const;
    // Where it came from may be what nobody can write in any more.
    return to ? move(tracker, to, who, services) : saved;
  },
});

/** The channel it is to move to; null where it stays. Throws FieldError where nothing could be said there. */
async function destination(
  { channel: chosen }: FormValues,
  { channel, subject }: Tracker,
  services: Services,
): Promise<Channel | null> {
  if (typeof chosen !== "string" || chosen === "" || chosen === channel.id) return null;
  const to = { ...channel, id: chosen };
  const [problem] = await services.chat.check({ channel: to });
  if (problem) throw new FieldError("channel", `${problem.what} ${problem.fix}`);
  const there = await services.tenant(channel.workspace).trackers.find(to, subject);
  if (there) throw new FieldError("channel", `${subjectName(subject)} is tracked in that channel already.`);
  return to;
}

/** Its boards stay behind and end. */
async function move(tracker: Tracker, to: Channel, who: Person, services: Services): Promise<Reply> {
  const { workspace } = to;
  const { trackers, boards, changes } = services.tenant(workspace);
  if ((await trackers.move(tracker.id, to.id)) === "taken")
    throw new FieldError("channel", `${subjectName(tracker.subject)} is tracked in that channel already.`);
  for (const board of await boards.list(tracker.channel)) {
    if (board.tracker !== tracker.id) continue;
    await boards.change(board.id, { endedAt: services.clock.now() });
    await services.jobs.add({ name: "board", input: { workspace, board: board.id } });
  }
  const before = { channel: tracker.channel.id };
  const { id } = await changes.record({ kind: "move", who, about: tracker.id, before });
  return { visible: "channel", where: { channel: to }, card: moved(tracker, who, id) };
}

/** Throws FieldError, so that the form says it where it is wrong. */
function readForm(values: FormValues, { sources }: Services): TrackerChange & { networks: readonly string[] } {
  const alerts = values["alerts"];
  const sensitivity = sensitivities.find((s) => s === alerts);
  if (!sensitivity && alerts !== "off")
    throw new FieldError("alerts", "Alerts take sensitive, balanced, strict or off.");
  const wanted = [values["networks"] ?? []].flat();
  const networks = sources.networks.map((n) => n.name).filter((name) => wanted.includes(name));
  if (networks.length === 0)
    throw new FieldError("networks", "Choose at least one network; to stop altogether there is /untrack.");
  const paceMs = Number(values["pace"]);
  if (!Number.isInteger(paceMs) || paceMs < 1_000 || paceMs > 24 * hourMs)
    throw new FieldError("pace", "The pace must lie between a second and a day.");
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
