import { viewOf } from "../content.ts";
import { jsonOf, type Reaction } from "../delivery.ts";
import { type Chosen, checkBounds, chosenJson, initialChosen } from "../elements.ts";
import { isJson, type Json, listOf, textOf } from "../json.ts";
import { Refusal } from "../refusal.ts";
import { addTrigger, addView, changeView, closeModals, modalsOf, viewJson } from "../views.ts";
import type { View } from "../world.ts";
import { actorAtHome, actorJson, impossible, type Stage } from "./actor.ts";

export interface Submitted {
  readonly user: string;
  /** Default: the one on top. */
  readonly view?: string | { readonly id: string };
  /** By block id or action id; what is not named keeps its initial value. */
  readonly values?: Readonly<Record<string, Chosen>>;
}

export interface SubmitReaction extends Reaction {
  /** What the form shows now, by block id; empty where it was taken. */
  readonly errors: Readonly<Record<string, string>>;
  /** What Slack says in the form where the app's answer makes no sense or did not come; null = nothing. */
  readonly complaint: string | null;
  /** The form that the person has before them now; null = all are closed. */
  readonly modal: View | null;
}

/** docs.slack.dev/surfaces/modals#handling_submissions */
export async function submit(stage: Stage, submitted: Submitted): Promise<SubmitReaction> {
  const { world, delivery } = stage;
  const view = viewOnTop(stage, submitted);
  const { values = {}, user } = submitted;
  const state = stateOf(stage, view, values, user);
  const actor = actorAtHome(world, user);
  const payload: Json = {
    type: "view_submission",
    ...actorJson(world, actor),
    trigger_id: addTrigger(world, user, actor.teamId),
    view: viewJson(world, view, state),
    response_urls: [],
  };
  const reaction = await delivery.deliver("interactivity", payload);
  const complaint = reaction.problem
    ? "We had some trouble connecting. Try again?"
    : await follow(stage, view, jsonOf(reaction));
  return { ...reaction, errors: view.errors, complaint, modal: modalsOf(world, user).at(-1) ?? null };
}

/** Closes a form without sending it; the app hears of it where it asked for that. */
export async function dismiss(stage: Stage, { user, view }: Omit<Submitted, "values">): Promise<Reaction | null> {
  const { world, delivery } = stage;
  const closed = viewOnTop(stage, view === undefined ? { user } : { user, view });
  const tells = closed.content["notify_on_close"] === true;
  const payload: Json = {
    type: "view_closed",
    ...actorJson(world, actorAtHome(world, user)),
    view: viewJson(world, closed),
    is_cleared: false,
  };
  closeModals(world, user, closed);
  return tells ? delivery.deliver("interactivity", payload) : null;
}

function viewOnTop({ world }: Stage, { user, view: wanted }: Submitted): View {
  const view = modalsOf(world, user).at(-1);
  if (!view) impossible(`${user} has no form before them`);
  const id = typeof wanted === "string" ? wanted : wanted?.id;
  if (id !== undefined && id !== view.id) impossible(`${user} has another form before them: ${view.id}`);
  return view;
}

/** `state.values`, or what Slack's form says instead of sending it. */
function stateOf(stage: Stage, view: View, values: Readonly<Record<string, Chosen>>, user: string): Json {
  const known = new Set<string>();
  const state: Record<string, Json> = {};
  for (const block of listOf(view.content["blocks"])) {
    const element = isJson(block["element"]) ? block["element"] : block["accessory"];
    if (!isJson(element) || typeof element["action_id"] !== "string" || element["type"] === "button") continue;
    const blockId = textOf(block["block_id"]);
    const actionId = element["action_id"];
    known.add(blockId).add(actionId);
    const chosen = values[blockId] ?? values[actionId] ?? initialChosen(element);
    const isEmpty = chosen === null || chosen.length === 0;
    if (isEmpty && block["type"] === "input" && block["optional"] !== true)
      impossible(`${blockId}: please complete this required field`);
    if (!isEmpty) checkBounds(element, chosen);
    const suggested = stage.suggested.get(`${user} ${actionId}`) ?? [];
    const filled = chosenJson(element, isEmpty ? null : chosen, suggested);
    state[blockId] = { [actionId]: { type: element["type"], ...filled } };
  }
  const unknown = Object.keys(values).filter((key) => !known.has(key));
  if (unknown.length > 0) impossible(`the form has no ${unknown.join(", ")}, only: ${[...known].join(", ")}`);
  if (view.content["submit"] === undefined && known.size > 0) impossible("the form has no submit button");
  return state;
}

/** Does what the app answered; gives what Slack says where that was nonsense. */
async function follow({ world }: Stage, view: View, answer: Json): Promise<string | null> {
  const trouble = "We had some trouble connecting. Try again?";
  view.errors = {};
  const action = answer["response_action"];
  if (action === undefined) {
    closeModals(world, view.user, view);
    return null;
  }
  if (action === "clear") {
    closeModals(world, view.user);
    return null;
  }
  if (action === "errors") {
    const blocks = listOf(view.content["blocks"]).filter(({ type }) => type === "input");
    const ids = new Set(blocks.map(({ block_id: id }) => id));
    const errors = Object.entries(isJson(answer["errors"]) ? answer["errors"] : {});
    if (errors.length === 0 || !errors.every(([id, text]) => ids.has(id) && textOf(text) !== "")) return trouble;
    view.errors = Object.fromEntries(errors.map(([id, text]) => [id, textOf(text)]));
    return null;
  }
  try {
    const content = await viewOf(world, answer["view"], "modal");
    if (action === "update") changeView(world, view, content);
    else if (action === "push" && modalsOf(world, view.user).length < 3) addView(world, "modal", view, content, view);
    else return trouble;
    return null;
  } catch (error) {
    if (error instanceof Refusal) return trouble;
    throw error;
  }
}
