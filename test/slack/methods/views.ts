import { viewOf } from "../content.ts";
import { type Json, textOf } from "../json.ts";
import { explained, refuse } from "../refusal.ts";
import type { Access } from "../tokens.ts";
import { addView, changeView, closeModals, takeTrigger, viewJson } from "../views.ts";
import type { View, World } from "../world.ts";
import type { Method } from "./method.ts";

export const open: Method = {
  tier: 4,
  scopes: [],
  required: ["trigger_id", "view"],
  async answer({ world, access, args }) {
    const content = await viewOf(world, args["view"], "modal");
    const trigger = takeTrigger(world, textOf(args["trigger_id"]));
    if (!access.teamIds.includes(trigger.teamId)) refuse("invalid_trigger_id");
    closeModals(world, trigger.user);
    return { view: viewJson(world, addView(world, "modal", trigger, content)) };
  },
};

export const update: Method = {
  tier: 4,
  scopes: [],
  required: ["view"],
  async answer({ world, access, args }) {
    const view = viewToUpdate(world, access, args);
    checkHash(view, args);
    changeView(world, view, await viewOf(world, args["view"], view.type));
    return { view: viewJson(world, view) };
  },
};

export const publish: Method = {
  tier: 4,
  scopes: [],
  required: ["user_id", "view"],
  async answer({ world, access, args }) {
    if (!world.app.hasHomeTab) refuse("not_enabled");
    const user = world.users.get(textOf(args["user_id"]));
    if (!user || !access.teamIds.includes(user.teamId)) refuse("invalid_arguments", explained(["invalid `user_id`"]));
    const content = await viewOf(world, args["view"], "home");
    const home = homeOf(world, user.id);
    if (home) {
      checkHash(home, args);
      changeView(world, home, content);
      return { view: viewJson(world, home) };
    }
    return { view: viewJson(world, addView(world, "home", { user: user.id, teamId: user.teamId }, content)) };
  },
};

export const homeOf = (world: World, user: string): View | undefined =>
  [...world.views.values()].find((view) => view.type === "home" && view.user === user);

function viewToUpdate(world: World, access: Access, args: Json): View {
  const id = textOf(args["view_id"]);
  const externalId = textOf(args["external_id"]);
  if (!id && !externalId) refuse("invalid_arguments", explained(["one of `view_id` or `external_id` is required"]));
  const view = id
    ? world.views.get(id)
    : [...world.views.values()].find(({ content }) => content["external_id"] === externalId);
  if (!view || !access.teamIds.includes(view.teamId)) refuse("not_found");
  return view;
}

function checkHash(view: View, { hash }: Json): void {
  if (typeof hash === "string" && hash !== "" && hash !== view.hash) refuse("hash_conflict");
}
