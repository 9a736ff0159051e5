import type { Card } from "../../src/cards/card.ts";
import type { Surface } from "../../src/chat/surface.ts";
import type { Language } from "../../src/model/language.ts";
import type { MessageRef, Person, SurfaceName } from "../../src/model/place.ts";

/** Something the surface was told to show. */
export interface Shown {
  readonly how: "post" | "update" | "whisper" | "tell";
  readonly channel: string;
  /** Of the message; null for a whisper. */
  readonly id: string | null;
  readonly to: Person | null;
  /** The message whose thread it went to. */
  readonly thread: string | null;
  readonly card: Card;
}

/** A chat platform that only remembers, and refuses what the test tells it to. */
export interface RecordingSurface extends Surface {
  readonly shown: Shown[];
  /** Whether people may manage channels here. */
  managed: boolean;
  /** Ids of channels that nobody may manage. */
  readonly unmanaged: Set<string>;
  hasThreads: boolean;
  hearsInPrivate: boolean;
  /** Of everybody. */
  zone: string | null;
  /** What everybody reads. */
  language: Language | null;
  /** What the next post, update or whisper fails with. */
  nextFailure: Error | null;
  /** What an update becomes: an edit (default), or a fresh message. */
  rotates: boolean;
  /** Whether what was posted once under a name is given again. */
  knowsNames: boolean;
  /** Runs before a post is out, e.g. to let somebody else be first. */
  beforePost: () => Promise<void>;
}

export function recordingSurface(name: SurfaceName = "slack"): RecordingSurface {
  let posted = 0;
  const named = new Map<string, MessageRef>();
  const failIfTold = () => {
    const failure = surface.nextFailure;
    surface.nextFailure = null;
    if (failure) throw failure;
  };
  const surface: RecordingSurface = {
    name,
    editPaceMs: 5_000,
    hasThreads: false,
    hearsInPrivate: true,
    isDirect: ({ id }) => /^[DU]/u.test(id),
    shown: [],
    managed: true,
    unmanaged: new Set(),
    zone: null,
    language: null,
    nextFailure: null,
    rotates: false,
    knowsNames: false,
    beforePost: async () => {},
    async post({ channel, thread }, card, once = "") {
      await surface.beforePost();
      failIfTold();
      const same = surface.knowsNames && named.get(once);
      if (same) return same;
      const id = `1700000000.${String(++posted).padStart(6, "0")}`;
      surface.shown.push({ how: "post", channel: channel.id, id, to: null, thread: thread?.id ?? null, card });
      named.set(once, { channel, id });
      return { channel, id };
    },
    async update(message, card) {
      failIfTold();
      if (surface.rotates) return surface.post(message, card);
      surface.shown.push({ how: "update", channel: message.channel.id, id: message.id, to: null, thread: null, card });
      return message;
    },
    async whisper({ channel }, to, card) {
      failIfTold();
      surface.shown.push({ how: "whisper", channel: channel.id, id: null, to, thread: null, card });
    },
    async tell(_, to, card) {
      failIfTold();
      surface.shown.push({ how: "tell", channel: to.id, id: null, to, thread: null, card });
    },
    mayManage: async ({ channel }) => surface.managed && !surface.unmanaged.has(channel.id),
    zoneOf: async () => surface.zone,
    languageOf: async () => surface.language,
    check: async () => [],
  };
  return surface;
}
