import type { Card } from "../cards/card.ts";
import { takenBack } from "../cards/changed.ts";
import { undoneTracking } from "../cards/tracking.ts";
import type { Change } from "../model/change.ts";
import { UserError } from "../model/errors.ts";
import type { Place } from "../model/place.ts";
import { subjectName } from "../model/subject.ts";
import type { TrackerChange } from "../model/tracker.ts";
import type { Services } from "../services.ts";
import { defineAction, type Press } from "./action.ts";
import { redrawIncident } from "./redraw.ts";
import { readValue } from "./value.ts";

/** How many recent alerts may show what is taken back. */
const recentMax = 5;

/** Value: "change". Takes back what the audit log says, once. */
export default defineAction({
  id: "undo",
  writes: true,
  async run(press, services) {
    const { changes } = services.tenant(press.where.channel.workspace);
    const change = await changes.get(readValue(press.value).id);
    if (!change || !(await isOf(press.where, change, services)))
      throw new UserError("There is nothing here to take back.");
    if (await isReplaced(change, press.where, services))
      throw new UserError("Another live board of it runs in this channel by now.");
    if (!(await changes.undone(change.id, press.who))) throw new UserError("Somebody took that back already.");
    const card = await takeBack(change, press, services);
    return card ? { visible: "channel", replace: true, card } : { visible: "only-you" };
  },
});

const isBoards = ({ kind }: Change): boolean => kind === "live" || kind === "live-stop";

/** What is taken back belongs to the channel whose managing the presser was asked about. */
async function isOf({ channel }: Place, change: Change, services: Services): Promise<boolean> {
  const { trackers, boards, incidents } = services.tenant(channel.workspace);
  const trackerId = change.kind === "acknowledge" ? (await incidents.get(change.about))?.tracker : change.about;
  const thing = isBoards(change)
    ? await boards.get(change.about)
    : await trackers.get(trackerId ?? 0, { evenRemoved: true });
  return thing?.channel.id === channel.id;
}

/** A board that was stopped cannot go on beside one that was started since. */
async function isReplaced({ kind, about }: Change, { channel }: Place, services: Services): Promise<boolean> {
  if (kind !== "live-stop") return false;
  const { boards } = services.tenant(channel.workspace);
  const board = await boards.get(about);
  return (await boards.list(channel)).some((live) => live.tracker === board?.tracker && live.id !== about);
}

/** Gives the card that the message becomes; null where a job redraws it. */
async function takeBack(change: Change, { where, who }: Press, services: Services): Promise<Card | null> {
  const { workspace } = where.channel;
  const { trackers, boards } = services.tenant(workspace);
  const follow = { name: "follow", input: { workspace, tracker: change.about } } as const;
  switch (change.kind) {
    case "track": {
      const tracker = await trackers.get(change.about);
      if (!tracker) throw new UserError("It is not tracked any more.");
      await trackers.remove(tracker.id);
      return undoneTracking(tracker, who);
    }
    case "untrack": {
      const tracker = await trackers.restore(change.about);
      await services.jobs.add(follow);
      return takenBack(`Tracking ${subjectName(tracker.subject)} again`, who);
    }
    case "move": {
      const from = change.before["channel"];
      const tracker = typeof from === "string" ? await trackers.move(change.about, from) : "taken";
      if (tracker === "taken") throw new UserError("It is tracked in the channel it came from again.");
      return takenBack(`${subjectName(tracker.subject)} is tracked where it was before`, who);
    }
    case "mute":
    case "tracker": {
      const tracker = await trackers.change(change.about, earlier(change.before));
      if (change.kind === "tracker") await services.jobs.add(follow);
      if (change.kind === "tracker") return takenBack(`${subjectName(tracker.subject)}: settings as before`, who);
      await redrawAlerts(change.about, workspace, services);
      return null;
    }
    case "live":
    case "live-stop": {
      const board = await boards.change(change.about, {
        endedAt: change.kind === "live" ? services.clock.now() : null,
      });
      const request = { name: "board", input: { workspace, board: board.id } } as const;
      if (change.kind === "live-stop") await services.jobs.repeat(request, services.chat.editPaceMs(where.channel));
      await services.jobs.add(request);
      return takenBack(change.kind === "live" ? "The live board was ended" : "The live board goes on", who);
    }
    case "acknowledge": {
      await services.tenant(workspace).incidents.release(change.about);
      await redrawIncident(change.about, workspace, services);
      return null;
    }
    default:
      return change.kind satisfies never;
  }
}

/** JSON keeps dates as text; a tracker's are dates. */
function earlier(before: Readonly<Record<string, unknown>>): TrackerChange {
  const date = (value: unknown) => (typeof value === "string" ? new Date(value) : null);
  return {
    ...before,
    ...("mutedUntil" in before ? { mutedUntil: date(before["mutedUntil"]) } : {}),
    ...("endsAt" in before ? { endsAt: date(before["endsAt"]) } : {}),
  };
}

async function redrawAlerts(tracker: number, workspace: string, services: Services): Promise<void> {
  for (const incident of await services.tenant(workspace).incidents.list([tracker], recentMax)) {
    if (incident.message || !incident.endedAt) await redrawIncident(incident.id, workspace, services);
  }
}
