import { bucketOf, dayMs, hourMs } from "../model/clock.ts";
import type { PostLine } from "../model/reader.ts";
import { endedHour, type MetPost, type Relay } from "../model/relay.ts";
import { postsAheadMs } from "../model/retention.ts";
import type { Services } from "../services.ts";
import { marksOf, saysTheSame } from "../text/marks.ts";

/** A post that is older when it is stored is no news: its network was away, or we were. */
const newsMs = 3 * hourMs;
/** For how long a post may still go viral. */
const viralMs = dayMs;
/** How far back somebody may have said the same. */
const twinsMs = dayMs;
/** What is looked at in one go: more than an hour has room for, as many say the same. */
const lookMax = 200;

/** Chooses among the posts that came since, the oldest first, as far as the hour has room. Gives the batches that say more now. */
export async function chooseNew(relay: Relay, { clock, tenant }: Services): Promise<readonly number[]> {
  const { relays } = tenant(relay.channel.workspace);
  const now = clock.now();
  const backMs = relay.mode === "viral" ? viralMs : newsMs;
  const from = new Date(Math.max(relay.since.getTime(), now.getTime() - backMs));
  const span = { from, to: new Date(now.getTime() + postsAheadMs) };
  const posts = await relays.unmet(relay.id, span, "oldest", lookMax);
  if (posts.length === 0) return [];
  return relays.meet(relay.id, bucketOf(now, hourMs), await met(relay, posts, now, { tenant }), span);
}

/** The same of the best of the hour that ended, once it is settled. */
export async function chooseBest(relay: Relay, { clock, tenant }: Services): Promise<readonly number[]> {
  const { relays } = tenant(relay.channel.workspace);
  const now = clock.now();
  const to = endedHour(now);
  if (to <= relay.toldTo) return [];
  const from = new Date(Math.max(relay.since.getTime(), to.getTime() - hourMs));
  const posts = await relays.unmet(relay.id, { from, to }, "moving", lookMax);
  const saysMore =
    posts.length > 0
      ? await relays.meet(relay.id, bucketOf(now, hourMs), await met(relay, posts, now, { tenant }), null)
      : [];
  await relays.change(relay.id, { toldTo: to });
  return saysMore;
}

/** Which of them say what was said already, by those shown in the last day or by an earlier one of these. */
async function met(
  { id, channel }: Relay,
  posts: readonly PostLine[],
  now: Date,
  { tenant }: Pick<Services, "tenant">,
): Promise<readonly MetPost[]> {
  const since = bucketOf(new Date(now.getTime() - twinsMs), hourMs);
  const known = [...(await tenant(channel.workspace).relays.shownSince(id, since))];
  return posts.map(({ key, network, text }) => {
    const marks = marksOf(text);
    const twin = known.find((other) => saysTheSame(other, { network, marks }));
    if (!twin && marks.length > 0) known.push({ key, network, marks });
    return { key, marks, twinOf: twin?.key ?? null };
  });
}
