import type { Card } from "../cards/card.ts";
import type { Channel, MessageRef, Person, Place } from "../model/place.ts";
import type { Problem, Surface } from "./surface.ts";

/** Every surface behind one set of verbs; which one answers is told by the channel. */
export interface Surfaces {
  post(where: Place, card: Card): Promise<MessageRef>;
  update(message: MessageRef, card: Card): Promise<MessageRef>;
  whisper(where: Place, who: Person, card: Card): Promise<void>;
  tell(channel: Channel, who: Person, card: Card): Promise<void>;
  zoneOf(channel: Channel, who: Person): Promise<string | null>;
  check(where: Place): Promise<readonly Problem[]>;
  editPaceMs(channel: Channel): number;
  hasThreads(channel: Channel): boolean;
  hearsInPrivate(channel: Channel): boolean;
}

export function surfacesOf(surfaces: readonly Surface[]): Surfaces {
  const of = ({ surface: name }: Channel): Surface => {
    const surface = surfaces.find((s) => s.name === name);
    if (!surface) throw new Error(`no surface ${name} runs in this process`);
    return surface;
  };
  return {
    post: (where, card) => of(where.channel).post(where, card),
    update: (message, card) => of(message.channel).update(message, card),
    whisper: (where, who, card) => of(where.channel).whisper(where, who, card),
    tell: (channel, who, card) => of(channel).tell(channel.workspace, who, card),
    zoneOf: (channel, who) => of(channel).zoneOf(channel.workspace, who),
    check: (where) => of(where.channel).check(where),
    editPaceMs: (channel) => of(channel).editPaceMs,
    hasThreads: (channel) => of(channel).hasThreads,
    hearsInPrivate: (channel) => of(channel).hearsInPrivate,
  };
}
