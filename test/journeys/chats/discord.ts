import { commands } from "../../../src/commands/index.ts";
import { readPeriod } from "../../../src/model/period.ts";
import { componentsIn, textIn } from "../../discord/components.ts";
import { type Json, listOf, textOf } from "../../discord/json.ts";
import { harbor } from "../../discord/options.ts";
import type { FakeDiscord } from "../../discord/server.ts";
import type { Message } from "../../discord/world.ts";
import { type Chat, textsBehind } from "./chat.ts";

const [owner, general] = [harbor.owner, harbor.general];

/** A server that adds it itself. */
export function discordChat(discord: FakeDiscord, publicUrl: string): Chat {
  return chatIn(discord, publicUrl, { user: owner, channel: () => general });
}

/** Somebody who has it for themselves, in their direct messages with it. */
export function directChat(discord: FakeDiscord, user: string): Chat {
  const channel = () => [...discord.channels.values()].find(({ recipientId }) => recipientId === user)?.id ?? "";
  const chat = chatIn(discord, "", { user, channel });
  return {
    ...chat,
    name: "direct messages",
    below: (message) => textsBehind(chat, message),
    workspace: `discord:user-${user}`,
    install: async () => {},
    leave: null,
  };
}

interface Seat {
  readonly user: string;
  channel(): string;
}

function chatIn(discord: FakeDiscord, publicUrl: string, { user, channel }: Seat): Chat {
  const messageOf = (id: string) => {
    const found = discord.messages(channel()).find((one) => one.id === id);
    if (!found) throw new Error(`there is no message ${id}`);
    return found;
  };
  const idOf = (id: string, label: string): { customId: string; component: Json } => {
    const fits = (one: Json) => one["label"] === label || one["placeholder"] === label;
    const component = componentsIn(messageOf(id).components).find(fits);
    if (!component) throw new Error(`there is nothing called ${label}`);
    return { customId: textOf(component["custom_id"]), component };
  };
  return {
    name: "discord",
    workspace: `discord:${harbor.guild}`,
    async install() {
      const start = await fetch(`${publicUrl}/discord/install`, { redirect: "manual" });
      const cookie = start.headers.get("set-cookie")?.split(";")[0] ?? "";
      const back = discord.oauth.approve(start.headers.get("location") ?? "", { user, guild: harbor.guild });
      await fetch(back ?? "", { headers: { cookie } });
    },
    async type(line) {
      const [, name = "", rest = ""] = /^\/(\S+)\s*(.*)$/u.exec(line) ?? [];
      const where = channel() === "" ? {} : { channel: channel() };
      const { complaint } = await discord.command({ user, ...where, name, options: optionsOf(name, rest) });
      if (complaint) throw new Error(complaint);
    },
    shown: async () =>
      discord.messages(channel()).map((message) => ({
        id: message.id,
        text: wordsOf(message),
        pictures: message.attachments.length,
        buttons: componentsIn(message.components).flatMap((one) => textOf(one["label"]) || []),
      })),
    // A thread has the id of its message.
    below: async ({ id }) => discord.messages(id).map(wordsOf),
    whispered: async () => discord.ephemerals(user).flatMap((one) => wordsOf(one) || []),
    async press({ id }, label) {
      await discord.press({ user, message: id, customId: idOf(id, label).customId });
    },
    async choose({ id }, menu, choice) {
      const { customId, component } = idOf(id, menu);
      const value = listOf(component["options"]).find((one) => one["label"] === choice)?.["value"];
      await discord.select({ user, message: id, customId, values: [textOf(value)] });
    },
    leave: async () => discord.leaveGuild(harbor.guild),
  };
}

/** Without the backslashes that keep it plain. */
const wordsOf = ({ components }: Message): string => textIn(components).replace(/\\(.)/gu, "$1").replace(/\s+/gu, " ");

/** The words of a command line, each in the option that a person would type it into. */
function optionsOf(name: string, rest: string): Record<string, string> {
  const options = Object.entries(commands.find((command) => command.name === name)?.options ?? {});
  const placed = rest
    .split(" ")
    .filter(Boolean)
    .map((word): readonly [string, string] => {
      const [, key = "", value = ""] = /^([a-z]+):(.*)$/u.exec(word) ?? [];
      const keyed = options.find(([option]) => option === key);
      if (keyed) return [key, value];
      const found = options.find(([, { form, choices, pattern }]) => {
        if (word.startsWith("#")) return form === "tags";
        return choices?.includes(word) || pattern?.test(word) || (form === "period" && readPeriod(word) !== null);
      });
      if (!found) throw new Error(`${word} is nothing of /${name}`);
      return [found[0], word];
    });
  return Object.fromEntries(placed);
}
