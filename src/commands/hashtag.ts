import { helpCard } from "../cards/help-card.ts";
import { workspaceForm } from "../cards/workspace-form.ts";
import { defineCommand } from "./command.ts";
import { word } from "./options.ts";

/** The umbrella: `/hashtag track #cats` is `/track #cats` (the door sees to it), and help lives here. */
export const createHashtag = (list: () => readonly { name: string; help: string; examples: readonly string[] }[]) =>
  defineCommand({
    name: "hashtag",
    help: "Show what Groundswell understands; any command also works under it",
    examples: ["/hashtag help", "/hashtag track #worldcup", "/hashtag settings"],
    options: { topic: word("What to show", ["help", "settings"]) },
    writes: () => false,
    async run({ options, where }, services) {
      if (options.topic !== "settings") return { visible: "only-you", card: helpCard(list()) };
      const settings = await services.tenant(where.channel.workspace).settings.get();
      return { visible: "only-you", form: workspaceForm(settings) };
    },
  });
