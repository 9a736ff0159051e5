import type { Card, Picture } from "../../../src/cards/card.ts";
import { type DiscordRest, openDiscordRest } from "../../../src/chat/discord/rest.ts";
import { createDiscordSurface, type DiscordSurfaceOptions } from "../../../src/chat/discord/surface.ts";
import type { Surface } from "../../../src/chat/surface.ts";
import type { Channel } from "../../../src/model/place.ts";
import { secret } from "../../../src/model/secret.ts";
import { usualSettings } from "../../../src/model/settings.ts";
import { harbor } from "../../discord/options.ts";
import type { FakeDiscord } from "../../discord/server.ts";
import type { Memory } from "../memory.ts";

export const workspace = `discord:${harbor.guild}`;
export const here: Channel = { surface: "discord", workspace, id: harbor.general };
export const member = { id: harbor.member, name: "mia" } as const;

const noLog = { warn() {} };

export const restOn = ({ api, app }: FakeDiscord): DiscordRest =>
  openDiscordRest({ apiUrl: api, token: secret(app.token), log: noLog });

/** The surface as one process has it: what it shares with others is `memory`. */
export function surfaceOn(discord: FakeDiscord, memory: Memory, options: Partial<DiscordSurfaceOptions> = {}): Surface {
  const { cache, gate } = memory;
  return createDiscordSurface({
    rest: restOn(discord),
    cache,
    gate,
    botId: async () => discord.app.id,
    pictureBytes: async () => png,
    settingsOf: async () => usualSettings,
    now: () => new Date(),
    ...options,
  });
}

/** As far as Discord looks. */
export const png: Buffer = Buffer.concat([Buffer.from("89504e470d0a1a0a", "hex"), Buffer.alloc(56, 1)]);

export const cardOf = (title: string, more: Partial<Card> = {}): Card => ({
  title,
  tone: "neutral",
  summary: title,
  parts: [],
  ...more,
});

/** `key` is one hex digit; equal ones are equal pictures. */
export const pictureOf = (key: string): Picture => ({
  light: "0".repeat(64),
  dark: key.repeat(64),
  alt: `Picture ${key}`,
  width: 800,
  height: 450,
});

export const picturedCard = (title: string, key: string, more: Partial<Card> = {}): Card =>
  cardOf(title, { parts: [{ kind: "picture", picture: pictureOf(key) }], ...more });

/** The app's requests of one route, without what is asked in passing. */
export const askedOf = ({ asked }: FakeDiscord, method: string, path: RegExp) =>
  asked.filter((call) => call.method === method && path.test(call.path));
