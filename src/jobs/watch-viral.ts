import { goesViral } from "../analysis/viral.ts";
import { dayMs } from "../model/clock.ts";
import { type Looking, nothing, type Seen, type Watch } from "./watch.ts";

/** Who is younger may go viral; what is usual is known from the week before. */
const youngMs = dayMs;
const usualMs = 7 * dayMs;

/** A post that moves far more than its author's, or the subject's, usually do; each network for itself. */
export const watchViral: Watch = {
  kind: "viral",
  about: "posts",
  async look(looking) {
    for (const network of looking.tracker.networks) {
      const seen = await lookOn(network, looking);
      if (seen.raise) return seen;
    }
    return nothing;
  },
};

async function lookOn(network: string, { tracker, recent, now, tenant }: Looking): Promise<Seen> {
  const from = new Date(now.getTime() - youngMs);
  const trackers = [tracker.id];
  const [post] = await tenant.reader.topPosts({ trackers, networks: [network], from, to: now }, 1);
  if (!post?.engagement || post.postedAt <= tracker.createdAt) return nothing;
  const key = `${network}:${post.key}`;
  if (recent.some((alarm) => alarm.key === key)) return nothing;
  const told = recent
    .filter(({ at }) => at > from)
    .map(({ facts }) => (facts.kind === "viral" && facts.network === network ? facts.engagement : 0));
  const before = { trackers, networks: [network], from: new Date(from.getTime() - usualMs), to: from };
  const usual = goesViral(post.engagement, await tenant.reader.reactions(before, post.key), Math.max(0, ...told));
  if (!usual) return nothing;
  const facts = { kind: "viral", network, post: post.key, engagement: post.engagement, ...usual } as const;
  return { raise: { key, at: now, facts, lasts: false } };
}
