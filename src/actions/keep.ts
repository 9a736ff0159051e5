import { changed } from "../cards/changed.ts";
import { trackingGoesOn } from "../cards/ended-card.ts";
import { defineAction } from "./action.ts";
import { readValue, trackerOf } from "./value.ts";

/** Value: "tracker". Whose end has come goes on without one; so does one that was paused. */
export default defineAction({
  id: "keep",
  writes: true,
  async run(press, services) {
    const { where, who } = press;
    const { workspace } = where.channel;
    const tracker = await trackerOf(readValue(press.value).id, press, services, "change");
    const { trackers, changes } = services.tenant(workspace);
    const { endsAt, endToldAt, pausedAt } = tracker;
    const kept = await trackers.change(tracker.id, { endsAt: null, endToldAt: null, pausedAt: null });
    const change = await changes.record({
      kind: "tracker",
      who,
      about: tracker.id,
      before: { endsAt, endToldAt, pausedAt },
    });
    await services.jobs.add({ name: "follow", input: { workspace, tracker: tracker.id } });
    return {
      visible: "channel",
      replace: true,
      card: (language) => changed(kept, who, trackingGoesOn[language], change.id, language),
    };
  },
});
