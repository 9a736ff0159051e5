export interface Shard {
  readonly id: number;
  readonly of: number;
}

/** docs.discord.com/developers/events/gateway#sharding: which of them tells of a server. */
export const isOfShard = (guildId: string, { id, of }: Shard): boolean =>
  Number((BigInt(guildId) >> 22n) % BigInt(of)) === id;
