import {
  botPermissions,
  type DiscordOptions,
  defaultApp,
  defaultGuild,
  defaultUsers,
  everyonePermissions,
  type GuildOptions,
  type InstallOptions,
} from "./options.ts";
import { type Channel, type Guild, snowflakes, type World } from "./world.ts";

export function openWorld(options: DiscordOptions, now: () => number): World {
  const app = { ...defaultApp, ...options.app };
  const world: World = {
    now,
    options,
    app,
    url: "",
    users: new Map(),
    guilds: new Map(),
    channels: new Map(),
    messages: [],
    commands: new Map(),
    commandsCreatedAtMs: new Map(),
    interactions: new Map(),
    modals: new Map(),
    asked: [],
    id: snowflakes(now),
    dispatch: () => undefined,
  };
  world.users.set(app.id, { id: app.id, name: app.name, locale: "en-US", isBot: true, isInstalled: false });
  for (const { id, name = `user${id.slice(-3)}`, locale = "en-US", isInstalled = false } of options.users ??
    defaultUsers)
    world.users.set(id, { id, name, locale, isBot: false, isInstalled });
  for (const guild of options.guilds ?? [defaultGuild]) addGuild(world, guild);
  return world;
}

export function addGuild(world: World, options: GuildOptions): Guild {
  const { id, members = [], installed = true } = options;
  const everyone = {
    id,
    name: "@everyone",
    isMentionable: false,
    permissions: options.permissions ?? everyonePermissions,
  };
  const roles = (options.roles ?? []).map(({ permissions = 0n, isMentionable = false, ...role }) => ({
    ...role,
    permissions,
    isMentionable,
  }));
  const guild: Guild = {
    id,
    name: options.name ?? `server${id.slice(-3)}`,
    ownerId: options.owner ?? members[0]?.user ?? "",
    locale: options.locale ?? "en-US",
    attachmentBytesMax: options.attachmentBytesMax ?? 10_485_760,
    roles: new Map([everyone, ...roles].map((role) => [role.id, role])),
    members: new Map(members.map(({ user, roles: held = [] }) => [user, held])),
    install: null,
    isUnavailable: false,
  };
  world.guilds.set(id, guild);
  for (const channel of options.channels ?? []) {
    const made: Channel = {
      id: channel.id,
      guildId: id,
      name: channel.name ?? `channel${channel.id.slice(-3)}`,
      kind: channel.kind ?? "text",
      parentId: channel.parent ?? null,
      isAgeRestricted: channel.isAgeRestricted ?? false,
      overwrites: new Map(),
      recipientId: null,
      isArchived: channel.isArchived ?? false,
    };
    if (channel.everyoneDenied) made.overwrites.set(id, { allow: 0n, deny: channel.everyoneDenied });
    if (channel.botDenied) made.overwrites.set(world.app.id, { allow: 0n, deny: channel.botDenied });
    world.channels.set(made.id, made);
  }
  if (installed) install(world, guild, installed === true ? {} : installed);
  return guild;
}

/** With the scope `bot` the bot is a member and has a role of its own. */
export function install(world: World, guild: Guild, options: InstallOptions): void {
  const scopes = options.scopes ?? ["bot", "applications.commands"];
  // The bot's scope brings the commands' with it.
  guild.install = { scopes: scopes.includes("bot") ? [...new Set([...scopes, "applications.commands"])] : scopes };
  if (!scopes.includes("bot")) return;
  const role = { id: world.id(), name: world.app.name, isMentionable: false };
  guild.roles.set(role.id, { ...role, permissions: options.permissions ?? botPermissions });
  guild.members.set(world.app.id, [role.id]);
}
