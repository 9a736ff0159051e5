import { note } from "../cards/changed.ts";
import { managerNames } from "../cards/workspace-form.ts";
import { FieldError } from "../model/errors.ts";
import { managers } from "../model/settings.ts";
import { defineAction } from "./action.ts";

/** Any value. The form of cards/workspace-form.ts. */
export default defineAction({
  id: "workspace-save",
  writes: "workspace",
  async run({ values, where }, services) {
    const manage = managers.find((manager) => manager === values["manage"]);
    if (!manage) throw new FieldError("manage", `Choose one of ${managers.join(", ")}.`);
    await services.tenant(where.channel.workspace).settings.change({ manage });
    return {
      visible: "only-you",
      card: note("Settings saved", `May change what channels track: ${managerNames[manage]}.`),
    };
  },
});
