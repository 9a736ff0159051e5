import { workspaceForm } from "../cards/workspace-form.ts";
import { defineAction } from "./action.ts";

/** Any value. Opens the form that workspace-save reads. */
export default defineAction({
  id: "workspace",
  writes: "workspace",
  run: async ({ where }, services) => ({
    visible: "only-you",
    form: workspaceForm(await services.tenant(where.channel.workspace).settings.get()),
  }),
});
