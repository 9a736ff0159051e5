import { commandAction, type Field, type Form } from "../cards/card.ts";
import { inEvery, type Language } from "../model/language.ts";
import type { Command } from "./command.ts";
import { choiceName, type Option } from "./option.ts";

/** Whether a command that was typed alone lacks what it cannot do without. */
export const wantsForm = ({ options }: Command, rest: string): boolean =>
  rest.trim() === "" && Object.values(options).some(({ required }) => required);

/** The field of a command's form that says which channel it is for, where it was asked for outside of any. */
export const channelField = "channel";

/** A command as a form: what opens where it is typed without the words it needs. See readFormValues for the way back. */
export const formOf = (
  { name, names, options }: Command,
  { asksChannel }: { readonly asksChannel: boolean },
  language: Language,
): Form => ({
  title: `/${name}`,
  action: commandAction,
  value: name,
  submit: spoken(names[language]),
  fields: [
    ...Object.entries(options).flatMap(([option, declared]) => fieldOf(name, option, declared, language)),
    ...(asksChannel
      ? [{ kind: "channel" as const, name: channelField, label: words[language].channel, value: "" }]
      : []),
  ],
});

/** "en-vivo" is "En vivo". */
const spoken = (name: string): string => `${name.charAt(0).toUpperCase()}${name.slice(1)}`.replaceAll("-", " ");

/** A word that stands alone, such as "stop", is another wish than the form's. */
function fieldOf(command: string, name: string, option: Option, language: Language): readonly Field[] {
  const { help, example, form, required, choices, suggest, isTypedOnly } = option;
  const field = { name, label: help[language], value: "" };
  if (isTypedOnly) return [];
  if (suggest) return [{ ...field, kind: "suggested", of: { command, option: name } }];
  if (form === "word" && choices?.length === 1) return [];
  const optional = required ? {} : { optional: true as const };
  if (choices) {
    const labelled = choices.map((value) => ({ label: choiceName(option, value, language), value }));
    return [{ ...field, kind: "choice", choices: labelled, ...optional }];
  }
  const hint = example ? { hint: words[language].example(example.replace(`${name}:`, "")) } : {};
  return [{ ...field, kind: "text", ...hint, ...optional }];
}

const words = inEvery({
  en: { channel: "Channel", example: (text: string) => `For example ${text}` },
  de: { channel: "Kanal", example: (text) => `Zum Beispiel ${text}` },
  fr: { channel: "Canal", example: (text) => `Par exemple ${text}` },
  es: { channel: "Canal", example: (text) => `Por ejemplo ${text}` },
  pt: { channel: "Canal", example: (text) => `Por exemplo ${text}` },
  ja: { channel: "チャンネル", example: (text) => `例: ${text}` },
});
