import type { Card } from "../../src/cards/card.ts";
import type { Surface } from "../../src/chat/surface.ts";
import type { Person, SurfaceName } from "../../src/model/place.ts";

/** Something the surface was told to show. */
export interface Shown {
  readonly how: "post" | "update" | "whisper";
  readonly channel: string;
  /** Of the message; null for a whisper. */
  readonly id: string | null;
  readonly to: Person | null;
  readonly card: Card;
}

/** A chat platform that only remembers, and refuses what the test tells it to. */
export interface RecordingSurface extends Surface {
  readonly shown: Shown[];
  /** Whether people may manage channels here. */
  managed: boolean;
  /** What the next post, update or whisper fails with. */
  nextFailure: Error | null;
  /** What an update becomes: an edit (default), or a fresh message. */
  rotates: boolean;
  /** Runs before a post is out, e.g. to let somebody else be first. */
  beforePost: () => Promise<void>;
}

export function recordingSurface(name: SurfaceName = "slack"): RecordingSurface {
  let posted = 0;
  const failIfTold = () => {
    const failure = surface.nextFailure;
    surface.nextFailure = null;
    if (failure) throw failure;
  };
  const surface: RecordingSurface = {
    name,
    editPaceMs: 5_000,
    shown: [],
    managed: true,
    nextFailure: null,
    rotates: false,
    beforePost: async () => {},
    async post({ channel }, card) {
      await surface.beforePost();
      failIfTold();
      const id = `1700000000.${String(++posted).padStart(6, "0")}`;
      surface.shown.push({ how: "post", channel: channel.id, id, to: null, card });
      return { channel, id };
    },
    async update(message, card) {
      failIfTold();
      if (surface.rotates) return surface.post(message, card);
      surface.shown.push({ how: "update", channel: message.channel.id, id: message.id, to: null, card });
      return message;
    },
    async whisper({ channel }, to, card) {
      failIfTold();
      surface.shown.push({ how: "whisper", channel: channel.id, id: null, to, card });
    },
    mayManage: async () => surface.managed,
    check: async () => [],
  };
  return surface;
}
