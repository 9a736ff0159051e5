import type { Json } from "../json.ts";
import type { Tier } from "../limits.ts";
import type { Access } from "../tokens.ts";
import type { World } from "../world.ts";

export interface Method {
  readonly tier: Tier;
  /** Any one of these; none = every token may. */
  readonly scopes: readonly string[];
  /** Which kind of token it takes; "none" = it looks for client id and secret itself. Default: a bot's. */
  readonly token?: "bot" | "app" | "none";
  /** Without one of these: `invalid_arguments`. */
  readonly required?: readonly string[];
  /** Gives what the answer says beside `ok`, or throws a Refusal. */
  answer(call: {
    readonly world: World;
    readonly access: Access;
    readonly args: Json;
    readonly basic: string;
  }): Json | Promise<Json>;
}

/** Given the access of a bot, its installation. */
export function installOfAccess({ install }: Access) {
  if (!install) throw new Error("an app-level token came past the check of its kind");
  return install;
}
