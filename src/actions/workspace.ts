import { workspaceForm } from "../cards/workspace-form.ts";
import { defineAction } from "./action.ts";

/** Any value. Opens the form that workspace-save reads. */
export default defineAction({
  id: "workspace",
  writes: "workspace",
  opensForm: true,
  async run({ where }, services) {
    const settings = await services.tenant(where.channel.workspace).settings.get();
    return { visible: "only-you", form: (language) => workspaceForm(settings, where.channel.surface, language) };
  },
});
