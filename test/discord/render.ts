import { filesShown } from "./components.ts";
import { urlOf } from "./files.ts";
import { isJson, type Json, textOf } from "./json.ts";
import { botPermissionsIn } from "./permissions.ts";
import { pingsOf } from "./pings.ts";
import type { Channel, Guild, Message, User, World } from "./world.ts";

export const isoOf = (ms: number): string => new Date(ms).toISOString();

export const userJson = ({ id, name, isBot }: User): Json => ({
  id,
  username: name,
  global_name: isBot ? null : name,
  discriminator: "0",
  avatar: null,
  bot: isBot,
  public_flags: 0,
});

export function memberJson(world: World, guild: Guild, userId: string): Json {
  const user = world.users.get(userId);
  return {
    ...(user && { user: userJson(user) }),
    nick: null,
    avatar: null,
    roles: guild.members.get(userId) ?? [],
    joined_at: "2026-01-01T00:00:00.000000+00:00",
    deaf: false,
    mute: false,
    flags: 0,
    pending: false,
  };
}

const channelTypes = { text: 0, dm: 1, announcement: 5, thread: 11, forum: 15 } as const;

export function channelJson(world: World, channel: Channel): Json {
  const { id, guildId, name, kind, parentId, recipientId } = channel;
  const recipient = world.users.get(recipientId ?? "");
  if (kind === "dm")
    return { id, type: channelTypes.dm, recipients: recipient ? [userJson(recipient)] : [], last_message_id: null };
  return {
    id,
    guild_id: guildId,
    type: channelTypes[kind],
    name,
    parent_id: parentId,
    nsfw: channel.isAgeRestricted,
    last_message_id: null,
    rate_limit_per_user: 0,
    flags: 0,
    ...(kind === "thread"
      ? {
          owner_id: world.app.id,
          message_count: 0,
          member_count: 1,
          thread_metadata: {
            archived: channel.isArchived,
            auto_archive_duration: 1_440,
            archive_timestamp: "2026-01-01T00:00:00.000000+00:00",
            locked: false,
          },
        }
      : {
          position: 0,
          topic: null,
          permission_overwrites: [...channel.overwrites].map(([of, { allow, deny }]) => ({
            id: of,
            type: world.guilds.get(guildId ?? "")?.roles.has(of) ? 0 : 1,
            allow: allow.toString(),
            deny: deny.toString(),
          })),
        }),
    ...(kind === "forum" && { available_tags: [], default_reaction_emoji: null, default_sort_order: null }),
  };
}

const rolesJson = (guild: Guild): readonly Json[] =>
  [...guild.roles.values()].map(({ id, name, permissions, isMentionable }, position) => ({
    id,
    name,
    permissions: permissions.toString(),
    mentionable: isMentionable,
    position,
    color: 0,
    colors: { primary_color: 0, secondary_color: null, tertiary_color: null },
    hoist: false,
    managed: false,
    flags: 0,
  }));

/** As GET /guilds/{id} answers. */
export const guildJson = (guild: Guild): Json => ({
  id: guild.id,
  name: guild.name,
  icon: null,
  owner_id: guild.ownerId,
  preferred_locale: guild.locale,
  roles: rolesJson(guild),
  emojis: [],
  stickers: [],
  features: [],
  afk_timeout: 300,
  premium_tier: 0,
  nsfw_level: 0,
  verification_level: 0,
  default_message_notifications: 0,
  explicit_content_filter: 0,
  mfa_level: 0,
  system_channel_id: null,
  system_channel_flags: 0,
});

/** As GUILD_CREATE tells it (docs.discord.com/developers/events/gateway-events#guild-create). */
export function guildCreateJson(world: World, guild: Guild): Json {
  const channels = [...world.channels.values()].filter((channel) => channel.guildId === guild.id);
  const rendered = (isThread: boolean) =>
    channels
      .filter(
        (channel) => (channel.kind === "thread") === isThread && (!isThread || botPermissionsIn(world, channel) > 0n),
      )
      .map((channel) => channelJson(world, channel));
  return {
    ...guildJson(guild),
    joined_at: "2026-01-01T00:00:00.000000+00:00",
    large: false,
    unavailable: false,
    member_count: guild.members.size,
    members: [memberJson(world, guild, world.app.id)],
    channels: rendered(false),
    threads: rendered(true),
    presences: [],
    voice_states: [],
    stage_instances: [],
    guild_scheduled_events: [],
    soundboard_sounds: [],
  };
}

export function messageJson(world: World, message: Message): Json {
  const author = world.users.get(message.authorId);
  const urls = new Map(
    message.attachments.map((file) => [
      `attachment://${file.name}`,
      { url: urlOf(world, message.channelId, file), attachment_id: file.id },
    ]),
  );
  const shown = new Set([...filesShown(message.components), ...filesShown(message.embeds)]);
  const { interaction } = message;
  const user = world.users.get(interaction?.userId ?? "");
  const pings = pingsOf(world, message);
  return {
    id: message.id,
    channel_id: message.channelId,
    ...(author && { author: userJson(author) }),
    type: interaction?.type === 2 ? 20 : 0,
    content: message.content,
    timestamp: isoOf(message.atMs),
    edited_timestamp: message.editedAtMs === null ? null : isoOf(message.editedAtMs),
    tts: false,
    pinned: false,
    mention_everyone: pings.everyone || pings.here,
    mentions: pings.users.flatMap((id) => {
      const mentioned = world.users.get(id);
      return mentioned ? [userJson(mentioned)] : [];
    }),
    mention_roles: pings.roles,
    // Of the files only those that nothing shows.
    attachments: message.attachments
      .filter(({ name }) => !shown.has(name))
      .map((file) => ({
        id: file.id,
        filename: file.name,
        size: file.bytes.length,
        content_type: file.type,
        url: urlOf(world, message.channelId, file),
        proxy_url: urlOf(world, message.channelId, file),
        ...(file.description && { description: file.description }),
      })),
    embeds: replaced(message.embeds, urls),
    components: replaced(message.components, urls),
    flags: message.flags,
    application_id: world.app.id,
    ...(interaction &&
      user && {
        webhook_id: world.app.id,
        interaction_metadata: {
          id: interaction.id,
          type: interaction.type,
          user: userJson(user),
          authorizing_integration_owners: interaction.payload["authorizing_integration_owners"],
        },
      }),
  };
}

/**
 * The same with real addresses for what was `attachment://`, and whose files they are
 * (docs.discord.com/developers/components/reference#unfurled-media-item).
 */
function replaced(value: unknown, files: ReadonlyMap<string, Json>): unknown {
  if (Array.isArray(value)) return value.map((one) => replaced(one, files));
  if (!isJson(value)) return value;
  const shown = files.get(textOf(value["url"]));
  const same = Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, replaced(inner, files)]));
  return { ...same, ...shown };
}
