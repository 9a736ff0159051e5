import { helpCard } from "../cards/help-card.ts";
import { defineCommand } from "./command.ts";
import { word } from "./options.ts";

/** The umbrella: `/hashtag track #cats` is `/track #cats` (the door sees to it), and help lives here. */
export const createHashtag = (list: () => readonly { name: string; help: string; examples: readonly string[] }[]) =>
  defineCommand({
    name: "hashtag",
    help: "Show what Groundswell understands; any command also works under it",
    examples: ["/hashtag help", "/hashtag track #worldcup"],
    options: { topic: word("What to show", ["help"]) },
    writes: () => false,
    run: async () => ({ visible: "only-you", card: helpCard(list()) }),
  });
