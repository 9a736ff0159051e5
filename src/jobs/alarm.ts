import { alarmCard } from "../cards/alarm-card.ts";
import type { Card } from "../cards/card.ts";
import { pinging } from "../cards/ping.ts";
import { postItem } from "../cards/post-item.ts";
import type { Alarm } from "../model/alarm.ts";
import { mutedUntil } from "../model/alert-rules.ts";
import { minuteMs } from "../model/clock.ts";
import type { Said } from "../model/language.ts";
import type { Channel } from "../model/place.ts";
import type { PostLine } from "../model/reader.ts";
import { postsKeptMs } from "../model/retention.ts";
import type { Tracker } from "../model/tracker.ts";
import type { Services } from "../services.ts";
import { alarmNewsMs } from "./alarms.ts";
import { wayOf } from "./alert-way.ts";
import { defineJob } from "./job.ts";
import { sendClaimed } from "./once.ts";
import { whilePossible } from "./possible.ts";
import { alarmKey } from "./roundup.ts";

/** Posts the one message of an alarm, or edits it to how things stand. Claimed by a key, so two workers post one. */
export default defineJob<{ workspace: string; alarm: number }>()({
  name: "alarm",
  attempts: 8,
  key: ({ alarm }) => `${alarm}`,
  async run(input, services) {
    const { alarms, trackers, deliveries } = services.tenant(input.workspace);
    const alarm = await alarms.get(input.alarm);
    const tracker = alarm && (await trackers.get(alarm.tracker));
    if (!alarm || !tracker) return;
    let at = alarm.message;
    const again = { name: "alarm", input } as const;
    const isNews = services.clock.now().getTime() - alarm.at.getTime() < alarmNewsMs;
    const delivery = { request: isNews ? again : null, owner: tracker.createdBy };
    if (!at) {
      if (alarm.silent || !isNews) return;
      const asked = { channel: tracker.channel, tracker, kind: alarm.kind, key: alarmKey(alarm.id) };
      const way = await wayOf({ ...asked, at: services.clock.now() }, services);
      if (way.way === "collect") return;
      const claim = await deliveries.claim(asked.key);
      if (claim.claimed)
        return whilePossible({ ...delivery, channel: way.channel }, services, async () => {
          await post(alarm, way.channel, tracker, services);
          // Whoever ended it meanwhile asked for this while it was in hand.
          const now = await alarms.get(alarm.id);
          if (now?.endedAt?.getTime() !== alarm.endedAt?.getTime()) await services.jobs.add(again);
        });
      // Whoever is sending it may die on the way: by then the claim is free again.
      if (!claim.message) return services.jobs.add(again, { delayMs: minuteMs });
      at = claim.message;
    }
    const shown = at;
    await whilePossible({ ...delivery, channel: shown.channel }, services, async () => {
      const message = await services.chat.update(shown, await render(alarm, tracker, services));
      if (message.id !== alarm.message?.id) await alarms.posted(alarm.id, message);
    });
  },
});

async function post(alarm: Alarm, channel: Channel, tracker: Tracker, services: Services): Promise<void> {
  const { alarms } = services.tenant(tracker.channel.workspace);
  const key = alarmKey(alarm.id);
  const sending = render(alarm, tracker, services).then((card) =>
    services.chat.post({ channel }, pinging(card, tracker), key),
  );
  const message = await sendClaimed(key, tracker.channel.workspace, sending, services);
  await alarms.posted(alarm.id, message);
}

async function render(alarm: Alarm, tracker: Tracker, services: Services): Promise<Said<Card>> {
  const { sources } = services;
  const line = await postOf(alarm, tracker, services);
  const facts = {
    alarm,
    tracker,
    disclosure: sources.disclosure(tracker.networks),
    muted: await mutedBy(alarm, tracker, services),
  };
  return (language) => {
    const labels = new Map(sources.networks.map(({ name, label }) => [name, label(language)]));
    return alarmCard({ ...facts, post: line && postItem(line, labels, language) }, language);
  };
}

/** Read anew each time, so that nothing is shown that its network deleted. */
async function postOf({ facts }: Alarm, { id, channel }: Tracker, services: Services): Promise<PostLine | null> {
  if (facts.kind !== "viral" && facts.kind !== "influencer") return null;
  const now = services.clock.now();
  const scope = {
    trackers: [id],
    from: new Date(now.getTime() - postsKeptMs),
    to: now,
    filter: { keys: [facts.post] },
  };
  const [line] = await services.tenant(channel.workspace).reader.topPosts(scope, 1);
  return line ?? null;
}

/** Who muted its kind from an alarm, if that was the last thing that was muted so. */
async function mutedBy({ kind }: Alarm, tracker: Tracker, { clock, tenant }: Services) {
  const until = mutedUntil(tracker.rules, kind);
  const isOff = tracker.rules.off.includes(kind);
  if (!isOff && (!until || until <= clock.now())) return null;
  const change = await tenant(tracker.channel.workspace).changes.latest("mute-kind", tracker.id);
  if (change?.before["kind"] !== kind) return null;
  return { until: isOff ? null : until, who: change.who, undo: change.id };
}
