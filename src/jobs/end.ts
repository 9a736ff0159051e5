import { endedTracking } from "../cards/ended-card.ts";
import { defineJob } from "./job.ts";
import { once } from "./once.ts";
import { whilePossible } from "./possible.ts";

/** Says once that a tracker's end has come. That nothing is collected any more needs nobody: its feeds are not its any longer. */
export default defineJob<{ workspace: string; tracker: number }>()({
  name: "end",
  attempts: 3,
  key: ({ tracker }) => `${tracker}`,
  async run(input, services) {
    const { trackers } = services.tenant(input.workspace);
    const tracker = await trackers.get(input.tracker);
    const now = services.clock.now();
    if (!tracker?.endsAt || tracker.endToldAt || tracker.endsAt > now) return;
    const { channel, createdBy, endsAt } = tracker;
    // Streams hear that it is followed no more.
    await services.jobs.add({ name: "follow", input });
    // Where it cannot be said, it is not tried for ever.
    let isDone = true;
    await whilePossible({ request: null, channel, owner: createdBy }, services, async () => {
      const key = `end:${tracker.id}:${endsAt.getTime()}`;
      isDone = await once(key, { channel }, (language) => endedTracking(tracker, endsAt, language), services);
    });
    if (isDone) await trackers.change(tracker.id, { endToldAt: now });
  },
});
