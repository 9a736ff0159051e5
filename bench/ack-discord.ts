import { PermissionFlagsBits as may } from "discord.js";
import { textIn } from "../test/discord/components.ts";
import type { GuildOptions } from "../test/discord/options.ts";
import { openDiscord } from "../test/discord/server.ts";
import { drawers, publicUrl, type Room, serve, typists } from "./ack-chat.ts";
import type { Way } from "./ack-told.ts";

interface Place {
  readonly channel: string;
  readonly user: string;
}

const way = (process.argv[2] ?? "socket") as Way;
const commands = [{ name: "tags" }, { name: "hashtag", options: { topic: "help" } }];
/** Ids as Discord makes them, far enough from one another. */
const idOf = (kind: 1 | 2 | 3 | 4 | 5, n: number): string => `${BigInt(kind) * 10n ** 17n + BigInt(n)}`;
const channelOf = (n: number): string => idOf(2, n);
const typistOf = (n: number): string => idOf(3, n % typists);
const keepers = idOf(5, 0);

const typing: Place = { channel: channelOf(0), user: idOf(4, 0) };
const drawing = Array.from({ length: drawers }, (_, n): Place => ({ channel: channelOf(n + 1), user: idOf(4, n + 1) }));
const places = [typing, ...drawing];
const everyTypist = Array.from({ length: typists }, (_, n) => typistOf(n));

/** One server with a channel to type in and others to draw in, by people who may change what is tracked there. */
const guild: GuildOptions = {
  id: idOf(1, 0),
  roles: [{ id: keepers, name: "keepers", permissions: may.ManageChannels }],
  members: [...everyTypist.map((user) => ({ user })), ...places.map(({ user }) => ({ user, roles: [keepers] }))],
  channels: places.map(({ channel }) => ({ id: channel })),
};
const users = [...everyTypist, ...places.map(({ user }) => user)].map((id) => ({ id }));

const discord = await openDiscord({ guilds: [guild], users });
for (const route of ["POST /channels/{channel_id}/messages", "PATCH /channels/{channel_id}/messages/{message_id}"])
  discord.limit(route, 1e6, 1_000);

serve({
  env: {
    DISCORD_API_URL: discord.api,
    DISCORD_BOT_TOKEN: discord.app.token,
    ...(way === "http" ? { DISCORD_PUBLIC_KEY: discord.publicKey, PUBLIC_URL: publicUrl } : {}),
  },
  async install(productUrl) {
    if (way === "http") discord.deliverTo(`${productUrl}/discord/interactions`);
  },
  async type(n) {
    const where = { user: typistOf(n), channel: typing.channel };
    const actedMs = performance.now();
    if (n % 3 === 2) return (await isSuggestedTo(where)) ? performance.now() - actedMs : null;
    const { name = "", options = {} } = commands[n % commands.length] ?? {};
    const { answer } = await discord.command({ ...where, name, options });
    return answer ? performance.now() - actedMs : null;
  },
  typing: roomOf(typing),
  drawing: drawing.map(roomOf),
});

/** Every third time somebody is still typing: what is suggested is all there is to answer, and has to be there as soon. */
async function isSuggestedTo(where: Place): Promise<boolean> {
  const options = { tag: "#wor" };
  const suggested = await discord.autocomplete({ ...where, name: "chart", focused: "tag", options });
  return suggested.length > 0;
}

function roomOf(place: Place): Room {
  const messages = () => discord.messages(place.channel);
  return {
    name: place.channel,
    track: (tag) => discord.command({ ...place, name: "track", options: { tag } }),
    chart: (tag, hours) => discord.command({ ...place, name: "chart", options: { tag, period: `${hours}h` } }),
    has: (words) => messages().some(({ components }) => words.test(textIn(components))),
    pictures: () => messages().filter(({ attachments }) => attachments.length > 0).length,
  };
}
