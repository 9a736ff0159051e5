import { createHash } from "node:crypto";
import type { Json } from "./json.ts";
import { refuse } from "./refusal.ts";
import { installOf, type View, type World } from "./world.ts";

/** docs.slack.dev/surfaces/modals: a trigger is good for three seconds, once. */
export const triggerMs = 3_000;

/** Something that a person did and that the app may answer with a form. */
export function addTrigger(world: World, user: string, teamId: string): string {
  const id = `${world.messages.length + 1000}.${world.triggers.size + 5000}.${world.id("x").toLowerCase()}`;
  world.triggers.set(id, { user, teamId, expiresAtMs: world.now() + triggerMs, isUsed: false });
  return id;
}

export function takeTrigger(world: World, id: string): { readonly user: string; readonly teamId: string } {
  const trigger = world.triggers.get(id);
  if (!trigger) refuse("invalid_trigger_id");
  if (trigger.isUsed) refuse("exchanged_trigger_id");
  if (trigger.expiresAtMs <= world.now()) refuse("expired_trigger_id");
  trigger.isUsed = true;
  return trigger;
}

/** The forms that a person has before them, the one on top last: three at most. */
export const modalsOf = (world: World, user: string): readonly View[] =>
  [...world.views.values()].filter((view) => view.type === "modal" && view.user === user);

/** Ends the forms of a person: all, or those from this one up. */
export function closeModals(world: World, user: string, from?: View): void {
  const open = modalsOf(world, user);
  for (const view of from ? open.slice(open.indexOf(from)) : open) world.views.delete(view.id);
}

export function addView(
  world: World,
  type: View["type"],
  whose: { readonly user: string; readonly teamId: string },
  content: Json,
  previous: View | null = null,
): View {
  checkExternalId(world, content, null);
  const id = world.id("V");
  const view: View = {
    id,
    teamId: whose.teamId,
    user: whose.user,
    type,
    rootId: previous?.rootId ?? id,
    previousId: previous?.id ?? null,
    content,
    hash: hashOf(world, content),
    errors: {},
  };
  world.views.set(id, view);
  return view;
}

export function changeView(world: World, view: View, content: Json): void {
  checkExternalId(world, content, view);
  view.content = content;
  view.hash = hashOf(world, content);
  view.errors = {};
}

function checkExternalId(world: World, { external_id: id }: Json, self: View | null): void {
  if (typeof id !== "string" || id === "") return;
  for (const view of world.views.values())
    if (view !== self && view.content["external_id"] === id) refuse("duplicate_external_id");
}

const hashOf = (world: World, content: Json): string =>
  `${Math.floor(world.now() / 1_000)}.${createHash("sha1")
    .update(`${world.ts()}${JSON.stringify(content)}`)
    .digest("hex")
    .slice(0, 8)}`;

/** A view as Slack tells it, to its app and in answers. */
export function viewJson(world: World, view: View, values: Json = {}): Json {
  const { id, teamId, type, hash, rootId, previousId, content } = view;
  return {
    private_metadata: "",
    callback_id: "",
    external_id: "",
    clear_on_close: false,
    notify_on_close: false,
    close: null,
    submit: null,
    title: { type: "plain_text", text: "View Title", emoji: true },
    ...content,
    id,
    team_id: teamId,
    type,
    state: { values },
    hash,
    previous_view_id: previousId,
    root_view_id: rootId,
    app_id: world.app.id,
    app_installed_team_id: teamId,
    bot_id: installOf(world, teamId)?.botId,
  };
}
