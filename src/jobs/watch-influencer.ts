import { isNewsWhoJoined } from "../analysis/joined.ts";
import { coverageMin } from "../analysis/notable.ts";
import { influencerFollowersMin } from "../model/author.ts";
import { dayMs, hourMs } from "../model/clock.ts";
import { nothing, type Watch } from "./watch.ts";

const windowMs = 3 * hourMs;
/** How long somebody did not write about it, as far as that is known; in less than the last of these nobody knows who is new. */
const knownDays = [30, 14, 7] as const;

/** Somebody widely followed who did not write about it before. */
export const watchInfluencer: Watch = {
  kind: "influencer",
  about: "posts",
  async look({ tracker, recent, now, tenant }) {
    const from = new Date(now.getTime() - windowMs);
    const ago = (days: number) => new Date(now.getTime() - days * dayMs);
    const spans = knownDays.map((days) => ({ from: ago(days), to: from }));
    const coverage = await tenant.reader.coverage([tracker.id], spans);
    const days = knownDays.find((_, i) => (coverage[i] ?? 0) >= coverageMin);
    if (!days) return nothing;
    const scope = { trackers: [tracker.id], from, to: now };
    const { authors, before } = await tenant.reader.newcomers(scope, {
      since: ago(days),
      followersMin: influencerFollowersMin / 10,
    });
    const told = recent.map(({ at, facts }) => (facts.kind === "influencer" && at > ago(1) ? facts.followers : 0));
    const news = authors.find(
      ({ author, post, postedAt, network }) =>
        postedAt > tracker.createdAt &&
        !recent.some(({ key }) => key === `${network}:${post}`) &&
        isNewsWhoJoined(author, before, Math.max(0, ...told)),
    );
    if (!news) return nothing;
    const { network, post, author } = news;
    const facts = { kind: "influencer", network, post, followers: author.followers ?? 0, days } as const;
    return { raise: { key: `${network}:${post}`, at: now, facts, lasts: false } };
  },
};
