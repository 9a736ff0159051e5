import type { Card } from "../../cards/card.ts";
import type { Clock } from "../../model/clock.ts";
import type { Place } from "../../model/place.ts";
import type { Surface } from "../surface.ts";
import { type MessageLog, playgroundChannel } from "./log.ts";

/**
 * The chat in the browser. It has no threads (a reply stands in the channel), no ranks (it is served on loopback, so
 * whoever reaches it may manage it), and nothing that could forbid posting.
 */
export function createPlayground({ log, clock }: { log: MessageLog; clock: Clock }): Surface {
  const add = ({ channel }: Place, card: Card, onlyFor: string | null) =>
    log.add({
      workspace: channel.workspace,
      channel: channel.id,
      author: null,
      onlyFor,
      content: card,
      at: clock.now(),
    });

  return {
    name: "playground",
    editPaceMs: 5_000,
    hasThreads: false,
    hearsInPrivate: true,
    async post(where, card) {
      return { channel: where.channel, id: await add(where, card, null) };
    },
    async update(message, card) {
      const changed = await log.change(message.channel.workspace, message.id, card, clock.now());
      return changed ? message : { channel: message.channel, id: await add(message, card, null) };
    },
    async whisper(where, who, card) {
      await add(where, card, who.id);
    },
    async tell(_, who, card) {
      await add({ channel: playgroundChannel }, card, who.id);
    },
    isDirect: () => false,
    mayManage: async () => true,
    zoneOf: async () => null,
    languageOf: async () => null,
    check: async () => [],
  };
}
