import type { Language } from "../../model/language.ts";
import { guildOf, guildWorkspace } from "./places.ts";
import { isOfShard, type Shard } from "./shard.ts";

/** A server that has the bot. */
export interface Guild {
  readonly id: string;
  readonly name: string;
  /** Its own, where it is one of ours. */
  readonly language: Language | null;
  /** Channels where the bot may introduce itself, the best first. */
  readonly welcomeIn: readonly string[];
}

/** The workspaces that are kept of Discord's servers. */
export interface GuildStore {
  /** Makes it known; whether it is new, or back. */
  ensure(workspace: {
    readonly id: string;
    readonly name: string;
    readonly language: Language | null;
  }): Promise<boolean>;
  /** Marks it as one that left; whether it stood until now. */
  leave(workspace: string): Promise<boolean>;
  /** All of Discord that stand. */
  list(): Promise<readonly string[]>;
}

export interface GuildsOptions {
  readonly store: GuildStore;
  /** It has Groundswell, for the first time or again. */
  onJoined(workspace: string, guild: Guild): Promise<void>;
  /** It has it no more. */
  onLeft(workspace: string): Promise<void>;
}

/** Servers come and go, also while nobody listens. */
export function guildsOf({ store, onJoined, onLeft }: GuildsOptions) {
  const known = new Set<string>();
  const leave = async (workspace: string) => {
    known.delete(workspace);
    if (await store.leave(workspace)) await onLeft(workspace);
  };
  return {
    /** Whether it is there already, as far as this process has seen. */
    isKnown: (workspace: string): boolean => known.has(workspace),
    know: (workspace: string): void => void known.add(workspace),
    async join(guild: Guild): Promise<void> {
      const workspace = guildWorkspace(guild.id);
      const { name, language } = guild;
      const isNew = await store.ensure({ id: workspace, name, language });
      known.add(workspace);
      if (isNew) await onJoined(workspace, guild);
    },
    leave: (guildId: string): Promise<void> => leave(guildWorkspace(guildId)),
    /**
     * What `ask` gives are all servers there are, of one shard or of all. Gives those that are not known as such, for another process may have
     * seen them leave.
     */
    async reconcile(
      ask: () => Promise<readonly string[]>,
      shard: Shard = { id: 0, of: 1 },
    ): Promise<readonly string[]> {
      const before = new Set(known);
      const standing = new Set(await store.list());
      for (const workspace of before) if (!standing.has(workspace)) known.delete(workspace);
      const ids = await ask();
      const there = new Set(ids.map(guildWorkspace));
      for (const workspace of standing) {
        const guild = guildOf(workspace);
        if (guild !== null && isOfShard(guild, shard) && !there.has(workspace)) await leave(workspace);
      }
      return ids.filter((id) => !standing.has(guildWorkspace(id)));
    },
  };
}
