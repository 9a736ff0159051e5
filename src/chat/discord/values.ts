import type { FormValues } from "../../cards/card.ts";
import { listAt, objectAt, textAt, wrong } from "../payload.ts";
import { kind } from "./components.ts";

const manyMark = "[]";

/** The `custom_id` of a field: its name, and with "[]" behind it where many can be chosen, since Discord sends a list for one, too. */
export const fieldIdOf = (name: string, isMany: boolean): string => (isMany ? name + manyMark : name);

/**
 * What somebody entered in a modal, by field: the `data.components` of a MODAL_SUBMIT
 * (docs.discord.com/developers/components/reference#label-label-interaction-response-structure). Nothing entered is "",
 * nothing chosen of many is [].
 * @throws {TypeError} naming the field that is not what Discord promises.
 */
export function valuesOf(components: unknown): FormValues {
  const path = "data.components";
  const entered = listAt(components, path).flatMap((one, i): [string, string | readonly string[]][] => {
    const label = objectAt(one, `${path}.${i}`);
    if (label["type"] === kind.text) return [];
    if (label["type"] !== kind.label) throw wrong(`${path}.${i}.type`, "a label");
    return [enteredIn(label["component"], `${path}.${i}.component`)];
  });
  return Object.fromEntries(entered);
}

function enteredIn(component: unknown, path: string): [string, string | readonly string[]] {
  const { type, custom_id, value, values } = objectAt(component, path);
  const id = textAt(custom_id, `${path}.custom_id`);
  if (id === "") throw wrong(`${path}.custom_id`, "the name of a field");
  switch (type) {
    case kind.input:
      return [id, textAt(value, `${path}.value`)];
    case kind.select:
    case kind.channels: {
      const chosen = listAt(values, `${path}.values`).map((one, i) => textAt(one, `${path}.values.${i}`));
      return id.endsWith(manyMark) ? [id.slice(0, -manyMark.length), chosen] : [id, chosen[0] ?? ""];
    }
    default:
      throw wrong(`${path}.type`, "a component of our forms");
  }
}
