import type { Control } from "../../cards/card.ts";
import { type Choice, distinctChoices } from "../choices.ts";
import { type ActionRow, type Button, buttonStyles, kind, type SelectOption, type StringSelect } from "./components.ts";
import { line } from "./escape.ts";
import {
  buttonCharactersMax,
  buttonsMax,
  customIdCharactersMax,
  optionCharactersMax,
  placeholderCharactersMax,
  selectOptionsMax,
} from "./limits.ts";

/**
 * Rows of buttons, then a row of its own for each menu. What cannot do its work here, as its value would have to be cut,
 * is counted.
 */
export function controlsOf(controls: readonly Control[], firstOrdinal: number): { rows: ActionRow[]; missing: number } {
  const shown = controls.flatMap((control, i) => shownAs(control, firstOrdinal + i) ?? []);
  const buttons = shown.filter((control) => control.type === kind.button);
  const menus = shown.filter((control) => control.type === kind.select);
  const rows = [
    ...Array.from({ length: Math.ceil(buttons.length / buttonsMax) }, (_, i) =>
      buttons.slice(i * buttonsMax, (i + 1) * buttonsMax),
    ),
    ...menus.map((menu) => [menu]),
  ];
  return {
    rows: rows.map((components) => ({ type: kind.row, components })),
    missing: controls.length - shown.length,
  };
}

function shownAs(control: Control, ordinal: number): Button | StringSelect | null {
  switch (control.kind) {
    case "button": {
      const custom_id = customIdOf(control.action, ordinal, control.value);
      if (custom_id === null) return null;
      const style = buttonStyles[control.style ?? "secondary"];
      return { type: kind.button, style, label: line(control.label, buttonCharactersMax), custom_id };
    }
    case "menu": {
      const custom_id = customIdOf(control.action, ordinal, "");
      const options = optionsOf(control.choices);
      if (custom_id === null || options.length === 0) return null;
      return { type: kind.select, custom_id, placeholder: line(control.label, placeholderCharactersMax), options };
    }
    default:
      return control satisfies never;
  }
}

/** A `custom_id` must be the only one of its kind in its message, so it has the control's place in it: "mute:1:7". */
function customIdOf(action: string, ordinal: number, value: string): string | null {
  const id = `${action}:${ordinal}:${value}`;
  const isOurs = pressedOf(id)?.action === action && isWellFormed(value);
  return isOurs && id.length <= customIdCharactersMax ? id : null;
}

/** The action and value behind a `custom_id` of our controls (a menu's value is what was chosen, not here); null where it is none of ours. */
export function pressedOf(customId: string): { action: string; value: string } | null {
  const [, action, value] = /^([a-z][a-z-]*):\d+:(.*)$/su.exec(customId) ?? [];
  return action === undefined || value === undefined ? null : { action, value };
}

/** Options to choose from; none that Discord would not take whole. */
export const optionsOf = (choices: readonly Choice[]): SelectOption[] =>
  distinctChoices(choices, optionCharactersMax)
    .filter(({ value }) => isWellFormed(value) && value.trim() !== "")
    .slice(0, selectOptionsMax)
    .map(({ label, value }) => ({ label: line(label, optionCharactersMax), value }));

/** Halves of characters do not come back as they were sent. */
const isWellFormed = (text: string): boolean => !/\p{Cs}/u.test(text);
