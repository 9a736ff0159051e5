import { changeRules, type RuleChange, takesBack } from "../model/alert-rules.ts";
import { hourMs } from "../model/clock.ts";
import { refuse } from "../model/errors.ts";
import { defineAction } from "./action.ts";
import { redrawAlarms } from "./redraw.ts";
import { oldButton, readValue, trackerOf } from "./value.ts";

/** For how long, by what the value says; null = for good. */
const lengths: Readonly<Record<string, number | null>> = { "1h": hourMs, "8h": 8 * hourMs, off: null };

/** Value: "alarm:1h", ":8h" or ":off". Alarms of that kind then say who did it, with Undo. */
export default defineAction({
  id: "mute-kind",
  writes: true,
  async run(press, services) {
    const { workspace } = press.where.channel;
    const { id, detail } = readValue(press.value);
    const { alarms, trackers, changes } = services.tenant(workspace);
    const alarm = await alarms.get(id);
    const lengthMs = lengths[detail];
    if (!alarm || lengthMs === undefined) return refuse(oldButton);
    const tracker = await trackerOf(alarm.tracker, press, services);
    const now = services.clock.now().getTime();
    const change: RuleChange = {
      set: "kind",
      kind: alarm.kind,
      off: lengthMs === null,
      mutedUntil: lengthMs === null ? null : new Date(now + lengthMs),
    };
    const before = { ...takesBack(tracker.rules, change) };
    await trackers.change(tracker.id, { rules: changeRules(tracker.rules, change) });
    await changes.record({ kind: "mute-kind", who: press.who, about: tracker.id, before });
    await redrawAlarms(tracker.id, workspace, services);
    return { visible: "only-you" };
  },
});
