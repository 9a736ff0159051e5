import type { Control } from "../../cards/card.ts";
import type { Language } from "../../model/language.ts";
import { type Choice, distinctChoices } from "../choices.ts";
import type { Block, Button, Option, StaticSelect } from "./blocks.ts";
import { line, plainObject } from "./escape.ts";
import { moreOf } from "./fold.ts";
import {
  actionIdCharactersMax,
  actionsElementsMax,
  buttonCharactersMax,
  buttonValueCharactersMax,
  optionCharactersMax,
  optionValueCharactersMax,
  placeholderCharactersMax,
  selectOptionsMax,
} from "./limits.ts";

/** One row of controls. What cannot do its work here, as its value would have to be cut, is counted. */
export function controlsOf(controls: readonly Control[], language: Language): Block[] {
  const elements = controls.flatMap((control, i) => elementOf(control, i) ?? []).slice(0, actionsElementsMax);
  const more = controls.length - elements.length;
  return [
    ...(elements.length > 0 ? [{ type: "actions" as const, elements }] : []),
    ...(more > 0 ? [moreOf(more, language)] : []),
  ];
}

/** An `action_id` must be one of its kind within its block, so it is the action with its place: "mute:1". */
function elementOf(control: Control, index: number): Button | StaticSelect | null {
  const action_id = `${control.action}:${index}`;
  if (control.action === "" || action_id.length > actionIdCharactersMax) return null;
  switch (control.kind) {
    case "button":
      if (control.value.length > buttonValueCharactersMax) return null;
      return {
        type: "button",
        action_id,
        text: plainObject(line(control.label, buttonCharactersMax)),
        ...(control.value !== "" && { value: control.value }),
        ...(control.style && { style: control.style }),
      };
    case "menu": {
      const options = optionsOf(control.choices);
      if (options.length === 0) return null;
      const placeholder = plainObject(line(control.label, placeholderCharactersMax));
      return { type: "static_select", action_id, placeholder, options };
    }
    default:
      return control satisfies never;
  }
}

/** Options to choose from; none that Slack would not take whole. */
export const optionsOf = (choices: readonly Choice[], max = selectOptionsMax): Option[] =>
  distinctChoices(choices, optionValueCharactersMax)
    .slice(0, max)
    .map(({ label, value }) => optionOf(label, value));

export const optionOf = (label: string, value: string): Option => ({
  text: plainObject(line(label, optionCharactersMax)),
  value,
});
