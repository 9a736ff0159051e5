import { commandAction, type Field, type Form } from "../cards/card.ts";
import type { Command } from "./command.ts";
import type { Option } from "./option.ts";

/** Whether a command that was typed alone lacks what it cannot do without. */
export const wantsForm = ({ options }: Command, rest: string): boolean =>
  rest.trim() === "" && Object.values(options).some(({ required }) => required);

/** The field of a command's form that says which channel it is for, where it was asked for outside of any. */
export const channelField = "channel";

/** A command as a form: what opens where it is typed without the words it needs. See readFormValues for the way back. */
export const formOf = ({ name, options }: Command, { asksChannel }: { readonly asksChannel: boolean }): Form => ({
  title: `/${name}`,
  action: commandAction,
  value: name,
  submit: `${name.charAt(0).toUpperCase()}${name.slice(1)}`,
  fields: [
    ...Object.entries(options).flatMap(([option, declared]) => fieldOf(name, option, declared)),
    ...(asksChannel ? [{ kind: "channel" as const, name: channelField, label: "Channel", value: "" }] : []),
  ],
});

/** A word that stands alone, such as "stop", is another wish than the form's. */
function fieldOf(command: string, name: string, { help, form, required, choices, suggest }: Option): readonly Field[] {
  const [label = help, example] = help.split(", e.g. ");
  const field = { name, label, value: "" };
  if (suggest) return [{ ...field, kind: "suggested", of: { command, option: name } }];
  if (form === "word" && choices?.length === 1) return [];
  const optional = required ? {} : { optional: true as const };
  if (choices)
    return [{ ...field, kind: "choice", choices: choices.map((value) => ({ label: value, value })), ...optional }];
  const hint = example ? { hint: `For example ${example.replace(`${name}:`, "")}` } : {};
  return [{ ...field, kind: "text", ...hint, ...optional }];
}
