import { defineJob } from "./job.ts";

/** Drops what is past its time. Runs hourly; whatever one run leaves, the next goes on with. */
export default defineJob<Record<string, never>>()({
  name: "purge",
  attempts: 2,
  key: () => "all",
  async run(_, { clock, feeds, log }, signal) {
    const dropped = await feeds.purge(clock.now(), signal);
    log.info({ dropped }, "dropped what was past its time");
  },
});
