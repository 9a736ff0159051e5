import { type Card, cardIn } from "../cards/card.ts";
import type { Language, Said } from "../model/language.ts";
import type { Channel, MessageRef, Person, Place } from "../model/place.ts";
import type { Problem, Surface } from "./surface.ts";

/** Every surface behind one set of verbs; which one answers is told by the channel. Cards are said in the workspace's language. */
export interface Surfaces {
  /** `once`: see Surface. */
  post(where: Place, card: Said<Card>, once?: string): Promise<MessageRef>;
  update(message: MessageRef, card: Said<Card>): Promise<MessageRef>;
  whisper(where: Place, who: Person, card: Said<Card>): Promise<void>;
  /** In the person's own language, where it is known. */
  tell(channel: Channel, who: Person, card: Said<Card>): Promise<void>;
  /** Whether somebody may change what a channel tracks that is not the one they are in. */
  mayManage(where: Place, who: Person): Promise<boolean>;
  zoneOf(channel: Channel, who: Person): Promise<string | null>;
  languageOf(channel: Channel, who: Person): Promise<Language | null>;
  check(where: Place): Promise<readonly Problem[]>;
  editPaceMs(channel: Channel): number;
  hasThreads(channel: Channel): boolean;
  hearsInPrivate(channel: Channel): boolean;
  isDirect(channel: Channel): boolean;
}

export function surfacesOf(
  surfaces: readonly Surface[],
  languageOfAll: (workspace: string) => Promise<Language>,
): Surfaces {
  const of = ({ surface: name }: Channel): Surface => {
    const surface = surfaces.find((s) => s.name === name);
    if (!surface) throw new Error(`no surface ${name} runs in this process`);
    return surface;
  };
  const forAll = async ({ workspace }: Channel, card: Said<Card>) => cardIn(await languageOfAll(workspace), card);
  return {
    post: async (where, card, once) => of(where.channel).post(where, await forAll(where.channel, card), once),
    update: async (message, card) => of(message.channel).update(message, await forAll(message.channel, card)),
    whisper: async (where, who, card) => of(where.channel).whisper(where, who, await forAll(where.channel, card)),
    async tell(channel, who, card) {
      const { workspace } = channel;
      const language = (await of(channel).languageOf(workspace, who)) ?? (await languageOfAll(workspace));
      return of(channel).tell(workspace, who, cardIn(language, card));
    },
    mayManage: (where, who) => of(where.channel).mayManage(where, who, "channel"),
    zoneOf: (channel, who) => of(channel).zoneOf(channel.workspace, who),
    languageOf: (channel, who) => of(channel).languageOf(channel.workspace, who),
    check: (where) => of(where.channel).check(where),
    editPaceMs: (channel) => of(channel).editPaceMs,
    hasThreads: (channel) => of(channel).hasThreads,
    hearsInPrivate: (channel) => of(channel).hearsInPrivate,
    isDirect: (channel) => of(channel).isDirect(channel),
  };
}
