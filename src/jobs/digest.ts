import { type DigestReading, isBlind, isNotable, readDigest, stretchesOf, trackersOf } from "../analysis/digest.ts";
import type { Card, Picture } from "../cards/card.ts";
import { type DigestSending, digestCard } from "../cards/digest-card.ts";
import { digestFacts } from "../cards/digest-facts.ts";
import { dayMs, minuteMs } from "../model/clock.ts";
import type { Digest } from "../model/digest.ts";
import { disclosed } from "../model/disclosure.ts";
import type { Language, Said } from "../model/language.ts";
import { lastTurn, nextTurn, type Turn, turnsBetween } from "../model/schedule.ts";
import { subjectName } from "../model/subject.ts";
import type { Services } from "../services.ts";
import { tellGone } from "./digest-gone.ts";
import { pauseOf } from "./digest-paused.ts";
import { defineJob } from "./job.ts";
import { sendClaimed } from "./once.ts";
import { whilePossible } from "./possible.ts";

/** When it is looked at again that did not come through, for whatever reason. */
const againMs = 5 * minuteMs;
/** From then on it is said that it is late. */
const lateMs = 15 * minuteMs;

/**
 * Sends one digest, if its hour has come: once for each local date, though several look at once and some die on the way. What was
 * missed comes once, as the last of what was due.
 */
export default defineJob<{ workspace: string; digest: number }>()({
  name: "digest",
  attempts: 3,
  key: ({ digest }) => `${digest}`,
  async run(input, services) {
    const tenant = services.tenant(input.workspace);
    const { digests, deliveries } = tenant;
    const digest = await digests.get(input.digest);
    if (!digest || digest.stoppedAt || !digest.nextAt) return;
    const now = services.clock.now();
    const turn = lastTurn(digest.schedule, now);
    const isOver = digest.lastOn !== null && turn.on <= digest.lastOn;
    if (isOver || turn.at <= digest.since) return noted(digest, digest.lastOn, services);
    await digests.lookAgain(digest.id, { nextAt: new Date(now.getTime() + againMs) });

    const trackers = await trackersOf(digest, tenant);
    if (trackers.length === 0) {
      if (digest.trackers) await tellGone(digest, services);
      return noted(digest, turn.on, services);
    }
    const reading = await readDigest(tenant, trackers, stretchesOf(digest.schedule, turn), now);
    const isQuiet = !reading.subjects.some(isNotable) && !isBlind(reading.subjects);
    if (digest.quiet === "skip" && isQuiet) return noted(digest, turn.on, services);
    const card = await cardOf(digest, reading, sendingOf(digest, turn, now), services);
    const key = `digest:${digest.id}:${turn.on}`;
    const claim = await deliveries.claim(key);
    // Whoever is sending it may die on the way: by then the claim is free again.
    if (!claim.claimed && !claim.message) return services.jobs.add({ name: "digest", input }, { delayMs: minuteMs });
    if (!claim.claimed) return noted(digest, turn.on, services);
    const request = { name: "digest", input } as const;
    const delivery = { request, channel: digest.channel, owner: digest.createdBy };
    await whilePossible({ ...delivery, waitMs: () => pauseOf(digest, services) }, services, async () => {
      await send(key, digest, card, services);
      await noted(digest, turn.on, services);
    });
  },
});

/** The date had its turn; by now it may be set otherwise. */
async function noted({ id, channel }: Digest, on: string | null, { clock, tenant }: Services): Promise<void> {
  const { digests } = tenant(channel.workspace);
  const digest = await digests.get(id);
  if (digest) await digests.lookAgain(id, { lastOn: on, nextAt: nextTurn(digest.schedule, clock.now(), on).at });
}

async function send(key: string, digest: Digest, card: Said<Card>, services: Services): Promise<void> {
  const { chat } = services;
  const { channel, createdBy } = digest;
  const sending = digest.isPersonal
    ? chat.tell(channel, createdBy, card).then(() => ({ channel, id: key }))
    : chat.post({ channel }, card, key);
  await sendClaimed(key, channel.workspace, sending, services);
}

function sendingOf({ id, schedule, since, lastOn }: Digest, turn: Turn, now: Date): DigestSending {
  const owed = nextTurn(schedule, since, lastOn);
  return {
    kind: "scheduled",
    digest: id,
    next: nextTurn(schedule, now, turn.on).at,
    late: now.getTime() - turn.at.getTime() > lateMs ? turn.at : null,
    missed: turnsBetween(schedule, owed.on, turn.on),
  };
}

async function cardOf(
  { channel, schedule: { zone } }: Digest,
  reading: DigestReading,
  sent: DigestSending,
  services: Services,
): Promise<Said<Card>> {
  const { language } = await services.tenant(channel.workspace).settings.get();
  const picture = await drawn(reading, channel.workspace, language, services);
  return (said) =>
    digestCard(digestFacts(reading, services.sources, { picture, sent, zone, channel: channel.id }, said), said);
}

/** The most notable subject, with as much of the time before as shows what is usual. */
export async function drawn(
  { stretches: { period, every }, subjects }: DigestReading,
  workspace: string,
  language: Language,
  { pictures, sources }: Pick<Services, "pictures" | "sources">,
): Promise<Picture | null> {
  const first = subjects.find(isNotable);
  if (!first) return null;
  const { networks, subject } = first.tracker;
  const disclosure = sources.disclosure(networks);
  return pictures.draw({
    workspace,
    chart: "volume",
    language,
    trackers: first.trackers,
    from: new Date(period.from.getTime() - (every === "week" ? 21 : 6) * dayMs),
    to: period.to,
    subject: subjectName(subject),
    disclosure: disclosure && disclosed(disclosure, language),
  });
}
