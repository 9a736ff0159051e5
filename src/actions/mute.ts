import { dayMs, hourMs } from "../model/clock.ts";
import { UserError } from "../model/errors.ts";
import { forever } from "../model/tracker.ts";
import { defineAction } from "./action.ts";
import { readValue, trackerOf } from "./value.ts";

/** How many recent alerts are edited to say that they were muted. */
const recentMax = 5;

/** Value: "tracker:1h", ":8h", ":monday" or ":forever". The alert itself then says who muted it, with Undo. */
export default defineAction({
  id: "mute",
  writes: true,
  async run({ value, where, who, message }, services) {
    const { id, detail } = readValue(value);
    const tracker = await trackerOf(id, where, services);
    const mutedUntil = muteEnd(detail, services.clock.now());
    const { workspace } = where.channel;
    const { trackers, changes, incidents } = services.tenant(workspace);
    await trackers.change(tracker.id, { mutedUntil });
    await changes.record({ kind: "mute", who, about: tracker.id, before: { mutedUntil: tracker.mutedUntil } });
    for (const incident of await incidents.list([tracker.id], recentMax)) {
      const isPressed = message !== null && incident.message?.id === message.id;
      if (!incident.endedAt || isPressed) {
        await services.jobs.add({ name: "incident", input: { workspace, incident: incident.id } });
      }
    }
    return { visible: "only-you" };
  },
});

/** "monday" is the coming Monday 07:00 UTC. */
export function muteEnd(choice: string, now: Date): Date {
  switch (choice) {
    case "1h":
      return new Date(now.getTime() + hourMs);
    case "8h":
      return new Date(now.getTime() + 8 * hourMs);
    case "monday": {
      const days = ((8 - now.getUTCDay()) % 7 || 7) * dayMs;
      return new Date(Math.floor(now.getTime() / dayMs) * dayMs + days + 7 * hourMs);
    }
    case "forever":
      return forever;
    default:
      throw new UserError("Mute for 1h, 8h, until monday, or forever.");
  }
}
