import type { Channel } from "../../model/place.ts";

/** A server is a workspace, and so is a person who has Groundswell for themselves. */
const person = "user-";

export const guildWorkspace = (guildId: string): string => `discord:${guildId}`;
export const personWorkspace = (userId: string): string => `discord:${person}${userId}`;

/** The server of a workspace; null of a person's own. */
export function guildOf(workspace: string): string | null {
  const id = workspace.slice(workspace.indexOf(":") + 1);
  return id.startsWith(person) ? null : id;
}

/** Whose workspace it is; null of a server's. */
export function personOf(workspace: string): string | null {
  const id = workspace.slice(workspace.indexOf(":") + 1);
  return id.startsWith(person) ? id.slice(person.length) : null;
}

export const channelIn = (workspace: string, id: string): Channel => ({ surface: "discord", workspace, id });
