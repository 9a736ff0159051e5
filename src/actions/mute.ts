import { hourMs } from "../model/clock.ts";
import { refuse } from "../model/errors.ts";
import { forever } from "../model/tracker.ts";
import { instantOf, wallTime } from "../model/zone.ts";
import { defineAction } from "./action.ts";
import { redrawIncident } from "./redraw.ts";
import { readValue, trackerOf } from "./value.ts";

/** How many recent alerts are edited to say that they were muted. */
const recentMax = 5;

/** Value: "tracker:1h", ":8h", ":monday" or ":forever". The alert itself then says who muted it, with Undo. */
export default defineAction({
  id: "mute",
  writes: true,
  async run(press, services) {
    const { where, who, message } = press;
    const { id, detail } = readValue(press.value);
    const tracker = await trackerOf(id, press, services, "change");
    const zone = detail === "monday" ? await services.chat.zoneOf(where.channel, who) : null;
    const mutedUntil = muteEnd(detail, services.clock.now(), zone ?? "UTC");
    const { workspace } = where.channel;
    const { trackers, changes, incidents } = services.tenant(workspace);
    await trackers.change(tracker.id, { mutedUntil });
    await changes.record({ kind: "mute", who, about: tracker.id, before: { mutedUntil: tracker.mutedUntil } });
    for (const incident of await incidents.list([tracker.id], recentMax)) {
      const isPressed = message !== null && incident.message?.id === message.id;
      if (!incident.endedAt || isPressed) {
        await redrawIncident(incident.id, workspace, services);
      }
    }
    return { visible: "only-you" };
  },
});

/** "monday" is the coming Monday 07:00 in the zone of whoever mutes. */
export function muteEnd(choice: string, now: Date, zone: string): Date {
  switch (choice) {
    case "1h":
      return new Date(now.getTime() + hourMs);
    case "8h":
      return new Date(now.getTime() + 8 * hourMs);
    case "monday": {
      const { weekday, day, ...today } = wallTime(zone, now);
      return instantOf(zone, { ...today, day: day + 8 - weekday, hour: 7, minute: 0 });
    }
    case "forever":
      return forever;
    default:
      return refuse({
        en: "Mute for 1h, 8h, until monday, or forever.",
        de: "Stumm geht für 1h, 8h, bis Montag oder dauerhaft.",
        fr: "La sourdine dure 1h, 8h, jusqu’à lundi ou indéfiniment.",
        es: "Se puede silenciar 1h, 8h, hasta el lunes o para siempre.",
        pt: "Dá para silenciar por 1h, 8h, até segunda-feira ou de vez.",
        ja: "ミュートは 1h、8h、月曜まで、無期限から選べます。",
      });
  }
}
