import type { Upload } from "../content.ts";
import { isJson, type Json } from "../json.ts";
import type { Limits } from "../limits.ts";
import { refuse } from "../refusal.ts";
import type { Guild, World } from "../world.ts";

/** One request that got as far as its route. */
export interface Ask {
  readonly world: World;
  readonly limits: Limits;
  /** By the names in the path. */
  readonly params: Readonly<Record<string, string>>;
  readonly query: URLSearchParams;
  /** Undefined = none came. */
  readonly body: unknown;
  readonly files: ReadonlyMap<string, Upload>;
  /** What the Authorization header said. */
  readonly authorization: string;
  readonly contentType: string;
}

export interface Route {
  readonly method: "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
  /** As Discord's OpenAPI writes it. */
  readonly path: string;
  /** Default bot. "own" = the route looks itself. */
  readonly auth?: "bot" | "own";
  /** What is sent back as JSON; undefined = 204. */
  readonly answer: (ask: Ask) => unknown;
}

export const param = ({ params }: Ask, name: string): string => params[name] ?? "";

export const bodyJson = ({ body }: Ask): Json => (isJson(body) ? body : {});

/** The guild, where the bot is a member. */
export function guildFor(world: World, id: string): Guild {
  const guild = world.guilds.get(id);
  if (!guild?.members.has(world.app.id) || guild.isUnavailable) refuse(10004);
  return guild;
}

export const fileBytesMaxIn = (world: World, guildId: string | null): number =>
  world.guilds.get(guildId ?? "")?.attachmentBytesMax ?? 10_485_760;
