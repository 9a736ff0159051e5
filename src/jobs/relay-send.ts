import type { Card } from "../cards/card.ts";
import { type RelayFacts, relayMoreCard, relayPostsCard } from "../cards/relay-card.ts";
import type { Language, Said } from "../model/language.ts";
import type { Place } from "../model/place.ts";
import { endedHour, type Relay } from "../model/relay.ts";
import type { Services } from "../services.ts";
import { once } from "./once.ts";

/** Sends the batches that are chosen and not out, in their order. False where somebody else is at it. */
export async function sendWaiting(facts: RelayFacts, services: Services): Promise<boolean> {
  const { id, channel } = facts.relay;
  const { relays } = services.tenant(channel.workspace);
  const out = (await relays.get(id))?.sentBatch ?? 0;
  const last = await relays.lastBatch(id);
  for (let batch = out + 1; batch <= last; batch++) {
    const card = await batchCard(facts, batch, services);
    if (card && !(await once(batchKey(facts, batch), threadOf(facts.relay, services.chat), card, services)))
      return false;
    await relays.change(id, { sentBatch: batch });
  }
  return true;
}

/** Edits the message of a batch that is out: of its posts one is on another network too. */
export async function sayMore(facts: RelayFacts, batch: number, services: Services): Promise<void> {
  const card = await batchCard(facts, batch, services);
  if (!card) return;
  const sent = await services.tenant(facts.relay.channel.workspace).deliveries.claim(batchKey(facts, batch));
  if (!sent.claimed && sent.message) await services.chat.update(sent.message, card);
}

const batchKey = ({ relay: { id } }: RelayFacts, batch: number): string => `relay:${id}:${batch}`;

/** null where nothing of it is there any more. */
async function batchCard(facts: RelayFacts, batch: number, services: Services): Promise<Said<Card> | null> {
  const { id, channel } = facts.relay;
  const { posts, also } = await services.tenant(channel.workspace).relays.batch(id, batch);
  const labelsIn = labelsOf(facts, services);
  if (posts.length === 0) return null;
  return (language) => relayPostsCard({ ...facts, posts, also, labels: labelsIn(language) }, language);
}

/** Says of the hours that ended what they had no room for. False where somebody else is at it. */
export async function tellBeyond(facts: RelayFacts, services: Services): Promise<boolean> {
  const { id, channel, toldTo, mode } = facts.relay;
  const { relays } = services.tenant(channel.workspace);
  const to = endedHour(services.clock.now());
  if (mode === "top" || to <= toldTo) return true;
  const { count, best } = await relays.beyond(id, { from: toldTo, to });
  const labelsIn = labelsOf(facts, services);
  const card: Said<Card> = (language) => relayMoreCard({ ...facts, count, best, labels: labelsIn(language) }, language);
  const key = `relay:${id}:more:${to.getTime()}`;
  if (count > 0 && !(await once(key, threadOf(facts.relay, services.chat), card, services))) return false;
  await relays.change(id, { toldTo: to });
  return true;
}

const labelsOf =
  ({ tracker: { networks } }: RelayFacts, { sources }: Services) =>
  (language: Language): ReadonlyMap<string, string> =>
    new Map(sources.labels(networks, language).map((label, i) => [networks[i] ?? label, label]));

const threadOf = ({ channel, message }: Relay, chat: Services["chat"]): Place =>
  message && chat.hasThreads(channel) ? { channel, thread: message } : { channel };
