import { type RelayFacts, relayCard, relayName } from "../cards/relay-card.ts";
import { minuteMs } from "../model/clock.ts";
import { UserError } from "../model/errors.ts";
import type { Relay } from "../model/relay.ts";
import { forever } from "../model/tracker.ts";
import type { Services } from "../services.ts";
import { defineJob } from "./job.ts";
import { againMs, whilePossible } from "./possible.ts";
import { chooseBest, chooseNew } from "./relay-choose.ts";
import { sayMore, sendWaiting, tellBeyond } from "./relay-send.ts";
import { relaysEveryMs } from "./relays.ts";

/**
 * Brings the posts of one relay into its thread. What was chosen is noted before it is sent, and where sending stands after, so that
 * whoever goes on sends the rest of it, and nothing twice.
 */
export default defineJob<{ workspace: string; relay: number }>()({
  name: "relay",
  attempts: 3,
  key: ({ relay }) => `${relay}`,
  async run(input, services) {
    const { trackers, relays } = services.tenant(input.workspace);
    const relay = await relays.get(input.relay);
    // Its workspace left.
    if (!relay || relay.nextAt >= forever) return;
    const tracker = await trackers.get(relay.tracker);
    if (relay.stoppedAt || !tracker) return ended(relay, services);
    const now = services.clock.now();
    await relays.change(relay.id, { lookedAt: now, nextAt: new Date(now.getTime() + relaysEveryMs) });
    const facts = { relay, tracker, disclosure: services.sources.disclosure(tracker.networks) };
    const request = { name: "relay", input } as const;
    const delivery = { request, channel: relay.channel, owner: relay.createdBy };
    await whilePossible({ ...delivery, waitMs: () => pauseOf(relay, services) }, services, async () => {
      const there = relay.message ? facts : await anchored(facts, services);
      if (there) await bring(there, services);
    });
  },
});

async function bring(facts: RelayFacts, services: Services): Promise<void> {
  const { relay } = facts;
  if ((await sendWaiting(facts, services)) && (await tellBeyond(facts, services))) {
    const saysMore = relay.mode === "top" ? await chooseBest(relay, services) : await chooseNew(relay, services);
    const isSent = await sendWaiting(facts, services);
    for (const batch of saysMore) await sayMore(facts, batch, services);
    if (isSent) return;
  }
  // Somebody else is sending right now, who may die on the way: by then the claim is free again.
  const input = { workspace: relay.channel.workspace, relay: relay.id };
  await services.jobs.add({ name: "relay", input }, { delayMs: minuteMs });
}

/** Whoever posted its message died before it was noted: Discord gives the one that is there. Nothing where it cannot be posted. */
async function anchored(facts: RelayFacts, services: Services): Promise<RelayFacts | null> {
  const { relay } = facts;
  const { relays } = services.tenant(relay.channel.workspace);
  try {
    const where = { channel: relay.channel };
    const message = await services.chat.post(where, (language) => relayCard(facts, language), relayName(relay));
    return { ...facts, relay: await relays.change(relay.id, { message }) };
  } catch (error) {
    // Whoever asked for it was told.
    if (!(error instanceof UserError)) throw error;
    await relays.change(relay.id, { stoppedAt: services.clock.now() });
    return null;
  }
}

async function pauseOf({ id, channel }: Relay, { clock, tenant }: Services): Promise<number> {
  await tenant(channel.workspace).relays.change(id, { nextAt: new Date(clock.now().getTime() + againMs) });
  return againMs;
}

/** Its message says so. */
async function ended(relay: Relay, services: Services): Promise<void> {
  const { trackers, relays } = services.tenant(relay.channel.workspace);
  const of = await trackers.get(relay.tracker, { evenRemoved: true });
  const isTracked = (await trackers.get(relay.tracker)) !== null;
  const over = relay.stoppedAt ? relay : await relays.change(relay.id, { stoppedAt: services.clock.now() });
  if (!of || !over.message) return;
  const { message } = over;
  const facts = { relay: over, tracker: of, disclosure: services.sources.disclosure(of.networks) };
  const delivery = { request: null, channel: over.channel, owner: over.createdBy };
  await whilePossible(delivery, services, async () => {
    await services.chat.update(message, (language) => relayCard(facts, language, isTracked ? "stopped" : "untracked"));
  });
}
