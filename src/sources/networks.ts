import type { Network } from "../model/network.ts";

/** The networks that the simulator and replays stand for, in the order cards name them. */
export const knownNetworks = [
  { name: "bluesky", label: "Bluesky" },
  { name: "mastodon", label: "Mastodon" },
  { name: "x", label: "X" },
  { name: "youtube", label: "YouTube" },
  { name: "reddit", label: "Reddit" },
  { name: "tiktok", label: "TikTok" },
] as const satisfies readonly Network[];

export type KnownNetwork = (typeof knownNetworks)[number]["name"];

/** How people write a network's name; an unknown one gets a capital letter. */
export const labelOf = (name: string): string =>
  knownNetworks.find((network) => network.name === name)?.label ?? name.charAt(0).toUpperCase() + name.slice(1);
