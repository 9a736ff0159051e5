import { managers, type Settings } from "../model/settings.ts";
import type { Form } from "./card.ts";

export const workspaceForm = ({ manage }: Settings): Form => ({
  title: "Workspace settings",
  action: "workspace-save",
  value: "1",
  submit: "Save",
  fields: [
    {
      kind: "choice",
      name: "manage",
      label: "Who may change what channels track",
      value: manage,
      choices: managers.map((value) => ({ label: managerNames[value], value })),
    },
  ],
});

export const managerNames = {
  anyone: "Everybody, guests and people of other companies too",
  members: "Members of this workspace, not guests",
  admins: "Admins only",
} as const;
