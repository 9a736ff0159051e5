import { channelFor } from "../permissions.ts";
import { refuse } from "../refusal.ts";
import { channelJson, guildJson, memberJson, userJson } from "../render.ts";
import { directChannel } from "../world.ts";
import { bodyJson, guildFor, param, type Route } from "./route.ts";

/** What the bot may look up. `left` is told when it leaves a guild. */
export const readRoutes = (left: (guildId: string) => void): readonly Route[] => [
  {
    method: "GET",
    path: "/gateway/bot",
    answer: ({ world }) => ({
      url: world.url.replace("http", "ws"),
      shards: world.options.shards ?? 1,
      session_start_limit: {
        total: 1_000,
        remaining: 1_000,
        reset_after: 86_400_000,
        max_concurrency: world.options.maxConcurrency ?? 1,
      },
    }),
  },
  {
    method: "GET",
    path: "/applications/@me",
    answer: ({ world }) => ({
      id: world.app.id,
      name: world.app.name,
      icon: null,
      description: "",
      bot_public: true,
      bot_require_code_grant: false,
      verify_key: "",
      flags: 0,
      redirect_uris: world.app.redirectUris,
    }),
  },
  {
    method: "GET",
    path: "/guilds/{guild_id}",
    answer: (ask) => guildJson(guildFor(ask.world, param(ask, "guild_id"))),
  },
  {
    method: "GET",
    path: "/guilds/{guild_id}/channels",
    answer(ask) {
      const { id } = guildFor(ask.world, param(ask, "guild_id"));
      return [...ask.world.channels.values()]
        .filter((channel) => channel.guildId === id && channel.kind !== "thread")
        .map((channel) => channelJson(ask.world, channel));
    },
  },
  {
    method: "GET",
    path: "/guilds/{guild_id}/members/{user_id}",
    answer(ask) {
      const guild = guildFor(ask.world, param(ask, "guild_id"));
      const user = param(ask, "user_id");
      if (!ask.world.users.has(user)) refuse(10013);
      if (!guild.members.has(user)) refuse(10007);
      return memberJson(ask.world, guild, user);
    },
  },
  {
    method: "DELETE",
    path: "/users/@me/guilds/{guild_id}",
    answer: (ask) => left(guildFor(ask.world, param(ask, "guild_id")).id),
  },
  {
    method: "POST",
    path: "/users/@me/channels",
    answer(ask) {
      const user = String(bodyJson(ask)["recipient_id"]);
      if (!ask.world.users.has(user)) refuse(10013);
      return channelJson(ask.world, directChannel(ask.world, user));
    },
  },
  {
    method: "GET",
    path: "/users/{user_id}",
    answer: (ask) => userJson(ask.world.users.get(param(ask, "user_id")) ?? refuse(10013)),
  },
  {
    method: "GET",
    path: "/channels/{channel_id}",
    answer: (ask) => channelJson(ask.world, channelFor(ask.world, param(ask, "channel_id"), 0n)),
  },
];
