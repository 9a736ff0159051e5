import type { Command } from "../commands/command.ts";

/** "#tag [on:…] [every:…] [alerts:…]". */
export function usageOf({ options }: Command): string {
  const words = Object.entries(options).map(([name, option]) => {
    const shown = { tags: "#tag", word: option.choices?.join("|") ?? name, period: "7d", key: `${name}:…` }[
      option.form
    ];
    return option.required ? shown : `[${shown}]`;
  });
  return words.join(" ");
}
