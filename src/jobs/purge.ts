import type { OpenSources } from "../sources/open.ts";
import { defineJob } from "./job.ts";

/** Drops what is past its time. Runs hourly; whatever one run leaves, the next goes on with. */
export default defineJob<Record<string, never>>()({
  name: "purge",
  attempts: 2,
  key: () => "all",
  async run(_, { clock, feeds, log, sources }, signal) {
    const progress = (what: string, dropped: number) => log.info({ what, dropped }, "dropped so far");
    const dropped = await feeds.purge(clock.now(), { keptDays: keptDaysOf(sources), progress, signal });
    log.info({ dropped }, "dropped what was past its time");
  },
});

/** By network, as the strictest source that brings it wants. */
function keptDaysOf({ networks }: OpenSources): Readonly<Record<string, number>> {
  const days: Record<string, number> = {};
  for (const { name, source } of networks) {
    const { retentionDays = Number.POSITIVE_INFINITY } = source.terms;
    const kept = Math.min(days[name] ?? retentionDays, retentionDays);
    if (Number.isFinite(kept)) days[name] = kept;
  }
  return days;
}
